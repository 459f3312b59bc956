// Slips with softmax and the hard maximum: along the other axis, ties, hard for soft, scaled, masked, backwards.
import { at } from '@dit-by-hand/graph/at'
import { overRoot } from '@dit-by-hand/graph/composites'
import { compare, type Exact, mul as exactMul, inv, add as plus, ratio, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { add, fill, matmul, mul, share, times, transpose } from '@dit-by-hand/graph/ops'
import { first, type Move, second, tableOf, type Variant, v } from './variant.ts'

type Column = readonly Exact[]

const isBest = (scores: Column) => {
  const best = scores.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  return (score: Exact): boolean => compare(score, best) === 0
}
const only =
  (index: (scores: Column) => number) =>
  (scores: Column): Column => {
    const place = index(scores)
    return scores.map((_, i) => (i === place ? 1 : 0))
  }
const normal = (powers: readonly number[], total = powers.reduce((a, b) => a + b, 0)): Column =>
  powers.map(power => power / total)
const powers = (scores: Column, base = Math.E): readonly number[] => scores.map(score => base ** toNumber(score))

/** What becomes of one column of scores. */
const hard: readonly (readonly [says: string, of: (scores: Column, column: number) => Column])[] = [
  ['a tie goes to the first of the largest scores', only(scores => scores.findIndex(isBest(scores)))],
  ['a tie goes to the last of the largest scores', only(scores => scores.findLastIndex(isBest(scores)))],
  ['each of several largest scores gets a whole 1', scores => scores.map(score => (isBest(scores)(score) ? 1 : 0))],
  [
    'a tie is shared by integer division: everyone gets 0',
    scores => scores.map(score => (isBest(scores)(score) && scores.filter(isBest(scores)).length === 1 ? 1 : 0)),
  ],
  [
    'a tie is divided by the number of patches instead of the number of those that tie',
    scores => {
      const tied = scores.filter(isBest(scores)).length
      return scores.map(score => (isBest(scores)(score) ? (tied > 1 ? ratio(1n, BigInt(scores.length)) : 1) : 0))
    },
  ],
]
const soft: readonly (readonly [says: string, of: (scores: Column, column: number) => Column])[] = [
  ['the powers are not divided by their sum', scores => powers(scores)],
  [
    'the powers are not divided by their sum',
    scores => scores.map(score => Math.exp(toNumber(score) - Math.max(...scores.map(toNumber)))),
  ],
  ['powers of 2 are taken instead of powers of e', scores => normal(powers(scores, 2))],
  ['powers of 10 are taken instead of powers of e', scores => normal(powers(scores, 10))],
  ['e^score overflows: take the largest score away first', scores => normal(powers(scores))],
  ['the powers are divided by the number of patches', scores => normal(powers(scores), scores.length)],
  ['a sigmoid takes the place of the softmax', scores => scores.map(score => 1 / (1 + Math.exp(-toNumber(score))))],
  [
    'the scores themselves are divided by their sum, without e',
    scores => {
      const total = scores.reduce(plus)
      return scores.map(score => exactMul(score, inv(total)))
    },
  ],
  ['all patches get equal shares', scores => scores.map(() => 1 / scores.length)],
]

const among = (scores: Column, soft: boolean): Column => {
  if (!soft) {
    const best = isBest(scores)
    return scores.map(score => (best(score) ? ratio(1n, BigInt(scores.filter(best).length)) : 0))
  }
  const most = Math.max(...scores.map(toNumber))
  return normal(scores.map(score => Math.exp(toNumber(score) - most)))
}

const masks: readonly (readonly [says: string, sees: (row: number, column: number) => boolean])[] = [
  ['it is masked: patches do not see those after them', (row, column) => row <= column],
  ['it is masked: patches do not see those before them', (row, column) => row >= column],
  ['no patch attends to itself', (row, column) => row !== column],
]

const shares: Move = (node, about) => {
  if (node.op !== 'share') return []
  const x = first(node)
  const isSoft = node.arg.soft
  const [height, width] = node.shape
  const columnOf = (c: number): Column => about.grid(x).map(row => at(row, c))
  const byColumn = (of: (scores: Column, column: number) => Column) => (): Node => {
    const made = Array.from({ length: width }, (_, c) => of(columnOf(c), c))
    return tableOf(height, width, (r, c) => at(at(made, c), r))
  }
  const unscaled = x.op === 'mul' ? first(x) : x
  const key = about.evidence.net.query?.shape[0] ?? 1
  const variants: Variant[] = [
    isSoft
      ? v('softmax', 'a hard maximum takes the place of the softmax', () => share(unscaled, false))
      : v('softmax', 'a softmax takes the place of the hard maximum', () => share(overRoot(x, key), true)),
    ...(isSoft ? [] : [v('softmax', 'a softmax takes the place of the hard maximum', () => share(x, true))]),
    v('axis', 'it is taken along the rows instead of down the columns', () => transpose(share(transpose(x), isSoft))),
    v('softmax', 'it goes to the smallest score', () => share(times(x, -1), isSoft)),
    v('axis', 'it is taken over the whole matrix at once', () => {
      const all = among(about.grid(x).flat(), isSoft)
      return tableOf(height, width, (r, c) => at(all, r * width + c))
    }),
    ...(isSoft ? soft : hard).map(([says, of]): Variant => v('softmax', says, byColumn(of))),
    ...masks.map(
      ([says, sees]): Variant =>
        v(
          'softmax',
          says,
          byColumn((scores, column) => {
            const seen = scores.flatMap((_, row) => (sees(row, column) ? [row] : []))
            if (seen.length === 0) return scores.length === 1 ? [1] : scores.map(() => 0)
            const made = among(
              seen.map(row => at(scores, row)),
              isSoft,
            )
            return scores.map((_, row) => (seen.includes(row) ? at(made, seen.indexOf(row)) : 0))
          }),
        ),
    ),
    ...(isSoft ? [v('twice', 'the softmax is taken twice', () => share(node, true))] : []),
    ...(isSoft
      ? []
      : [
          v(
            'sign',
            'the hard maximum looks at the sizes of the scores',
            byColumn(scores =>
              among(
                scores.map(score => (compare(score, 0) < 0 ? exactMul(-1, score) : score)),
                false,
              ),
            ),
          ),
        ]),
  ]
  return variants
}

/** A given attention that something is done to. */
const given: Move = (node, about) => {
  if (node !== about.local.node || node.op !== 'input' || about.local.name !== 'attention') return []
  const grid = about.grid(node)
  const totals = at(grid, 0).map((_, c) => grid.map(row => at(row, c)).reduce(plus))
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
