// Slips with numbers: another activation, one too many, rounding, a mean over the wrong count, a factor that does not belong.
import { named } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, inv, mul, ratio, sign, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { fill, relu, times } from '@dit-by-hand/graph/ops'
import { sizesOf } from '../sizes.ts'
import { larger } from './agree.ts'
import type { Part } from './evidence.ts'
import { cellwise, type Move, matrices, only, type Row, rowsOf, type Table, where } from './variant.ts'

type Functions = Table<(x: Exact) => Exact>
type Factors = Table<Exact>

const over = (n: number): Exact => ratio(1n, BigInt(n))
const size = (x: Exact): Exact => larger(x, mul(-1, x))
const between = (low: Exact, x: Exact, high: Exact): Exact => (compare(x, high) < 0 ? larger(x, low) : high)
/** A function of decimals. */
const real =
  (of: (x: number) => number) =>
  (x: Exact): Exact =>
    of(toNumber(x)) + 0
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const gelu = (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))

/** In place of max(0, x). */
const instead: Functions = [
  ['absolute values are taken instead of ReLU', size],
  ['ReLU keeps the wrong side: min(0, ·)', x => between(x, x, 0)],
  ...[100, 10, 5].map(
    n => [`a leaky ReLU (${1 / n}) takes the place of ReLU`, (x: Exact) => larger(x, mul(over(n), x))] as const,
  ),
  ['the sigmoid takes the place of ReLU', real(sigmoid)],
  ['tanh takes the place of ReLU', real(Math.tanh)],
  ['SiLU takes the place of ReLU', real(x => x * sigmoid(x))],
  ['GELU takes the place of ReLU', real(gelu)],
  ['it is cut off at 0 and 1', x => between(0, x, 1)],
  ['it is cut off at 0 and 6 (ReLU6)', x => between(0, x, 6)],
  ['it is cut off at 0 and 255', x => between(0, x, 255)],
]

const clipped = where('relu', (_node, x, part) => {
  const brightest = named(part.evidence.given, 'video', 'the lesson').flat().reduce(larger)
  const all: Functions = [
    ...instead,
    ['it is cut off at the brightest pixel of the video', x => between(0, x, brightest)],
  ]
  return [['left out', 'ReLU is left out', () => x], ...rowsOf('activation', all, of => cellwise(part, x, of))]
})

/** Done to numbers to which nothing should be done. */
const bent: Functions = [
  ['the numbers of $0 lose their signs (absolute values)', size],
  ['the numbers of $0 are cut off at −1 and 1', x => between(-1, x, 1)],
  ['the numbers of $0 are squared', x => mul(x, x)],
  ['the numbers of $0 are squared and keep their signs', x => mul(x, size(x))],
  ['the numbers of $0 are replaced by their roots', sqrt],
  ['the numbers of $0 are replaced by their signs', sign],
]

/** Halves up, or to even numbers as Python has it; exactly, or on the way through decimals. */
const floor = (x: Exact): Exact =>
  typeof x === 'number' ? Math.floor(x) : ratio((x.n - (((x.n % x.d) + x.d) % x.d)) / x.d, 1n)
const up = (x: Exact): Exact => floor(add(x, over(2)))
const toEven = (x: Exact): Exact => (compare(up(x), add(x, over(2))) === 0 ? mul(2, up(mul(x, over(2)))) : up(x))
const rounded: Functions = [
  ['the numbers of $0 are written as decimals, which cannot hold fractions', real(x => x)],
  ['the numbers of $0 are rounded to single precision (float32)', real(Math.fround)],
  ['the numbers of $0 are rounded down to whole ones', floor],
  ['the numbers of $0 are cut to whole ones', x => mul(sign(x), floor(size(x)))],
  ...[0, 1, 2, 3, 4, 6].flatMap(places => {
    const by = 10 ** places
    const says = `the numbers of $0 are rounded to ${['whole ones', '1 place'][places] ?? `${places} places`}`
    const exactly = [up, toEven].map(of => (x: Exact) => mul(of(mul(by, x)), over(by)))
    return [real(x => Math.round(by * x) / by), ...exactly].map(of => [says, of] as const)
  }),
]

