// Slips with a number of the model: a mean over the wrong count, a factor that does not belong, the rate.
import { type Exact, inv, mul, ratio, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { fill, times } from '@dit-by-hand/graph/ops'
import { sizesOf } from '../sizes.ts'
import { larger } from './agree.ts'
import { type About, first, type Move, type Row, type Variant, v, where } from './variant.ts'

/** The numbers that a model of this size has, in words. */
function countsOf({ evidence: { asked, shapeOf }, local }: About): readonly (readonly [of: number, says: string])[] {
  const { latent, key, text, words, bits, patch } = sizesOf(asked.lesson)
  const patches = shapeOf('latent')[1]
  const [rows, columns] = shapeOf(local.name)
  const all = [
    [patches, 'the number of patches'],
    [latent * patches, 'the number of cells, d·n'],
    [rows * columns, 'the number of its cells'],
    [latent, 'd, the width of the latent'],
    [key, 'k, the key width'],
    [patch[0] * patch[1] * patch[2], 'the number of pixels in a patch'],
    [words, 'the number of words'],
    [text + bits, 'the width of the condition'],
    [asked.lesson.timestep.t, 't'],
    [asked.lesson.video.length, 'the number of frames'],
  ] as const
  return all.filter(([of]) => of > 0)
}

const over = (n: number): Exact => ratio(1n, BigInt(n))

/** A whole matrix, or one it is made of, times a factor; the learning rate above all. */
const factors: Move = (node, about) => {
  const isWhole = node === about.local.node
  if (!isWhole && node.op !== 'input') return []
  const by = (says: string, factor: Exact): Variant =>
    v('count', `${isWhole ? 'it' : about.phrase(node)} is ${says}`, () => times(node, factor))
  return [
    by('doubled', 2),
    by('halved', over(2)),
    by('divided by 255', over(255)),
    by('multiplied by 255', 255),
    ...countsOf(about).flatMap(([of, says]) => [
      by(`divided by ${says}`, over(of)),
      by(`multiplied by ${says}`, of),
      by(`multiplied by 2 over ${says}`, mul(2, over(of))),
      by(`divided by √ of ${says}`, inv(sqrt(of))),
      by(`multiplied by √ of ${says}`, sqrt(of)),
    ]),
  ]
}

/** The count in a mean. */
const means = where('times', (node, about) => {
  if (node.arg.by === -1) return []
  const [x, count] = [first(node), Math.round(1 / toNumber(node.arg.by))]
  return [
    ['count', 'the sum is taken instead of the mean', () => x],
    ['count', 'half the sum is taken instead of the mean', () => times(x, over(2))],
    ['count', 'it is divided by the number of cells less 1', () => times(x, over(Math.max(1, count - 1)))],
    ...countsOf(about).flatMap(([of, says]): readonly Row[] => {
      const half = (): Node => times(x, mul(over(2), over(of)))
      const whole: Row = ['count', `it is divided by ${says}`, () => times(x, over(of))]
      return of === count ? [whole] : [whole, ['count', `it is half the sum, divided by ${says}`, half]]
    }),
  ]
})

/** The number under the root of √k. */
const roots = where('fill', (node, about) => {
  const k = node.arg.value
  if (typeof k !== 'number' || k === 0) return []
  const filled = (value: Exact) => (): Node => fill(value, node.shape)
  return [
    ['left out', 'the scores are not divided by √k', filled(1)],
    ['count', 'the scores are divided by k instead of √k', filled(k * k)],
    ['count', 'the scores are multiplied by √k instead of divided', filled(over(k))],
    ...countsOf(about).flatMap(([of, says]): readonly Row[] => [
      ['count', `it is divided by √ of ${says} instead of √k`, filled(of)],
      ['count', `it is divided by ${says} instead of √k`, filled(of * of)],
    ]),
    ['count', 'it is divided by √(k − 1) instead of √k', filled(Math.max(1, k - 1))],
    ['count', 'it is divided by √(k + 1) instead of √k', filled(k + 1)],
  ]
})

/** The largest of squares instead of their mean. */
const largest: Move = (node, about) => {
  const squares = node.src[0]?.src[0]?.src[0]
  if (node.op !== 'times' || node.arg.by === -1 || squares?.op !== 'mul') return []
  const most = (): Node => fill(about.grid(squares).flat().reduce(larger), node.shape)
  return [v('operation', 'the largest square is taken instead of the mean of all', most)]
}

/** A number that stands in the code, whatever the lesson says. */
const fixed: Move = (node, { phrase, local }) => {
  if (node.op !== 'input' || node === local.node) return []
  const [[rows, columns], says] = [node.shape, phrase(node)]
  const set = (as: string, value: Exact): Variant => v('count', as, () => fill(value, node.shape))
  if (rows * columns === 1)
    return [1, 2, 10, 100, 1000].map(n => set(`${says} is ${1 / n}, whatever the lesson says`, over(n)))
  return rows === columns ? [set(`equal shares, 1/n, stand in place of ${says}`, over(rows))] : []
}

export const countMoves: readonly Move[] = [means, roots, factors, largest, fixed]
