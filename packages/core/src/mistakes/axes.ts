// Slips along an axis: the other axis, the first item for all, a mean for a sum, halves and pieces the other way round.
import { at } from '@dit-by-hand/graph/at'
import { compare, type Exact, mul as exactMul, ratio } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { broadcast, columns, fill, rows, stack, sum, times, transpose } from '@dit-by-hand/graph/ops'
import { cellwise, first, type Move, second, tableOf, v } from './variant.ts'

const repeated: Move = (node, { phrase }) => {
  if (node.op !== 'broadcast') return []
  const x = first(node)
  const says = phrase(x)
  return [
    v('axis', `${says} lies along the wrong axis`, () => broadcast(transpose(x), node.shape)),
    v('axis', `the first number of ${says} is used for all`, () => broadcast(columns(rows(x, 0, 1), 0, 1), node.shape)),
  ]
}

const summed: Move = (node, about) => {
  if (node.op !== 'sum') return []
  const x = first(node)
  const says = about.phrase(x)
  const along = node.arg.along
  const count = along === 'rows' ? x.shape[1] : x.shape[0]
  const piece = along === 'rows' ? 'column' : 'row'
  const only = (index: number): Node => (along === 'rows' ? columns(x, index, 1) : rows(x, index, 1))
  const all = (from: number, many: number): Node =>
    sum(along === 'rows' ? columns(x, from, many) : rows(x, from, many), along)
  const other = along === 'rows' ? 'columns' : 'rows'
  const folded = (of: (a: Exact, b: Exact) => Exact): Node =>
    tableOf(node.shape[0], node.shape[1], (row, column) => {
      const grid = about.grid(x)
      const cells = along === 'rows' ? at(grid, row) : grid.map(line => at(line, column))
      return cells.reduce(of)
    })
  return [
    v('count', `the mean of ${says} is taken instead of the sum`, () => times(node, ratio(1n, BigInt(count)))),
    v('axis', `${says} is summed along the wrong axis`, () => transpose(sum(x, other))),
    v('axis', `only the first ${piece} of ${says} is taken instead of the sum`, () => only(0)),
    v('axis', `only the last ${piece} of ${says} is taken instead of the sum`, () => only(count - 1)),
    v('left out', `the last ${piece} of ${says} is left out of the sum`, () => (count > 1 ? all(0, count - 1) : node)),
    v('left out', `the first ${piece} of ${says} is left out of the sum`, () => (count > 1 ? all(1, count - 1) : node)),
    ...(['first', 'last'] as const).map(end =>
      v('left out', `the ${end} ${piece} of ${says} is left out of the sum, even where it is the only one`, () =>
        count > 1 ? all(end === 'first' ? 1 : 0, count - 1) : fill(0, node.shape),
      ),
    ),
    ...([1, 0] as const).map(from =>
      v('count', `each ${piece} of ${says} is counted by its place, from ${from}, in the sum`, () =>
        sum(
          cellwise(about, x, (cell, row, column) => exactMul(cell, (along === 'rows' ? column : row) + from)),
          along,
        ),
      ),
    ),
    v('operation', `${says}: they are multiplied instead of added`, () => folded(exactMul)),
    v('operation', `the largest of ${says} is taken instead of the sum`, () =>
      folded((a, b) => (compare(a, b) < 0 ? b : a)),
    ),
  ]
}

/** A product that sums over patches, or over anything, may see only the first. */
const firstOnly: Move = (node, { phrase }) => {
  if (node.op !== 'matmul') return []
  const [a, b] = [first(node), second(node)]
  const inner = a.shape[1]
  const part = (from: number, many: number) => (): Node => {
    const [x, y] = [columns(a, from, many), rows(b, from, many)]
    return { ...node, src: [x, y] } as Node
  }
  const says = `${phrase(a)} · ${phrase(b)}`
  return [
    v('left out', `only the first column of ${phrase(a)} counts in ${says}`, part(0, 1)),
    v('left out', `the last column of ${phrase(a)} is left out of ${says}`, part(0, Math.max(1, inner - 1))),
  ]
}

const pieces: Move = (node, about) => {
  const { phrase } = about
  if (node.op === 'rows') {
    const x = first(node)
    const { from, count } = node.arg
    const says = phrase(x)
    const stride = Math.round(x.shape[0] / count)
    return [
      v('order of items', `the other half of ${says} is taken`, () =>
        rows(x, from === 0 ? x.shape[0] - count : 0, count),
      ),
      v('order of items', `every other row of ${says} is taken instead of one half`, () =>
        tableOf(count, node.shape[1], (row, column) =>
          at(at(about.grid(x), row * stride + Math.round(from / count)), column),
        ),
      ),
    ]
  }
  if (node.op !== 'stack') return []
  const [a, b] = [first(node), second(node)]
  return [
    v('order of items', `${phrase(b)} stands above ${phrase(a)}`, () => stack(b, a)),
    v('left out', `${phrase(b)} is left out: zeros stand in its place`, () => stack(a, fill(0, b.shape))),
    v('left out', `${phrase(a)} is left out: zeros stand in its place`, () => stack(fill(0, a.shape), b)),
    v('other matrix', `${phrase(a)} stands in place of ${phrase(b)} too`, () => stack(a, a)),
    v('other matrix', `${phrase(b)} stands in place of ${phrase(a)} too`, () => stack(b, b)),
  ]
}

export const axisMoves: readonly Move[] = [repeated, summed, pieces, firstOnly]
