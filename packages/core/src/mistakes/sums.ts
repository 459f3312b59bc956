// Slips in a sum or a product: a part left out, twice, with the wrong sign, turned, along the other axis, in the wrong order.
import { type Exact, inv, mul } from '@dit-by-hand/graph/exact'
import { type Node, topological } from '@dit-by-hand/graph/graph'
import * as op from '@dit-by-hand/graph/ops'
import { axes } from '@dit-by-hand/graph/rearrange'
import { larger } from './seen.ts'
import { cellwise, first, last, type Move, type Row, where } from './variant.ts'

/** Two things joined: either may be left out, or come twice. */
const joined = (node: Node, join: (a: Node, b: Node) => Node, verb: string, other = verb): readonly Row[] => [
  ['left out', '$2 is left out', () => first(node)],
  ['left out', '$1 is left out', () => last(node)],
  ['twice', `$2 is ${other} twice`, () => join(node, last(node))],
  ['twice', `$1 is ${verb} twice`, () => join(first(node), node)],
]

const added = where('add', (node, _part, a, b) => {
  const isLess = b.op === 'times' && b.arg.by === -1
  const plain = isLess ? first(b) : b
  const [verb, other] = isLess ? ['taken away', 'added'] : ['added', 'taken away']
  return [
    ...joined(node, op.add, 'added', verb),
    ['operation', '$1 and $2 are multiplied instead of added', () => op.mul(a, plain)],
    ['sign', `$2 is ${other} instead of ${verb}`, () => op.add(a, op.times(b, -1))],
    isLess
      ? ['sign', 'the sign is flipped: $2 − $1', () => op.times(node, -1)]
      : ['sign', '$1 is taken away instead of added', () => op.add(op.times(a, -1), b)],
  ]
})

const cellByCell = where('mul', (node, part, a, b) => {
  const sizes = (): Node => cellwise(part, a, x => larger(x, mul(-1, x)))
  const bare: Row = ['left out', '$1 is not squared', () => a]
  if (a === b) return [['activation', 'sizes are taken instead of squares of $1', sizes], bare]
  // A factor of the model itself, 1/√k, is told by what stands under its root.
  if (topological([b]).every(({ op }) => op !== 'input')) return []
  return [
    ...joined(node, op.mul, 'applied'),
    ['operation', '$1 and $2 are added instead of multiplied', () => op.add(a, b)],
    ['count', '1 + $2 is used instead of $2', () => op.mul(a, op.add(op.fill(1, b.shape), b))],
    ['operation', '$1 is divided by $2', () => op.mul(a, op.inv(b))],
  ]
})

const products = where('matmul', (node, _part, a, b) => {
  const some = (many: number) => (): Node => op.matmul(op.columns(a, 0, many), op.rows(b, 0, many))
  const without = a.shape[1] === 1 ? (): Node => op.fill(0, node.shape) : some(a.shape[1] - 1)
  return [
    ...joined(node, op.matmul, 'applied'),
    ['order', '$1 and $2 are multiplied in the wrong order', () => op.matmul(b, a)],
    ['operation', '$1 and $2 are multiplied cell by cell (* for @)', () => op.mul(a, op.broadcast(b, a.shape))],
    ['operation', '$1 and $2 are multiplied cell by cell (* for @)', () => op.mul(op.broadcast(a, b.shape), b)],
    ['left out', 'only the first column of $1 counts in $1 · $2', some(1)],
    ['left out', 'the last column of $1 is left out of $1 · $2', some(Math.max(1, a.shape[1] - 1))],
    ['left out', 'the last column of $1 is left out of $1 · $2', without],
  ]
})

const turned: Move = (node, part) => {
  if ((node.op === 'fill' && node !== part.node) || node.op === 'broadcast') return []
  const says = node.op === 'transpose' ? '$1 is not transposed' : '$0 is transposed'
  return [
    ['transposed', says, () => op.transpose(node)],
    ['sign', 'the sign of $0 is flipped', () => op.times(node, -1)],
  ]
}

