// Loops at their edges: every length of a last few rows, numbers that are no ordinary numbers, and the bytes they become.
import { float } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import * as ops from '@dit-by-hand/graph/ops'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostUlps } from '../src/kernels.ts'
import { open } from '../src/open.ts'
import { compile } from '../src/plan.ts'
import { report, reportText } from '../src/report.ts'
import { op, signed, single, unsigned } from '../src/wasm-bytes.ts'
import { floats } from './kernels-harness.ts'
import { ulp } from './kernels-reference.ts'
import { builds, numbers, randomGrid } from './support.ts'

const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e-42, -1e-42, 3e38, -3e38, 1, -1]
const x = ops.input('x', [odd.length, 1])
const one = ops.fill(1, x.shape)
const functions: { readonly [name: string]: Node } = {
  relu: ops.relu(x),
  step: ops.step(x),
  sqrt: ops.sqrt(x),
  inv: ops.inv(x),
  tanh: ops.tanh(x),
  sin: ops.sin(x),
  cos: ops.cos(x),
  sum: ops.sum(x, 'columns'),
  add: ops.add(x, one),
  mul: ops.mul(x, x),
  times: ops.times(x, 3),
}

/** What loops work out themselves, and how far from the true value it may be. */
const exponents: readonly (readonly [string, number, (x: Node) => Node, (x: number) => number])[] = [
  ['1/√x', mostUlps.rsqrt, x => ops.inv(ops.sqrt(x)), x => 1 / Math.sqrt(x)],
  ['tanh x', mostUlps.tanh, ops.tanh, Math.tanh],
  ['sin x', mostUlps.sin, ops.sin, Math.sin],
  ['cos x', mostUlps.cos, ops.cos, Math.cos],
]

describe.each(builds)('%s', build => {
  it.each(Object.entries(functions))(
    '%s passes what is no ordinary number through as the graph does',
    async (name, y) => {
      const runner = await open({ y }, { batch: 1, perSample: [], outputs: ['y'], build })
      const grid = odd.map(value => [Math.fround(value)])
      runner.bring('x', grid)
      runner.run()
      const wanted = evaluate({ y }, { x: grid }, float).y ?? []
      runner.read('y').forEach((row, r) => {
        const found = at(row, 0)
        const rounded = Math.fround(at(at(wanted, r), 0))
        // tanh is worked out to a few last digits; everything else is rounded once.
        if (name === 'tanh' && Number.isFinite(rounded)) expect(Math.abs(found - rounded)).toBeLessThan(1e-6)
        else
          expect(found === rounded || (Number.isNaN(found) && Number.isNaN(rounded)), `${odd[r]}: ${found}`).toBe(true)
      })
    },
  )

  it.each(exponents)('%s errs by at most %f units in the last place, at every exponent', async (_name, most, y, of) => {
    const cells = floats(255)
    const runner = await open(
      { y: y(ops.input('x', [cells.length, 1])) },
      { batch: 1, perSample: [], outputs: ['y'], build },
    )
    runner.cells('x').set(cells)
    runner.run()
    let worst = 0
    const others: string[] = []
    runner.cells('y').forEach((got, i) => {
      const should = of(at(cells, i))
      if (Number.isFinite(should)) worst = Math.max(worst, Math.abs(got - should) / ulp(should))
      if ((!Number.isFinite(should) || should === 0) && !Object.is(got, should)) others.push(`of ${cells[i]}: ${got}`)
    })
    expect(others).toEqual([])
    expect(worst).toBeLessThanOrEqual(most)
    expect(worst, 'in single precision nothing is exact').toBeGreaterThan(0.4)
  })

  it('does every row and column of every small shape, in every sample, and nothing beside them', async () => {
    for (let rows = 1; rows <= 9; rows++)
      for (const columns of [1, 2, 5]) {
        const [a, b] = [ops.input('a', [rows, columns]), ops.input('b', [rows, 1])]
        const sum = ops.add(a, ops.broadcast(b, a.shape))
        const net: Net = {
          sum,
          down: ops.sum(sum, 'columns'),
          along: ops.sum(ops.mul(sum, sum), 'rows'),
          centred: ops.add(sum, ops.times(ops.broadcast(ops.sum(sum, 'columns'), sum.shape), -1)),
        }
        const runner = await open(net, { batch: 2, perSample: ['a'], outputs: Object.keys(net), build })
        const next = numbers(rows * 10 + columns)
        const shared = randomGrid([rows, 1], next)
        const each = [0, 1].map(() => randomGrid(a.shape, next))
        runner.bring('b', shared)
        each.forEach((grid, sample) => {
          runner.bring('a', grid, sample)
        })
        runner.run()
        each.forEach((grid, sample) => {
          const wanted: { readonly [name: string]: Grid<number> | undefined } = evaluate(
            net,
            { a: grid, b: shared },
            float,
          )
          for (const name of Object.keys(net))
            runner.read(name, sample).forEach((row, r) => {
              row.forEach((cell, c) => {
                expect(cell, `${name} ${rows}×${columns}`).toBeCloseTo(wanted[name]?.[r]?.[c] ?? Number.NaN, 5)
              })
            })
        })
      }
  })
})

describe('bytes', () => {
  const unsignedOf = (bytes: readonly number[]): number =>
    bytes.reduce((total, byte, i) => total + (byte % 128) * 128 ** i, 0)
  it('write numbers as LEB128 and single precision', () => {
    expect(unsigned(624_485)).toEqual([0xe5, 0x8e, 0x26])
    expect(signed(-123_456)).toEqual([0xc0, 0xbb, 0x78])
    expect([signed(63), signed(64), signed(-64), signed(-65)]).toEqual([[63], [0xc0, 0], [0x40], [0xbf, 0x7f]])
    expect(single(1)).toEqual([0, 0, 0x80, 0x3f])
    expect(op.number(64)).toEqual([0x41, 0xc0, 0])
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), n => {
        const bytes = unsigned(n)
        expect(unsignedOf(bytes)).toBe(n)
        expect(bytes.slice(0, -1).every(byte => byte > 127)).toBe(true)
        expect(bytes.at(-1)).toBeLessThan(128)
      }),
    )
  })
})

describe('a report', () => {
  const [a, t] = [ops.input('a', [3, 4]), ops.input('t', [1, 1])]
  const net: Net = { y: ops.matmul(ops.input('w', [2, 3]), a), digits: ops.bits(t, 3) }
  const plan = compile(net, { batch: 5, perSample: ['a', 't'], outputs: ['y', 'digits'] })

  it('lists work, fallbacks, buffers and bytes', () => {
    const told = report(plan)
    expect(told.fallbacks).toEqual(['bits (3×1)'])
    expect(told.work.map(({ name, flops }) => [name, flops])).toEqual([
      ['product 20×2×3 A·B', 2 * 20 * 2 * 3],
      ['fallback bits', 0],
    ])
    expect(told.buffers).toBe(5)
    expect(told.bytes).toBeGreaterThanOrEqual(4 * (5 * 12 + 5 + 6 + 5 * 8 + 5 * 3))
  })
  it('is printed with times where they were measured', () => {
    expect(reportText(report(plan))).toMatch(
      /^batch 5: 0\.0 MFLOP; 5 buffers in .*\n.*product 20×2×3.*\n.*\n1 fallbacks: bits/,
    )
    expect(
      reportText(
        report(
          plan,
          plan.steps.map(() => 2),
        ),
      ),
    ).toMatch(/2\.00 ms .*GFLOP\/s {2}product/)
  })
})
