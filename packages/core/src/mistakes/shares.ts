// Slips with softmax and the hard maximum: along the other axis, ties, hard for soft, scaled, masked, backwards.
import { at } from '@dit-by-hand/graph/at'
import { overRoot, subtract } from '@dit-by-hand/graph/composites'
import { compare, type Exact, mul as exactMul, inv, add as plus, ratio, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { fill, matmul, mul, share, transpose } from '@dit-by-hand/graph/ops'
import { larger } from './agree.ts'
import { first, type Move, made, only, type Row, second, where } from './variant.ts'

type Column = readonly Exact[]
/** What becomes of one column of scores. */
type Of = (scores: Column, isSoft: boolean, column: number) => Column
type Table = readonly (readonly [says: string, of: Of])[]

const less = (x: Exact): Exact => exactMul(-1, x)
const tiesOf = (scores: Column): readonly boolean[] => scores.map(score => compare(score, scores.reduce(larger)) === 0)
/** All to one place. */
const one = (scores: Column, place: number): Column => scores.map((_, i) => (i === place ? 1 : 0))
/** To each that ties for the largest, what is said. */
const each = (scores: Column, share: (tied: number) => Exact): Column =>
  tiesOf(scores).map((isBest, _, ties) => (isBest ? share(ties.filter(Boolean).length) : 0))
const powers = (scores: Column, base = Math.E, less: Exact = 0): readonly number[] =>
  scores.map(score => base ** (toNumber(score) - toNumber(less)))
const normal = (powers: readonly number[]): Column => powers.map(power => power / powers.reduce((a, b) => a + b, 0))
const steady = (scores: Column): readonly number[] => powers(scores, Math.E, scores.reduce(larger))
const rightly: Of = (scores, isSoft) =>
  isSoft ? normal(steady(scores)) : each(scores, tied => ratio(1n, BigInt(tied)))
const masked =
  (sees: (row: number, column: number) => boolean): Of =>
  (scores, isSoft, column) => {
    const seen = scores.flatMap((_, row) => (sees(row, column) ? [row] : []))
    if (seen.length === 0) return scores.map(() => (scores.length === 1 ? 1 : 0))
    const shares = rightly(
      seen.map(row => at(scores, row)),
      isSoft,
      column,
    )
    return scores.map((_, row) => (seen.includes(row) ? at(shares, seen.indexOf(row)) : 0))
  }
const cutOut =
  (sees: (row: number, column: number) => boolean): Of =>
  (scores, isSoft, column) =>
    rightly(scores, isSoft, column).map((x, row) => (sees(row, column) ? x : 0))

const hard: Table = [
  ['a tie goes to the first of the largest scores', scores => one(scores, tiesOf(scores).indexOf(true))],
  ['a tie goes to the last of the largest scores', scores => one(scores, tiesOf(scores).lastIndexOf(true))],
  ['each of several largest scores gets a whole 1', scores => each(scores, () => 1)],
  ['a tie is shared by integer division: everyone gets 0', scores => each(scores, tied => (tied === 1 ? 1 : 0))],
  [
    'a tie is divided by the number of patches instead of the number of those that tie',
    scores => each(scores, tied => (tied === 1 ? 1 : ratio(1n, BigInt(scores.length)))),
  ],
  [
    'the hard maximum looks at the sizes of the scores',
    scores =>
      rightly(
        scores.map(x => larger(x, less(x))),
        false,
        0,
      ),
  ],
]
const soft: Table = [
  ['the powers are not divided by their sum', scores => powers(scores)],
  ['the powers are not divided by their sum', steady],
  ['powers of 2 are taken instead of powers of e', scores => normal(powers(scores, 2))],
  ['powers of 10 are taken instead of powers of e', scores => normal(powers(scores, 10))],
  ['e^score overflows: take the largest score away first', scores => normal(powers(scores))],
  ['the powers are divided by the number of patches', scores => powers(scores).map(power => power / scores.length)],
  ['a sigmoid takes the place of the softmax', scores => powers(scores).map(power => power / (1 + power))],
  ['the scores are divided by their sum, without e', scores => scores.map(x => exactMul(x, inv(scores.reduce(plus))))],
  ['all patches get equal shares', scores => scores.map(() => 1 / scores.length)],
  ['the softmax is taken twice', scores => rightly(rightly(scores, true, 0), true, 0)],
]
const both: Table = [
  ['it goes to the smallest score', (scores, isSoft) => rightly(scores.map(less), isSoft, 0)],
  ['it is masked: patches do not see those after them', masked((row, column) => row <= column)],
  ['it is masked: patches do not see those before them', masked((row, column) => row >= column)],
  ['the shares of patches after each are cut out once they are made', cutOut((row, column) => row <= column)],
  ['the shares of patches before each are cut out once they are made', cutOut((row, column) => row >= column)],
  ['no patch attends to itself', masked((row, column) => row !== column)],
]

const shares = where('share', (node, x, part) => {
  const isSoft = node.arg.soft
  const [height, width] = node.shape
  const byColumn = (of: Of) => (): Node => {
    const columns = part.grid(transpose(x)).map((scores, column) => of(scores, isSoft, column))
    return made(part, x, (_read, row, column) => at(at(columns, column), row))
  }
  const atOnce = (): Node => {
    const all = rightly(part.grid(x).flat(), isSoft, 0)
    return made(part, x, (_read, row, column) => at(all, row * width + column), [height, width])
  }
  const key = part.evidence.net.query?.shape[0] ?? 1
  const hardly = 'a hard maximum takes the place of the softmax'
  const softly = 'a softmax takes the place of the hard maximum'
  return [
    ...only(isSoft, ['softmax', hardly, () => share(x.op === 'mul' ? first(x) : x, false)]),
    ...only(
      !isSoft,
      ['softmax', softly, () => share(overRoot(x, key), true)],
      ['softmax', softly, () => share(x, true)],
    ),
    ['axis', 'it is taken along the rows instead of down the columns', () => transpose(share(transpose(x), isSoft))],
    ['axis', 'it is taken over the whole matrix at once', atOnce],
    ...[...(isSoft ? soft : hard), ...both].map(([says, of]): Row => ['softmax', says, byColumn(of)]),
  ]
})

/** A given attention that something is done to. */
const given: Move = (node, part) => {
  if (node !== part.node || node.op !== 'input' || part.name !== 'attention') return []
  const over = (x: Exact, total: Exact): Exact => (compare(total, 0) === 0 ? x : exactMul(x, inv(total)))
  const totals = part.grid(transpose(node)).map(column => column.reduce(plus))
  return [
    [
      'softmax',
      'the given matrix has been normalised',
      () => made(part, node, (read, r, c) => over(read(r, c), at(totals, c))),
    ],
    ['softmax', 'a softmax is taken of the given matrix', () => share(node, true)],
    ['softmax', 'a hard maximum is taken of the given matrix', () => share(node, false)],
  ]
}

/** The derivative of softmax: shares × (slope − mean), the mean weighted by the shares. */
const backwards = where('mul', (node, y, part) => {
  const isShares = (x: Node): boolean => part.phrase(x) === part.evidence.title('attention')
  const centred = second(node)
  if (y.op === 'mul' && second(y).op === 'add' && isShares(first(y)))
    return [['softmax', 'the gradient goes straight through, as if the scores were the shares', () => first(second(y))]]
  if (centred.op !== 'add' || !isShares(y)) return []
  const g = first(centred)
  const ones = fill(1, [y.shape[1], 1])
  return [
    [
      'softmax',
      'the derivative of a sigmoid, cell by cell a(1 − a), takes the place of that of softmax',
      () => mul(mul(y, subtract(fill(1, y.shape), y)), g),
    ],
    ['left out', 'the mean is left out: that the shares of a column add up to 1 is forgotten', () => mul(y, g)],
    ['left out', 'the shares are left out', () => centred],
    ['softmax', 'the gradient goes straight through the shares, divided by √k', () => g],
    [
      'axis',
      'the weighted mean is taken along the rows instead of down the columns',
      () => mul(y, subtract(g, matmul(matmul(mul(y, g), ones), transpose(ones)))),
    ],
  ]
})

export const shareMoves: readonly Move[] = [shares, given, backwards]
