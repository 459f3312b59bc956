// Slips in a sum or a product: a part left out, applied twice, with the wrong sign, turned, along the other axis, in the
// wrong order.
import { type Exact, mul as exactMul, ratio } from '@dit-by-hand/graph/exact'
import { type Node, topological } from '@dit-by-hand/graph/graph'
import {
  add,
  broadcast,
  columns,
  fill,
  inv,
  matmul,
  mul,
  relu,
  rows,
  stack,
  sum,
  times,
  transpose,
  withSources,
} from '@dit-by-hand/graph/ops'
import { larger } from './agree.ts'
import { first, type Move, made, only, type Row, second, where } from './variant.ts'

/** Two things joined: either may be left out, or come twice. */
const joined = (node: Node, join: (a: Node, b: Node) => Node, verb: string): readonly Row[] => [
  ['left out', '$2 is left out', () => first(node)],
  ['left out', '$1 is left out', () => second(node)],
  ['twice', `$2 is ${verb} twice`, () => join(node, second(node))],
  ['twice', `$1 is ${verb} twice`, () => join(first(node), node)],
]

const added = where('add', (node, a) => {
  const b = second(node)
  const isLess = b.op === 'times' && b.arg.by === -1
  const plain = isLess ? first(b) : b
  return [
    ...joined(node, add, isLess ? 'taken away' : 'added'),
    ['operation', '$1 and $2 are multiplied instead of added', () => mul(a, plain)],
    ...only(
      isLess,
      ['sign', '$2 is added instead of taken away', () => add(a, plain)],
      ['sign', 'the sign is flipped: $2 − $1', () => times(node, -1)],
    ),
    ...only(
      !isLess,
      ['sign', '$2 is taken away instead of added', () => add(a, times(b, -1))],
      ['sign', '$1 is taken away instead of added', () => add(times(a, -1), b)],
    ),
  ]
})

const cellByCell = where('mul', (node, a, part) => {
  const b = second(node)
  const size = (x: Exact): Exact => larger(x, exactMul(-1, x))
  if (a === b)
    return [
      ['left out', 'the square of $1 is left out', () => a],
      ['activation', 'sizes are taken instead of squares of $1', () => made(part, a, (x, r, c) => size(x(r, c)))],
      ['twice', '$1 is cubed instead of squared', () => mul(node, a)],
    ]
  const all = joined(node, mul, 'applied')
  if (topological([b]).every(({ op }) => op !== 'input')) return all.filter(([, says]) => says.startsWith('$2'))
  return [
    ...all,
    ['operation', '$1 and $2 are added instead of multiplied', () => add(a, b)],
    ['count', '1 + $2 is used instead of $2', () => mul(a, add(fill(1, b.shape), b))],
    ['operation', '$1 is divided by $2', () => mul(a, inv(b))],
  ]
})

const products = where('matmul', (node, a) => {
  const b = second(node)
  const part = (many: number) => (): Node => matmul(columns(a, 0, many), rows(b, 0, many))
  return [
    ...joined(node, matmul, 'applied'),
    ['order', '$1 and $2 are multiplied in the wrong order', () => matmul(b, a)],
    ['operation', '$1 and $2 are multiplied cell by cell (* for @)', () => mul(a, broadcast(b, a.shape))],
    ['operation', '$1 and $2 are multiplied cell by cell (* for @)', () => mul(broadcast(a, b.shape), b)],
    ['left out', 'only the first column of $1 counts in $1 · $2', part(1)],
    ['left out', 'the last column of $1 is left out of $1 · $2', part(Math.max(1, a.shape[1] - 1))],
  ]
})

/** Any part turned, or with its sign flipped. */
const turned: Move = node =>
  node.op === 'fill' || node.op === 'broadcast'
    ? []
    : [
        ['transposed', node.op === 'transpose' ? '$1 is not transposed' : '$0 is transposed', () => transpose(node)],
        ['sign', 'the sign of $0 is flipped', () => times(node, -1)],
      ]

/** What a step does with what comes before it, and its name; undefined for what is none. */
function stepOf(node: Node, name: (node: Node) => string): { of: (x: Node) => Node; name: string } | undefined {
  if (node.op === 'add' || node.op === 'mul')
    return { of: x => withSources(node, [x, second(node)]), name: name(second(node)) }
  if (node.op === 'relu') return { of: relu, name: 'ReLU' }
  return node.op === 'share' && node.arg.soft ? { of: x => withSources(node, [x]), name: 'the softmax' } : undefined
}

