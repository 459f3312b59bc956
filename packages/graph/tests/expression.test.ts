// One cell as arithmetic: what it comes to, in any number system, and which cells it reads, for every op.
import { describe, expect, it } from 'vitest'
import { type Arith, exact, float } from '../src/arith.ts'
import { evaluate, type Grid } from '../src/evaluate.ts'
import { type Exact, toNumber } from '../src/exact.ts'
import { type Expression, evaluateExpression, expression, partsOf, sources } from '../src/expression.ts'
import { entriesOf, type Net } from '../src/graph.ts'
import * as ops from '../src/ops.ts'
import { axes } from '../src/rearrange.ts'

const x = ops.input('x', [2, 2])
const t = ops.input('t', [1, 1])
const a = ops.relu(ops.add(x, ops.fill(-1, [2, 2])))
const net = {
  x,
  t,
  a,
  product: ops.matmul(x, ops.transpose(a)),
  mixed: ops.mul(ops.times(x, { n: 1n, d: 3n }), ops.broadcast(ops.sum(a, 'rows'), [2, 2])),
  inverse: ops.inv(ops.add(ops.mul(x, x), ops.fill(1, [2, 2]))),
  root: ops.sqrt(ops.mul(x, x)),
  step: ops.step(x),
  tanh: ops.tanh(x),
  sin: ops.sin(x),
  cos: ops.cos(x),
  same: ops.same(a),
  cut: ops.stack(ops.rows(x, 1, 1), ops.columns(ops.rearrange(x, axes('r, c -> c, r', { r: 2, c: 2 })), 0, 2)),
  bits: ops.bits(t, 3),
  soft: ops.share(x, true),
  hard: ops.share(x, false),
  amended: ops.amend(
    ops.add(
      a,
      ops.table([
        [1, 2],
        [3, 4],
      ]),
    ),
    [{ row: 0, column: 1, value: 9 }],
    'edit',
  ),
} satisfies Net
const given = {
  x: [
    [3, -1],
    [{ n: 1n, d: 2n }, 2],
  ],
  t: [[6]],
} as const

function comesToWhatItIs<R>(k: Arith<R>, values: { readonly [name: string]: Grid<R> | undefined }): void {
  for (const [name, { shape }] of entriesOf(net))
    for (let row = 0; row < shape[0]; row++)
      for (let column = 0; column < shape[1]; column++) {
        const of = expression(net, { name, row, column })
        const found = evaluateExpression(of, k, cell => values[cell.name]![cell.row]![cell.column]!)
        expect(found, `${name} ${row} ${column}`).toEqual(values[name]![row]![column])
      }
}

describe('the arithmetic of a cell', () => {
  it('comes to the cell, exactly', () => {
    comesToWhatItIs(exact, evaluate(net, given, exact))
  })

  it('comes to the cell, in decimals', () => {
    const brought = { x: given.x.map(row => row.map(toNumber)), t: [[6]] }
    comesToWhatItIs(float, evaluate(net, brought, float))
  })

  it('has what is computed beside what was put in its place', () => {
    const values: { readonly [name: string]: Grid<Exact> | undefined } = evaluate(net, given, exact)
    const asComputed: Arith<Exact> = { ...exact, amended: (_value, computed) => computed() }
    const of = expression(net, { name: 'amended', row: 0, column: 1 })
    const found = (k: Arith<Exact>) => evaluateExpression(of, k, cell => values[cell.name]![cell.row]![cell.column]!)
    expect([found(exact), found(asComputed)]).toEqual([9, 2])
  })

  it('falls apart into what it is made of', () => {
    const [one, two] = [1, 2].map((value): Expression => ({ kind: 'literal', value })) as [Expression, Expression]
    const cell: Expression = { kind: 'cell', cell: { name: 'x', row: 0, column: 0 } }
    const parts: readonly (readonly [Expression, readonly Expression[]])[] = [
      [one, []],
      [cell, []],
      [{ kind: 'sum', terms: [one, two] }, [one, two]],
      [{ kind: 'product', left: one, right: two }, [one, two]],
      [{ kind: 'share', among: [one, two], index: 0, soft: true }, [one, two]],
      [{ kind: 'amended', value: 3, instead: two, why: 'edit' }, [two]],
      [{ kind: 'sqrt', of: cell }, [cell]],
      [{ kind: 'bit', of: cell, place: 1 }, [cell]],
    ]
    for (const [whole, made] of parts) expect(partsOf(whole), whole.kind).toEqual(made)
  })

  it('of an input is the cell itself', () => {
    const cell = { name: 'x', row: 1, column: 0 }
    expect(expression(net, cell)).toEqual({ kind: 'cell', cell })
    expect(sources(expression(net, cell))).toEqual([cell])
  })

  it('reads each cell once, in order', () => {
    const read = sources(expression(net, { name: 'product', row: 0, column: 1 }))
    expect(read).toEqual([
      { name: 'x', row: 0, column: 0 },
      { name: 'a', row: 1, column: 0 },
      { name: 'x', row: 0, column: 1 },
      { name: 'a', row: 1, column: 1 },
    ])
  })

  it('is read through a matrix where that is asked for, but through no input, and nothing that was put in its place', () => {
    const through = new Set(['a', 'x', 'amended'])
    const cell = { row: 0, column: 0 }
    const from = (of: Net, name: string) =>
      new Set(sources(expression(of, { name, ...cell }, through)).map(each => each.name))
    expect(from(net, 'same')).toEqual(new Set(['x']))
    expect(from({ ...net, last: ops.times(net.amended, 2) }, 'last')).toEqual(new Set(['amended']))
  })

  it('is refused between cells and beyond every edge, with the shape', () => {
    for (const [row, column] of [
      [-1, 0],
      [2, 0],
      [0, -1],
      [0, 2],
      [0.5, 0],
      [0, Number.NaN],
    ] as const)
      expect(() => expression(net, { name: 'a', row, column })).toThrow(
        new RangeError(`a is 2×2; it has no row ${row + 1}, column ${column + 1}`),
      )
    for (const name of ['b', 'toString'])
      expect(() => expression(net, { name, row: 0, column: 0 })).toThrow(new RangeError(`there is no matrix ${name}`))
  })
})
