// Slips with a number of the model: a mean over the wrong count, a factor that does not belong, the rate.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, inv, mul, ratio, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { fill, times } from '@dit-by-hand/graph/ops'
import { sizesOf } from '../sizes.ts'
import { type About, first, type Move, type Variant, v } from './variant.ts'

interface Count {
  readonly of: number
  readonly says: string
}

function countsOf({ evidence: { asked, shapeOf }, local }: About): readonly Count[] {
  const { latent, key, text, words, bits, patch } = sizesOf(asked.lesson)
  const patches = shapeOf('latent')[1]
  const [rows, columns] = shapeOf(local.name)
  return [
    { of: patches, says: 'the number of patches' },
    { of: latent * patches, says: 'the number of cells, d·n' },
    { of: rows * columns, says: 'the number of its cells' },
    { of: latent, says: 'd, the width of the latent' },
    ...(key > 0 ? [{ of: key, says: 'k, the key width' }] : []),
    { of: patch[0] * patch[1] * patch[2], says: 'the number of pixels in a patch' },
    { of: words, says: 'the number of words' },
    { of: text + bits, says: 'the width of the condition' },
    { of: asked.lesson.timestep.t, says: 't' },
    { of: asked.lesson.video.length, says: 'the number of frames' },
  ].filter(({ of }) => of > 0)
}

const over = (n: number): Exact => ratio(1n, BigInt(n))

/** Factors that find their way into a product. */
function factorsOf(about: About): readonly (readonly [says: string, by: Exact])[] {
  return [
    ['doubled', 2],
    ['halved', over(2)],
    ...countsOf(about).flatMap(({ of, says }): readonly (readonly [string, Exact])[] => [
      [`divided by ${says}`, over(of)],
      [`multiplied by ${says}`, of],
      [`multiplied by 2 over ${says}`, mul(2, over(of))],
      [`divided by √ of ${says}`, inv(sqrt(of))],
      [`multiplied by √ of ${says}`, sqrt(of)],
    ]),
  ]
}

/** A whole matrix, or one it is made of, times a factor; the learning rate above all. */
const factors: Move = (node, about) => {
  const isWhole = node === about.local.node
  if (!isWhole && node.op !== 'input') return []
  const of = isWhole ? 'it' : about.phrase(node)
  return factorsOf(about).map(([says, by]) => v('count', `${of} is ${says}`, () => times(node, by)))
}

/** The count in a mean or under a root. */
const constants: Move = (node, about) => {
  if (node.op === 'times' && node.arg.by !== -1) {
    const x = first(node)
    const count = Math.round(1 / toNumber(node.arg.by))
    const others = countsOf(about).flatMap(({ of, says }): Variant[] => [
      v('count', `it is divided by ${says}`, () => times(x, over(of))),
      ...(of === count
        ? []
        : [v('count', `it is half the sum, divided by ${says}`, () => times(x, mul(over(2), over(of))))]),
    ])
    return [
      v('count', 'the sum is taken instead of the mean', () => x),
      v('count', 'half the sum is taken instead of the mean', () => times(x, over(2))),
      v('count', 'it is divided by the number of cells less 1', () => times(x, over(Math.max(1, count - 1)))),
      ...others,
    ]
  }
  if (node.op !== 'fill' || typeof node.arg.value !== 'number' || node.arg.value === 0) return []
  const filled = (value: Exact) => (): Node => fill(value, node.shape)
  const k = node.arg.value
  return [
    v('left out', 'the scores are not divided by √k', filled(1)),
    v('count', 'the scores are divided by k instead of √k', filled(k * k)),
    v('count', 'the scores are multiplied by √k instead of divided', filled(over(k))),
    ...countsOf(about).flatMap(({ of, says }): Variant[] => [
      v('count', `it is divided by √ of ${says} instead of √k`, filled(of)),
      v('count', `it is divided by ${says} instead of √k`, filled(of * of)),
    ]),
    v('count', 'it is divided by √(k − 1) instead of √k', filled(Math.max(1, k - 1))),
    v('count', 'it is divided by √(k + 1) instead of √k', filled(k + 1)),
  ]
}

/** The largest of squares instead of their mean. */
const largest: Move = (node, about) =>
  node.op !== 'times' || node.arg.by === -1 || about.local.name !== 'loss'
    ? []
    : [
        v('operation', 'the largest square is taken instead of the mean of all', () => {
          const cells = about.grid(leaf(node)).flat().map(toNumber)
          const best = cells.reduce((a, x, i) => (Math.abs(x) > Math.abs(at(cells, a)) ? i : a), 0)
          const x = at(about.grid(leaf(node)).flat(), best)
          return fill(mul(x, x), [1, 1])
        }),
      ]

const leaf = (node: Node): Node => (node.src[0] ? leaf(node.src[0]) : node)

export const countMoves: readonly Move[] = [constants, factors, largest]
