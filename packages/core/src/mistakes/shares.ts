// Slips with softmax and the hard maximum: along the other axis, ties, hard for soft, scaled, masked, backwards.
import { at } from '@dit-by-hand/graph/at'
import { overRoot } from '@dit-by-hand/graph/composites'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { compare, type Exact, mul as exactMul, inv, add as plus, ratio, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { add, fill, matmul, mul, share, times, transpose } from '@dit-by-hand/graph/ops'
import { larger } from './agree.ts'
import { first, type Move, type Row, second, tableOf, v, where } from './variant.ts'

type Column = readonly Exact[]
type Of = (scores: Column, isSoft: boolean, column: number) => Column

const bestOf = (scores: Column): Exact => scores.reduce(larger)
const tiesOf = (scores: Column): readonly boolean[] => scores.map(score => compare(score, bestOf(scores)) === 0)
const countOf = (ties: readonly boolean[]): number => ties.filter(Boolean).length
const only = (scores: Column, place: number): Column => scores.map((_, i) => (i === place ? 1 : 0))
/** To each that ties for the largest, what is said. */
const each = (scores: Column, share: (tied: number) => Exact): Column =>
  tiesOf(scores).map((isBest, _, ties) => (isBest ? share(countOf(ties)) : 0))
const normal = (powers: readonly number[], total = powers.reduce((a, b) => a + b, 0)): Column =>
  powers.map(power => power / total)
const powers = (scores: Column, base = Math.E, less: Exact = 0): readonly number[] =>
  scores.map(score => base ** (toNumber(score) - toNumber(less)))
const rightly: Of = (scores, isSoft) =>
  isSoft ? normal(powers(scores, Math.E, bestOf(scores))) : each(scores, tied => ratio(1n, BigInt(tied)))
const less = (x: Exact): Exact => exactMul(-1, x)
const size = (x: Exact): Exact => larger(x, less(x))
const masked =
  (sees: (row: number, column: number) => boolean): Of =>
  (scores, isSoft, column) => {
    const seen = scores.flatMap((_, row) => (sees(row, column) ? [row] : []))
    if (seen.length === 0) return scores.map(() => (scores.length === 1 ? 1 : 0))
    const made = rightly(
      seen.map(row => at(scores, row)),
      isSoft,
      column,
    )
    return scores.map((_, row) => (seen.includes(row) ? at(made, seen.indexOf(row)) : 0))
  }

/** What becomes of one column of scores. */
const hard: readonly (readonly [says: string, of: Of])[] = [
  ['a tie goes to the first of the largest scores', scores => only(scores, tiesOf(scores).indexOf(true))],
  ['a tie goes to the last of the largest scores', scores => only(scores, tiesOf(scores).lastIndexOf(true))],
  ['each of several largest scores gets a whole 1', scores => each(scores, () => 1)],
  ['a tie is shared by integer division: everyone gets 0', scores => each(scores, tied => (tied === 1 ? 1 : 0))],
  [
    'a tie is divided by the number of patches instead of the number of those that tie',
    scores => each(scores, tied => (tied === 1 ? 1 : ratio(1n, BigInt(scores.length)))),
  ],
  ['the hard maximum looks at the sizes of the scores', scores => rightly(scores.map(size), false, 0)],
]
const soft: readonly (readonly [says: string, of: Of])[] = [
  ['the powers are not divided by their sum', scores => powers(scores)],
  ['the powers are not divided by their sum', scores => powers(scores, Math.E, bestOf(scores))],
  ['powers of 2 are taken instead of powers of e', scores => normal(powers(scores, 2))],
  ['powers of 10 are taken instead of powers of e', scores => normal(powers(scores, 10))],
  ['e^score overflows: take the largest score away first', scores => normal(powers(scores))],
  ['the powers are divided by the number of patches', scores => normal(powers(scores), scores.length)],
  ['a sigmoid takes the place of the softmax', scores => powers(scores).map(power => power / (1 + power))],
  ['the scores are divided by their sum, without e', scores => scores.map(x => exactMul(x, inv(scores.reduce(plus))))],
  ['all patches get equal shares', scores => scores.map(() => 1 / scores.length)],
  ['the softmax is taken twice', scores => rightly(rightly(scores, true, 0), true, 0)],
]
const both: readonly (readonly [says: string, of: Of])[] = [
  ['it goes to the smallest score', (scores, isSoft) => rightly(scores.map(less), isSoft, 0)],
  ['it is masked: patches do not see those after them', masked((row, column) => row <= column)],
  ['it is masked: patches do not see those before them', masked((row, column) => row >= column)],
  ...[true, false].map((later): readonly [string, Of] => [
    `the shares of patches ${later ? 'after' : 'before'} each are cut out once they are made`,
    (scores, isSoft, column) =>
      rightly(scores, isSoft, column).map((x, row) => ((later ? row <= column : row >= column) ? x : 0)),
  ]),
  ['no patch attends to itself', masked((row, column) => row !== column)],
]

const shares = where('share', (node, about) => {
  const x = first(node)
  const isSoft = node.arg.soft
  const [height, width] = node.shape
  const byColumn = (of: Of) => (): Node => {
    const made = transposed(about.grid(x)).map((scores, column) => of(scores, isSoft, column))
    return tableOf(height, width, (r, c) => at(at(made, c), r))
  }
  const atOnce = (): Node => {
    const all = rightly(about.grid(x).flat(), isSoft, 0)
    return tableOf(height, width, (r, c) => at(all, r * width + c))
  }
  const key = about.evidence.net.query?.shape[0] ?? 1
  const toSoft = (scores: Node): Row => [
    'softmax',
    'a softmax takes the place of the hard maximum',
    () => share(scores, true),
  ]
  const toHard = (): Node => share(x.op === 'mul' ? first(x) : x, false)
  const otherwise: readonly Row[] = isSoft
    ? [['softmax', 'a hard maximum takes the place of the softmax', toHard]]
    : [toSoft(overRoot(x, key)), toSoft(x)]
  return [
    ...otherwise,
    ['axis', 'it is taken along the rows instead of down the columns', () => transpose(share(transpose(x), isSoft))],
    ['axis', 'it is taken over the whole matrix at once', atOnce],
    ...[...(isSoft ? soft : hard), ...both].map(([says, of]): Row => ['softmax', says, byColumn(of)]),
  ]
})

const transposed = (grid: Grid<Exact>): Grid<Exact> => at(grid, 0).map((_, c) => grid.map(row => at(row, c)))

/** A given attention that something is done to. */
const given: Move = (node, about) => {
  if (node !== about.local.node || node.op !== 'input' || about.local.name !== 'attention') return []
  const grid = about.grid(node)
  const totals = transposed(grid).map(column => column.reduce(plus))
  const over = (total: Exact, x: Exact): Exact => (compare(total, 0) === 0 ? x : exactMul(x, inv(total)))
  return [
    v('softmax', 'the given matrix has been normalised', () =>
      tableOf(node.shape[0], node.shape[1], (r, c) => over(at(totals, c), at(at(grid, r), c))),
    ),
    v('softmax', 'a softmax is taken of the given matrix', () => share(node, true)),
    v('softmax', 'a hard maximum is taken of the given matrix', () => share(node, false)),
  ]
}

/** The derivative of softmax: shares × (slope − mean), the mean weighted by the shares. */
const backwards: Move = (node, about) => {
  if (node.op !== 'mul') return []
  const inner = first(node)
  if (inner.op === 'mul' && second(inner).op === 'add' && about.phrase(first(inner)) === about.title('attention'))
    return [
      v('softmax', 'the gradient goes straight through, as if the scores were the shares', () => first(second(inner))),
    ]
  const [y, centred] = [inner, second(node)]
  if (centred.op !== 'add' || about.phrase(y) !== about.title('attention')) return []
  const g = first(centred)
  return [
    v('softmax', 'the derivative of a sigmoid, cell by cell a(1 − a), takes the place of that of softmax', () =>
      mul(mul(y, add(fill(1, y.shape), times(y, -1))), g),
    ),
    v('left out', 'the mean is left out: that the shares of a column add up to 1 is forgotten', () => mul(y, g)),
    v('left out', 'the shares are left out', () => centred),
    v('softmax', 'the gradient goes straight through the shares, divided by √k', () => g),
    v('axis', 'the weighted mean is taken along the rows instead of down the columns', () => transposedMean(y, g)),
  ]
}

function transposedMean(y: Node, g: Node): Node {
  const ones = fill(1, [y.shape[1], 1])
  const mean = matmul(matmul(mul(y, g), ones), transpose(ones))
  return mul(y, add(g, times(mean, -1)))
}

export const shareMoves: readonly Move[] = [shares, given, backwards]