/** Two steps in the wrong order: the activation before the last term, the scale after the shift. */
const order: Move = (node, { phrase }) => {
  const inner = node.src[0]
  const [outside, inside] = [stepOf(node, phrase), inner && stepOf(inner, phrase)]
  if (!inner || !outside || !inside || inner.op === node.op) return []
  const isJoined = node.op === 'add' || node.op === 'mul'
  const says = !isJoined
    ? `${inside.name} is ${inner.op === 'add' ? 'added' : 'applied'} after ${outside.name} instead of before`
    : inner.op === 'relu'
      ? `ReLU comes after ${outside.name} instead of before`
      : `${outside.name} comes before ${inside.name} instead of after`
  return [['order', says, () => inside.of(outside.of(first(inner)))]]
}

const repeated = where('broadcast', (node, x) => [
  ['axis', '$1 lies along the wrong axis', () => broadcast(transpose(x), node.shape)],
  ['axis', 'the first number of $1 is used for all', () => broadcast(columns(rows(x, 0, 1), 0, 1), node.shape)],
])

const summed = where('sum', (node, x, part) => {
  const isByRow = node.arg.along === 'rows'
  const [count, piece] = isByRow ? [x.shape[1], 'column'] : [x.shape[0], 'row']
  const some = (from: number, many: number): Node => (isByRow ? columns(x, from, many) : rows(x, from, many))
  const counted = (from: number) => (): Node =>
    sum(
      made(part, x, (read, row, column) => exactMul(read(row, column), (isByRow ? column : row) + from)),
      node.arg.along,
    )
  const folded = (of: (a: Exact, b: Exact) => Exact) => (): Node =>
    made(
      part,
      x,
      (read, row, column) =>
        Array.from({ length: count }, (_, i) => (isByRow ? read(row, i) : read(i, column))).reduce(of),
      node.shape,
    )
  const ends = (['first', 'last'] as const).flatMap((end, i): readonly Row[] => {
    const without = (alone: Node) => (): Node => (count > 1 ? sum(some(1 - i, count - 1), node.arg.along) : alone)
    const missing = `the ${end} ${piece} of $1 is left out of the sum`
    return [
      ['axis', `only the ${end} ${piece} of $1 is taken instead of the sum`, () => some(i * (count - 1), 1)],
      ['left out', missing, without(node)],
      ['left out', `${missing}, even where it is the only one`, without(fill(0, node.shape))],
    ]
  })
  return [
    ['count', 'the mean of $1 is taken instead of the sum', () => times(node, ratio(1n, BigInt(count)))],
    ['axis', '$1 is summed along the wrong axis', () => transpose(sum(x, isByRow ? 'columns' : 'rows'))],
    ...ends,
    ['count', `each ${piece} of $1 is counted by its place, from 1, in the sum`, counted(1)],
    ['count', `each ${piece} of $1 is counted by its place, from 0, in the sum`, counted(0)],
    ['operation', '$1: they are multiplied instead of added', folded(exactMul)],
    ['operation', 'the largest of $1 is taken instead of the sum', folded(larger)],
  ]
})

const halves = where('rows', (node, x, part) => {
  const { from, count } = node.arg
  const stride = Math.round(x.shape[0] / count)
  const everyOther = (): Node =>
    made(part, x, (read, row, column) => read(row * stride + Math.round(from / count), column), node.shape)
  return [
    ['order of items', 'the other half of $1 is taken', () => rows(x, from === 0 ? x.shape[0] - count : 0, count)],
    ['order of items', 'every other row of $1 is taken instead of one half', everyOther],
  ]
})

const stacked = where('stack', (node, a) => {
  const b = second(node)
  return [
    ['order of items', '$2 stands above $1', () => stack(b, a)],
    ['left out', '$2 is left out: zeros stand in its place', () => stack(a, fill(0, b.shape))],
    ['left out', '$1 is left out: zeros stand in its place', () => stack(fill(0, a.shape), b)],
    ['other matrix', '$1 stands in place of $2 too', () => stack(a, a)],
    ['other matrix', '$2 stands in place of $1 too', () => stack(b, b)],
  ]
})

export const sumMoves: readonly Move[] = [added, cellByCell, products, order, turned, repeated, summed, halves, stacked]
