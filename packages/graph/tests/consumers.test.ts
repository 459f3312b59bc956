// Where one cell goes: the same as sources turned round, cell by cell, for every op.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { named } from '../src/at.ts'
import { cellsIn, consumersAt } from '../src/consumers.ts'
import { type CellRef, cellKey, expression, sources } from '../src/expression.ts'
import { entriesOf, type Net } from '../src/graph.ts'
import * as op from '../src/ops.ts'
import { axes } from '../src/rearrange.ts'
import { type NamedRegion, regionName, regionsOf } from '../src/regions.ts'
import { scope } from '../src/scope.ts'

const cellsOf = ({ name, rows, columns }: NamedRegion): readonly CellRef[] =>
  Array.from({ length: rows[1] * columns[1] }, (_, i) => ({
    name,
    row: rows[0] + Math.floor(i / columns[1]),
    column: columns[0] + (i % columns[1]),
  }))

const keys = (cells: readonly CellRef[]): readonly string[] => [...new Set(cells.map(cellKey))].toSorted()

function everyOp(): Net {
  const whole = scope()
  const [x, w, t] = [whole.input('x', [4, 3]), whole.input('w', [2, 4]), whole.input('t', [1, 1])]
  const product = whole.name('product', op.matmul(w, x))
  const turned = whole.name('turned', op.add(op.transpose(product), op.transpose(op.times(product, 2))))
  const shares = whole.name('shares', op.share(op.mul(turned, turned), true))
  const spread = whole.name('spread', op.mul(op.broadcast(t, x.shape), op.broadcast(op.sum(x, 'rows'), x.shape)))
  const below = whole.name('below', op.stack(op.rows(spread, 1, 2), op.broadcast(op.sum(x, 'columns'), [2, 3])))
  const moved = whole.name('moved', op.rearrange(op.relu(below), axes('a b, c -> b, c a', { a: 2, b: 2, c: 3 })))
  whole.name('part', op.inv(op.columns(moved, 2, 3)))
  whole.name('digits', op.bits(t, 3))
  whole.name('changed', op.amend(op.same(shares), [{ row: 1, column: 1, value: 7 }]))
  whole.name('gram', op.matmul(x, op.transpose(x)))
  whole.name('across', op.sum(x, 'rows'))
  whole.name('down', op.sum(x, 'columns'))
  whole.name('bent', op.tanh(op.sqrt(op.sin(op.cos(op.step(x))))))
  return whole.net
}

const cellsOfAll = (net: Net): readonly CellRef[] =>
  cellsIn(
    entriesOf(net).map(([name, { shape }]) => ({
      name,
      rows: [0, shape[0]] as const,
      columns: [0, shape[1]] as const,
    })),
  )

describe('the consumers of one cell', () => {
  it.each([[[]], [['product']], [['below', 'moved', 'changed']]])(
    'are the cells that cite it, %s written out',
    names => {
      const [net, through] = [everyOp(), new Set(names)]
      const citing = new Map<string, CellRef[]>()
      for (const cell of cellsOfAll(net))
        for (const source of named(net, cell.name).op === 'input' ? [] : sources(expression(net, cell, through)))
          citing.set(cellKey(source), [...(citing.get(cellKey(source)) ?? []), cell])
      let some = 0
      for (const cell of cellsOfAll(net)) {
        const found = consumersAt(net, cell, through)
        for (const { rows, columns } of found) expect(Math.min(rows[1], columns[1])).toBeGreaterThan(0)
        expect(new Set(found.map(regionName)).size).toBe(found.length)
        expect([cell, cellsIn(found)]).toEqual([cell, citing.get(cellKey(cell)) ?? []])
        some += found.length
      }
      expect(some).toBeGreaterThan(50)
    },
  )

  it('stand in the order of the net', () => {
    const x = op.input('x', [1, 1])
    const first = op.relu(x)
    const last = op.add(first, x)
    const names = (net: Net) => consumersAt(net, { name: 'x', row: 0, column: 0 }).map(({ name }) => name)
    expect([names({ x, first, last }), names({ last, first, x })]).toEqual([
      ['first', 'last'],
      ['last', 'first'],
    ])
  })

  it('are refused of what is not there', () => {
    for (const name of ['y', 'toString'])
      expect(() => consumersAt(everyOp(), { name, row: 0, column: 0 })).toThrow(`there is no matrix ${name}`)
    expect(() => consumersAt(everyOp(), { name: 'x', row: 4, column: 0 })).toThrow(
      'x is 4×3; it has no row 5, column 1',
    )
    for (const [row, column] of [
      [-1, 0],
      [0, -1],
      [0, 3],
    ] as const)
      expect(() => consumersAt(everyOp(), { name: 'x', row, column })).toThrow(
        `x is 4×3; it has no row ${row + 1}, column ${column + 1}`,
      )
  })
})

describe('the cells of regions', () => {
  it('stand row by row, each once, whatever the order of the regions', () => {
    const found = cellsIn([
      { name: 'a', rows: [1, 1], columns: [2, 1] },
      { name: 'a', rows: [0, 2], columns: [1, 2] },
      { name: 'a', rows: [1, 1], columns: [0, 1] },
    ])
    expect(found.map(cellKey)).toEqual(
      [
        [0, 1],
        [0, 2],
        [1, 0],
        [1, 1],
        [1, 2],
      ].map(([row = -1, column = -1]) => cellKey({ name: 'a', row, column })),
    )
  })
})

describe('cells as regions', () => {
  it('put runs together, and lose none', () => {
    const cells = ['b', 'a'].flatMap(name =>
      [0, 1, 2, 4].flatMap(row => [0, 1, 3].map(column => ({ name, row, column }))),
    )
    const regions = regionsOf([...cells, ...cells])
    expect(regions.map(regionName)).toEqual(
      ['b', 'a'].flatMap(name => [`${name}[1–3,1–2]`, `${name}[5,1–2]`, `${name}[1–3,4]`, `${name}[5,4]`]),
    )
    expect(keys(regions.flatMap(cellsOf))).toEqual(keys(cells))
  })

  it('are the same whatever the order of the cells, and have each of them once', () => {
    const all = ['a', 'b'].flatMap(name =>
      [0, 1, 2, 3].flatMap(row => [0, 1, 2].map(column => ({ name, row, column }))),
    )
    const some = fc.subarray(all, { minLength: 1 })
    fc.assert(
      fc.property(
        some.chain(cells => fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length }))),
        ([cells, shuffled]) => {
          const regions = regionsOf([...shuffled, ...cells])
          const found = regions.flatMap(cellsOf)
          expect(found.length).toBe(cells.length)
          expect(keys(found)).toEqual(keys(cells))
          expect(regions.map(regionName).toSorted()).toEqual(regionsOf(cells).map(regionName).toSorted())
          expect([...new Set(regions.map(({ name }) => name))]).toEqual([...new Set(shuffled.map(({ name }) => name))])
        },
      ),
    )
  })
})
