// Slips along an axis: the other axis, the first item for all, a mean for a sum, halves and pieces the other way round.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, mul as exactMul, ratio } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { broadcast, columns, fill, matmul, rows, stack, sum, times, transpose } from '@dit-by-hand/graph/ops'
import { larger } from './agree.ts'
import { cellwise, first, type Move, second, tableOf, where } from './variant.ts'

const repeated = where('broadcast', node => [
  ['axis', '$1 lies along the wrong axis', () => broadcast(transpose(first(node)), node.shape)],
  [
    'axis',
    'the first number of $1 is used for all',
    () => broadcast(columns(rows(first(node), 0, 1), 0, 1), node.shape),
  ],
])

const summed = where('sum', (node, about) => {
  const { along } = node.arg
  const [x, isByRow] = [first(node), along === 'rows']
  const [count, piece] = isByRow ? [x.shape[1], 'column'] : [x.shape[0], 'row']
  const part = (from: number, many: number): Node => (isByRow ? columns(x, from, many) : rows(x, from, many))
  const without = (from: number, alone: Node) => (): Node => (count > 1 ? sum(part(from, count - 1), along) : alone)
  const counted = (from: number) => (): Node =>
    sum(
      cellwise(about, x, (cell, row, column) => exactMul(cell, (isByRow ? column : row) + from)),
      along,
    )
  const folded = (of: (a: Exact, b: Exact) => Exact) => (): Node =>
    tableOf(node.shape[0], node.shape[1], (row, column) => {
      const grid = about.grid(x)
      return (isByRow ? at(grid, row) : grid.map(line => at(line, column))).reduce(of)
    })
  const nothing = fill(0, node.shape)
  return [
    ['count', 'the mean of $1 is taken instead of the sum', () => times(node, ratio(1n, BigInt(count)))],
    ['axis', '$1 is summed along the wrong axis', () => transpose(sum(x, isByRow ? 'columns' : 'rows'))],
    ['axis', `only the first ${piece} of $1 is taken instead of the sum`, () => part(0, 1)],
    ['axis', `only the last ${piece} of $1 is taken instead of the sum`, () => part(count - 1, 1)],
    ['left out', `the last ${piece} of $1 is left out of the sum`, without(0, node)],
    ['left out', `the first ${piece} of $1 is left out of the sum`, without(1, node)],
    ['left out', `the first ${piece} of $1 is left out of the sum, even where it is the only one`, without(1, nothing)],
    ['left out', `the last ${piece} of $1 is left out of the sum, even where it is the only one`, without(0, nothing)],
    ['count', `each ${piece} of $1 is counted by its place, from 1, in the sum`, counted(1)],
    ['count', `each ${piece} of $1 is counted by its place, from 0, in the sum`, counted(0)],
    ['operation', '$1: they are multiplied instead of added', folded(exactMul)],
    ['operation', 'the largest of $1 is taken instead of the sum', folded(larger)],
  ]
})

/** A product that sums over patches, or over anything, may see only the first. */
const firstOnly = where('matmul', node => {
  const [a, b] = [first(node), second(node)]
  const part = (many: number) => (): Node => matmul(columns(a, 0, many), rows(b, 0, many))
  return [
    ['left out', 'only the first column of $1 counts in $1 · $2', part(1)],
    ['left out', 'the last column of $1 is left out of $1 · $2', part(Math.max(1, a.shape[1] - 1))],
  ]
})

const halves = where('rows', (node, about) => {
  const [x, { from, count }] = [first(node), node.arg]
  const stride = Math.round(x.shape[0] / count)
  const everyOther = (): Node =>
    tableOf(count, node.shape[1], (row, column) =>
      at(at(about.grid(x), row * stride + Math.round(from / count)), column),
    )
  return [
    ['order of items', 'the other half of $1 is taken', () => rows(x, from === 0 ? x.shape[0] - count : 0, count)],
    ['order of items', 'every other row of $1 is taken instead of one half', everyOther],
  ]
})

const stacked = where('stack', node => {
  const [a, b] = [first(node), second(node)]
  return [
    ['order of items', '$2 stands above $1', () => stack(b, a)],
    ['left out', '$2 is left out: zeros stand in its place', () => stack(a, fill(0, b.shape))],
    ['left out', '$1 is left out: zeros stand in its place', () => stack(fill(0, a.shape), b)],
    ['other matrix', '$1 stands in place of $2 too', () => stack(a, a)],
    ['other matrix', '$2 stands in place of $1 too', () => stack(b, b)],
  ]
})

export const axisMoves: readonly Move[] = [repeated, summed, halves, stacked, firstOnly]
