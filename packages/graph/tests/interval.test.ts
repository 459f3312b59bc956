// Ranges derived from the graph: they hold whatever the inputs are, and say what can be said.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exact } from '../src/arith.ts'
import { meanSquare } from '../src/composites.ts'
import { evaluate } from '../src/evaluate.ts'
import { toNumber } from '../src/exact.ts'
import type { Node } from '../src/graph.ts'
import { anything, between, interval, rangeOf } from '../src/interval.ts'
import * as ops from '../src/ops.ts'

const x = ops.input('x', [3, 2])
const y = ops.input('y', [3, 2])
const t = ops.input('t', [1, 1])
const infinite = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }
const net = {
  product: ops.mul(x, y),
  square: ops.mul(x, x),
  relu: ops.relu(x),
  scaled: ops.times(ops.relu(x), -2),
  step: ops.step(x),
  tanh: ops.tanh(x),
  sine: ops.sin(x),
  bits: ops.bits(t, 3),
  shares: ops.share(x, true),
  hard: ops.share(x, false),
  one: ops.share(ops.rows(x, 0, 1), true),
  loss: meanSquare(x),
  less: ops.add(ops.fill(1, [3, 2]), ops.times(ops.tanh(x), { n: 1n, d: 2n })),
  pooled: ops.matmul(ops.transpose(ops.relu(x)), ops.share(y, false)),
  over: ops.inv(ops.add(ops.mul(x, x), ops.fill(4, [3, 2]))),
  amended: ops.amend(ops.relu(x), [{ row: 0, column: 0, value: -9 }]),
  table: ops.table([[1, 5]]),
} satisfies { readonly [name: string]: Node }

describe('ranges', () => {
  it.each([
    ['product', infinite],
    ['square', { least: 0 }],
    ['relu', { least: 0, most: Number.POSITIVE_INFINITY, whole: false }],
    ['scaled', { most: 0 }],
    ['step', { least: 0, most: 1, whole: true }],
    ['tanh', { least: -1, most: 1, whole: false }],
    ['sine', { least: -1, most: 1 }],
    ['bits', { least: 0, most: 1, whole: true }],
    ['shares', { least: 0, most: 1, whole: false, columnSum: 1 }],
    ['hard', { least: 0, most: 1, whole: false, columnSum: 1 }],
    ['one', { least: 1, most: 1 }],
    ['loss', { least: 0, most: Number.POSITIVE_INFINITY, columnSum: null }],
    ['less', { least: 0.5, most: 1.5 }],
    ['pooled', { least: 0 }],
    ['over', { least: 0, most: 0.25 }],
    ['amended', infinite],
    ['table', { least: 1, most: 5, whole: true }],
  ] as const)('of %s', (name, range) => {
    expect(rangeOf(net, name)).toMatchObject(range)
  })

  it('use what is known of an input', () => {
    expect(rangeOf({ t }, 't', { t: between(0, 7, true) })).toEqual({ least: 0, most: 7, whole: true, columnSum: null })
    for (const name of ['u', 'toString'])
      expect(() => rangeOf({ t }, name)).toThrow(new RangeError(`there is no matrix ${name}`))
  })

  it('are found for a matrix of any size', () => {
    const wide = ops.relu(ops.input('wide', [500, 500]))
    expect(rangeOf({ wide }, 'wide')).toMatchObject({ least: 0, most: Number.POSITIVE_INFINITY })
  })

  it('hold for every cell, whatever is brought', () => {
    const cells = (rows: number, columns: number) =>
      fc.array(
        fc.array(
          fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 4 })).map(([n, d]) => n / d),
          { minLength: columns, maxLength: columns },
        ),
        { minLength: rows, maxLength: rows },
      )
    fc.assert(
      fc.property(cells(3, 2), cells(3, 2), fc.integer({ min: 0, max: 7 }), (a, b, clock) => {
        const found = evaluate(net, { x: a, y: b, t: [[clock]] }, exact)
        for (const [name, grid] of Object.entries(found)) {
          const { least, most, whole } = rangeOf(net, name)
          for (const cell of grid?.flat().map(toNumber) ?? []) {
            expect(cell, name).toBeGreaterThanOrEqual(least - 1e-9)
            expect(cell, name).toBeLessThanOrEqual(most + 1e-9)
            if (whole) expect(Number.isInteger(cell), name).toBe(true)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('of a product, a sum and a power are whole where all they are made of is', () => {
    const [whole, part] = [between(1, 3, true), between(1, 3)]
    for (const make of [
      (...of: (typeof whole)[]) => interval.sum(of),
      (...[a, b]: (typeof whole)[]) => interval.mul(a!, b!),
    ]) {
      expect(make(whole, between(0, 2, true)).whole).toBe(true)
      expect([make(part, whole), make(whole, part), make(part, part)].map(found => found.whole)).toEqual([
        false,
        false,
        false,
      ])
    }
    expect(interval.sum([])).toEqual(between(0, 0, true))
    expect(rangeOf({ mixed: ops.table([[1, { n: 1n, d: 2n }]]) }, 'mixed')).toMatchObject({
      least: 0.5,
      most: 1,
      whole: false,
    })
  })

  it('of a square are never below 0, and of a product with nothing are 0', () => {
    const square = (of: ReturnType<typeof between>) => interval.mul(of, of)
    expect(square(between(-2, 3))).toEqual(between(0, 9))
    expect(square(between(1, 3))).toEqual(between(1, 9))
    expect(square(between(-3, -1))).toEqual(between(1, 9))
    const nothing = between(0, 0, true)
    for (const found of [interval.mul(nothing, anything()), interval.mul(anything(), nothing)])
      expect(found).toEqual(between(0, 0))
  })

  it('of a step say which side of 0 all is on', () => {
    const stepped = ([least, most]: readonly [number, number]) => interval.step(between(least, most))
    expect(
      (
        [
          [-1, 0],
          [0, 0],
          [-1, 1],
          [0, 1],
          [1, 2],
        ] as const
      ).map(stepped),
    ).toEqual(
      [
        [0, 0],
        [0, 0],
        [0, 1],
        [0, 1],
        [1, 1],
      ].map(([least = 0, most = 0]) => between(least, most, true)),
    )
  })

  it('of sine and cosine are theirs, of a share alone is 1', () => {
    expect([interval.sin(anything()), interval.cos(anything())]).toEqual([between(-1, 1), between(-1, 1)])
    expect(interval.share([anything()], 0, true)).toEqual(between(1, 1, true))
    expect(interval.share([anything(), anything()], 0, true)).toEqual(between(0, 1))
  })

  it('divide by what may be 0 without a bound, and by what may not with one', () => {
    expect(interval.inv(between(-1, 1))).toMatchObject(infinite)
    expect(interval.inv(between(0, 4))).toMatchObject({ least: 0.25, most: Number.POSITIVE_INFINITY })
    expect(interval.inv(between(-4, 0))).toEqual(anything())
    expect(interval.inv(between(-4, -2))).toMatchObject({ least: -0.5, most: -0.25 })
    expect(interval.sqrt(between(-1, 9))).toMatchObject({ least: 0, most: 3 })
    expect(interval.mul(between(-2, 3), between(-5, 1))).toMatchObject({ least: -15, most: 10 })
  })
})
