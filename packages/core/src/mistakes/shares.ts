// Slips with softmax and the hard maximum: along the other axis, ties, hard for soft, scaled, masked, backwards.
import { exact } from '@dit-by-hand/graph/arith'
import { named } from '@dit-by-hand/graph/at'
import { overRoot, subtract } from '@dit-by-hand/graph/composites'
import { add, type Exact, inv, mul, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import * as op from '@dit-by-hand/graph/ops'
import { type Axes, turned } from '@dit-by-hand/graph/rearrange'
import type { Part } from './evidence.ts'
import { larger } from './seen.ts'
import { cellwise, first, last, type Move, type Row, rowsOf, type Table, where } from './variant.ts'

type Column = readonly Exact[]
type Of = (scores: Column, isSoft: boolean, column: number) => Column
const rightly: Of = (scores, isSoft) => scores.map((_, row) => exact.share(scores, row, isSoft))
/** What each of the largest scores gets where so many tie, after so many of them; all others 0. */
const each = (scores: Column, share: (tied: number, before: number) => Exact): Column => {
  const best = rightly(scores, false, 0).flatMap((share, row) => (share === 0 ? [] : [row]))
  return scores.map((_, row) => (best.includes(row) ? share(best.length, best.indexOf(row)) : 0))
}
const powers = (scores: Column, base = Math.E, less: Exact = 0): Column =>
  scores.map(score => base ** (toNumber(score) - toNumber(less)))
const steady = (scores: Column): Column => powers(scores, Math.E, scores.reduce(larger))
const normal = (column: Column, parts = column): Column => {
  const total = parts.reduce(add)
  return total === 0 ? column : column.map(x => mul(x, inv(total)))
}

const hard: Table<Of> = [
  ['a tie goes to the first of the largest scores', scores => each(scores, (_, before) => (before === 0 ? 1 : 0))],
  ['a tie goes to the last of the largest scores', scores => each(scores, (n, before) => (before === n - 1 ? 1 : 0))],
  ['each of several largest scores gets a whole 1', scores => each(scores, () => 1)],
  ['a tie is shared by integer division: everyone gets 0', scores => each(scores, tied => (tied === 1 ? 1 : 0))],
  ['a tie is divided by the number of patches', scores => each(scores, n => inv(n === 1 ? 1 : scores.length))],
]
const soft: Table<Of> = [
  ['the powers are not divided by their sum', scores => powers(scores)],
  ['the powers are not divided by their sum', steady],
  ['e^score overflows: take the largest score away first', scores => normal(powers(scores))],
  ['the largest score is taken away above the line, not below', scores => normal(steady(scores), powers(scores))],
  ['powers of 2 are taken instead of powers of e', scores => normal(powers(scores, 2))],
  ['a sigmoid takes the place of the softmax', scores => powers(scores).map(power => inv(add(1, inv(power))))],
  ['the scores are divided by their sum, without e', scores => normal(scores)],
  ['all patches get equal shares', scores => normal(scores.map(() => 1))],
  ['the softmax is taken twice', scores => rightly(rightly(scores, true, 0), true, 0)],
]
/** A patch does not see some others: what is no score gets no share; or a share is cut out. */
const mask = (says: string, whose: string, isHidden: (row: number, column: number) => boolean): Table<Of> => {
  const masked = (scores: Column, column: number, by: number): Column =>
    scores.map((x, row) => (isHidden(row, column) && scores.length > 1 ? by : x))
  const cut = `the shares of ${whose} are cut out once they are made`
  const naught = `the scores of ${whose} are made 0 before the shares, not −∞`
  return [
    [says, (scores, isSoft, column) => rightly(masked(scores, column, Number.NEGATIVE_INFINITY), isSoft, column)],
    [naught, (scores, isSoft, column) => rightly(masked(scores, column, 0), isSoft, column)],
    [cut, (scores, isSoft, column) => masked(rightly(scores, isSoft, column), column, 0)],
  ]
}
const masks = [
  ...mask('it is masked: patches do not see those after them', 'patches after each', (row, column) => row > column),
  ...mask('it is masked: patches do not see those before them', 'patches before each', (row, column) => row < column),
  ...mask('no patch attends to itself', 'each patch itself', (row, column) => row === column),
]

const columnwise = (part: Part, x: Node, of: (column: Column, index: number) => Column): Node =>
  op.transpose(op.table(part.grid(op.transpose(x)).map((column, i) => of(column, i))))

/** Powers of e over sums: of rows, laid across where keepdims is forgotten; of columns, less the largest of the row. */
const largest = (part: Part, x: Node): Node => op.table(part.grid(x).map(row => [row.reduce(larger)]))
const highest = (part: Part, x: Node): Node => op.transpose(largest(part, op.transpose(x)))
const sums = (x: Node) => [op.sum(x, 'rows'), op.transpose(op.sum(x, 'rows')), op.sum(x, 'columns')] as const
const sideways = [() => op.fill(0, [1, 1]), highest, largest].flatMap(top =>
  ([0, 1, 2] as const).slice(0, top === largest ? 3 : 2).map(which => (part: Part, x: Node): Node => {
    const less = subtract(x, op.broadcast(top(part, x), x.shape))
    const some = cellwise(part, less, score => Math.exp(toNumber(score)))
    return op.mul(some, op.inv(op.broadcast(sums(some)[which], x.shape)))
  }),
)

const shares = where('share', (node, part, x) => {
  const isSoft = node.arg.soft
  const [r, c] = node.shape
  const asOne: Axes = { sizes: { r, c }, from: [['r'], ['c']], to: [['r', 'c'], []] }
  const atOnce = (): Node => op.rearrange(op.share(op.rearrange(x, asOne), isSoft), turned(asOne))
  const byRows = 'it is taken along the rows instead of down the columns'
  const byRow = (): Node => op.transpose(op.share(op.transpose(x), isSoft))
  const otherwise = (scores: Node) => (): Node => op.share(scores, !isSoft)
  const kind = isSoft
    ? 'a hard maximum takes the place of the softmax'
    : 'a softmax takes the place of the hard maximum'
  return [
    ['softmax', kind, otherwise(x.op === 'mul' ? first(x) : x)],
    !isSoft && ['softmax', kind, otherwise(overRoot(x, named(part.evidence.net, 'query').shape[0]))],
    ['axis', byRows, byRow],
    ['axis', 'it is taken over the whole matrix at once', atOnce],
    ...(isSoft ? sideways : []).map((make): Row => ['axis', byRows, () => make(part, x)]),
    ...[...(isSoft ? soft : hard), ...masks].map(([says, of]): Row => {
      const rowwise = (): Node => op.transpose(columnwise(part, op.transpose(x), (row, i) => of(row, isSoft, i)))
      return ['count', `${byRows}; ${says}`, rowwise]
    }),
    ...rowsOf('softmax', [...(isSoft ? soft : hard), ...masks], of =>
      columnwise(part, x, (scores, column) => of(scores, isSoft, column)),
    ),
  ]
})

/** A given attention that something is done to. */
const given: Move = (node, part) => {
  if (part.name !== 'attention' || node !== part.node || node.op !== 'input') return []
  return [['softmax', 'the given matrix has been normalised', () => columnwise(part, node, column => normal(column))]]
}

/** The derivative of softmax: shares × (slope − mean), the mean weighted by the shares. */
const backwards = where('mul', (_node, part, y, centred) => {
  const isShares = (x: Node): boolean => part.phrase(x) === part.evidence.title('attention')
  if (y.op === 'mul' && last(y).op === 'add' && isShares(first(y)))
    return [['softmax', 'the gradient goes straight through, as if the scores were the shares', () => first(last(y))]]
  if (centred.op !== 'add' || !isShares(y)) return []
  const g = first(centred)
  const byRow = (): Node => op.mul(y, subtract(g, op.broadcast(op.sum(op.mul(y, g), 'rows'), y.shape)))
  const sigmoid = (): Node => op.mul(op.mul(y, subtract(op.fill(1, y.shape), y)), g)
  return [
    ['softmax', 'the derivative of a sigmoid, cell by cell a(1 − a), takes the place of that of softmax', sigmoid],
    ['left out', 'the mean is left out: that the shares of a column add up to 1 is forgotten', () => op.mul(y, g)],
    ['softmax', 'the gradient goes straight through the shares, divided by √k', () => g],
    ['axis', 'the weighted mean is taken along the rows instead of down the columns', byRow],
  ]
})

export const shareMoves: readonly Move[] = [shares, given, backwards]