/** The numbers that a model of this size has, in words. */
function countsOf({ evidence, node }: Part): readonly (readonly [of: number, says: string])[] {
  const { lesson } = evidence.asked
  const { latent, key } = sizesOf(lesson)
  const patches = named(evidence.net, 'latent').shape[1]
  const all = [
    [patches, 'the number of patches'],
    [latent * patches, 'the number of cells, d·n'],
    [node.shape[0] * node.shape[1], 'the number of its cells'],
    [latent, 'd, the width of the latent'],
    [key, 'k, the key width'],
    [lesson.timestep.t, 't'],
    [lesson.video.length, 'the number of frames'],
    [255, '255'],
  ] as const
  return all.filter(([of]) => of > 0)
}

/** A whole matrix, or one it is made of: bent, rounded, times a factor, or a number that stands in the code. */
const changed = matrices((node, _own, part) => {
  const isPart = node !== part.node
  const [height, width] = node.shape
  const set = (says: string, n: number): Row => ['count', says, () => fill(over(n), node.shape)]
  const factors: Factors = [
    ['$0 is doubled', 2],
    ['$0 is halved', over(2)],
    ...countsOf(part).flatMap(
      ([of, says]): Factors => [
        [`$0 is divided by ${says}`, over(of)],
        [`$0 is multiplied by ${says}`, of],
        [`$0 is multiplied by 2 over ${says}`, mul(2, over(of))],
        [`$0 is divided by √ of ${says}`, inv(sqrt(of))],
      ],
    ),
  ]
  return [
    ...only(node.op !== 'relu', ['activation', 'a ReLU clips $0, where there is none', () => relu(node)]),
    ...rowsOf('activation', bent, of => cellwise(part, node, of)),
    ...rowsOf('rounding', rounded, of => cellwise(part, node, of)),
    ...rowsOf('count', factors, by => times(node, by)),
    ...(isPart && height * width === 1 ? [1, 2, 10, 100, 1000] : []).map(n =>
      set(`$0 is ${1 / n}, whatever the lesson says`, n),
    ),
    ...only(isPart && height === width && height > 1, set('equal shares, 1/n, stand in place of $0', height)),
  ]
})

/** Another count in a mean. */
const means = where('times', (node, x, part) => {
  if (node.arg.by === -1) return []
  const squares = x.src[0]?.src[0] ?? x
  const largest = (): Node => fill(part.grid(squares).flat().reduce(larger), node.shape)
  const less = Math.max(1, Math.round(1 / toNumber(node.arg.by)) - 1)
  const counts: Factors = [
    ['the sum is taken instead of the mean', 1],
    ['half the sum is taken instead of the mean', over(2)],
    ['it is divided by the number of cells less 1', over(less)],
    ...countsOf(part).map(([of, says]) => [`it is divided by ${says}`, over(of)] as const),
  ]
  return [
    ...rowsOf('count', counts, by => times(x, by)),
    ...only(squares.op === 'mul', ['operation', 'the largest square is taken instead of the mean of all', largest]),
  ]
})

/** Another number under the root of √k. */
const roots: Move = (node, part) => {
  const k = node.op === 'fill' ? node.arg.value : 0
  if (typeof k !== 'number' || k === 0) return []
  const counts: Factors = [
    ['the scores are multiplied by √k instead of divided', over(k)],
    ...countsOf(part).map(([of, says]) => [`it is divided by ${says} instead of √k`, of * of] as const),
    ...countsOf(part).map(([of, says]) => [`it is divided by √ of ${says} instead of √k`, of] as const),
  ]
  return [
    ['left out', 'the scores are not divided by √k', () => fill(1, node.shape)],
    ...rowsOf('count', counts, by => fill(by, node.shape)),
  ]
}

export const numberMoves: readonly Move[] = [means, roots, changed]
export const activationMoves: readonly Move[] = [clipped]