/** Two steps in the wrong order: the activation before the last term, the scale after the shift. */
const order: Move = (node, { phrase }) => {
  const inner = node.src[0]
  const nameOf = (step: Node): string | undefined => {
    if (step.op === 'add' || step.op === 'mul') return phrase(last(step))
    return step.op === 'relu' ? 'ReLU' : step.op === 'share' && step.arg.soft ? 'the softmax' : undefined
  }
  const [outside, inside] = [nameOf(node), inner && nameOf(inner)]
  if (!inner || !outside || !inside || inner.op === node.op) return []
  const after = (step: Node, x: Node): Node => op.withSources(step, step.src.with(0, x))
  const says = `${outside} comes before ${inside} instead of after`
  return [['order', says, () => after(inner, after(node, first(inner)))]]
}

const repeated = where('broadcast', (node, _part, x) => {
  const one = (): Node => op.columns(op.rows(x, 0, 1), 0, 1)
  return [
    ['axis', '$1 lies along the wrong axis', () => op.broadcast(op.transpose(x), node.shape)],
    ['axis', 'the first number of $1 is used for all', () => op.broadcast(one(), node.shape)],
  ]
})

/** A sum along rows; one along columns, turned round. */
const summed = where('sum', (node, part, of) => {
  const isByRow = node.arg.along === 'rows'
  const [piece, across] = isByRow ? (['column', 'columns'] as const) : (['row', 'rows'] as const)
  const turned = (x: Node): Node => (isByRow ? x : op.transpose(x))
  const x = turned(of)
  const [height, count] = x.shape
  const placed = (): Node => turned(op.matmul(x, op.table(Array.from({ length: count }, (_, i) => [i + 1]))))
  const folded = (join: (a: Exact, b: Exact) => Exact) => (): Node =>
    turned(op.table(part.grid(x).map(row => [row.reduce(join)])))
  const without = (i: number, alone: Node) => (): Node =>
    turned(count > 1 ? op.sum(op.columns(x, 1 - i, count - 1), 'rows') : alone)
  return [
    ['count', 'the mean of $1 is taken instead of the sum', () => op.times(node, inv(count))],
    ['axis', '$1 is summed along the wrong axis', () => op.transpose(op.sum(of, across))],
    ['count', '$1 is summed over the whole matrix', () => op.broadcast(op.sum(node, across), node.shape)],
    ...['first', 'last'].flatMap((end, i): readonly Row[] => {
      const missing = `the ${end} ${piece} of $1 is left out of the sum`
      const alone = (): Node => turned(op.columns(x, i * (count - 1), 1))
      return [
        ['axis', `only the ${end} ${piece} of $1 is taken instead of the sum`, alone],
        ['twice', `the ${end} ${piece} of $1 is counted twice in the sum`, () => op.add(node, alone())],
        ...[x, op.fill(0, [height, 1])].map((rest): Row => ['left out', missing, without(i, rest)]),
      ]
    }),
    ['count', `each ${piece} of $1 is counted by its place, from 1, in the sum`, placed],
    ['operation', 'the numbers of $1 are multiplied instead of added', folded(mul)],
    ['operation', 'the largest of $1 is taken instead of the sum', folded(larger)],
  ]
})

const halves = where('rows', (node, _part, x) => {
  const { from, count } = node.arg
  const sizes = { part: count, each: Math.round(x.shape[0] / count), c: x.shape[1] }
  const everyOther = (): Node => op.rows(op.rearrange(x, axes('part each, c -> each part, c', sizes)), from, count)
  return [
    ['order of items', 'the other half of $1 is taken', () => op.rows(x, from === 0 ? x.shape[0] - count : 0, count)],
    ['order of items', 'every other row of $1 is taken instead of one half', everyOther],
    ['order of items', 'the half of $1 begins one row too early', () => op.rows(x, from - 1, count)],
    ['order of items', 'the half of $1 begins one row too late', () => op.rows(x, from + 1, count)],
  ]
})

const stacked = where('stack', (_node, _part, a, b) => [
  ['order of items', '$2 stands above $1', () => op.stack(b, a)],
  ['left out', '$2 is left out: zeros stand in its place', () => op.stack(a, op.fill(0, b.shape))],
  ['left out', '$1 is left out: zeros stand in its place', () => op.stack(op.fill(0, a.shape), b)],
  ['other matrix', '$1 stands in place of $2 too', () => op.stack(a, a)],
  ['other matrix', '$2 stands in place of $1 too', () => op.stack(b, b)],
])

export const sumMoves: readonly Move[] = [added, cellByCell, products, order, turned, repeated, summed, halves, stacked]
