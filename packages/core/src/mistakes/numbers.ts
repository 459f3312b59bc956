// Slips with numbers: another activation, one too many, rounding, a mean over the wrong count, a factor that does not belong.
import { named } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, inv, mul, ratio, sign, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { fill, relu, times } from '@dit-by-hand/graph/ops'
import { sizesOf } from '../sizes.ts'
import { larger } from './agree.ts'
import { type Part, shapeIn } from './evidence.ts'
import { cellwise, type Family, type Move, only, type Row, where } from './variant.ts'

type Table = readonly (readonly [says: string, of: (x: Exact) => Exact])[]

const over = (n: number): Exact => ratio(1n, BigInt(n))
const size = (x: Exact): Exact => larger(x, mul(-1, x))
const least = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? a : b)
const between = (low: Exact, x: Exact, high: Exact): Exact => least(larger(x, low), high)
/** A function of decimals. */
const real =
  (of: (x: number) => number) =>
  (x: Exact): Exact =>
    of(toNumber(x)) + 0
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const gelu = (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))

/** In place of max(0, x). */
const instead: Table = [
  ['absolute values are taken instead of ReLU', size],
  ['ReLU keeps the wrong side: min(0, ·)', x => least(0, x)],
  ...[100, 10, 5].map(
    n => [`a leaky ReLU (${1 / n}) takes the place of ReLU`, (x: Exact) => larger(x, mul(over(n), x))] as const,
  ),
  ['softplus takes the place of ReLU', real(x => Math.log1p(Math.exp(x)))],
  ['ELU takes the place of ReLU', x => (sign(x) < 0 ? real(Math.expm1)(x) : x)],
  ['the sigmoid takes the place of ReLU', real(sigmoid)],
  ['tanh takes the place of ReLU', real(Math.tanh)],
  ['SiLU takes the place of ReLU', real(x => x * sigmoid(x))],
  ['GELU takes the place of ReLU', real(gelu)],
  ['1 stands wherever the number is positive', x => (sign(x) > 0 ? 1 : 0)],
  ['it is cut off at 1 instead of 0: max(1, ·)', x => larger(1, x)],
  ['it is cut off at 0 and 1', x => between(0, x, 1)],
  ['it is cut off at 0 and 6 (ReLU6)', x => between(0, x, 6)],
  ['it is cut off at 0 and 255', x => between(0, x, 255)],
  ['it is cut off at −1 and 1', x => between(-1, x, 1)],
]

const clipped = where('relu', (_node, x, part) => {
  const brightest = named(part.evidence.given, 'video', 'the lesson').flat().reduce(larger)
  const all: Table = [...instead, ['it is cut off at the brightest pixel of the video', x => between(0, x, brightest)]]
  return [
    ['left out', 'ReLU is left out', () => x],
    ...all.map(([says, of]): Row => ['activation', says, () => cellwise(part, x, of)]),
  ]
})

/** The derivative of an activation at its corner. */
const corners = where('step', (_node, x, part) => [
  ['activation', 'the slope of ReLU at 0 is taken to be 1', () => cellwise(part, x, of => (sign(of) >= 0 ? 1 : 0))],
])

/** Done to numbers to which nothing should be done. */
const bent: Table = [
  ['lose their signs (absolute values)', size],
  ['are cut off at −1 and 1', x => between(-1, x, 1)],
  ['are squared', x => mul(x, x)],
  ['are squared and keep their signs', x => mul(x, size(x))],
  ['are replaced by their roots', sqrt],
  ['are replaced by their signs', sign],
  ['are replaced by 1 where positive, else 0', x => (sign(x) > 0 ? 1 : 0)],
  ['go through tanh', real(Math.tanh)],
  ['go through a sigmoid', real(sigmoid)],
  ['go through SiLU', real(x => x * sigmoid(x))],
]

/** Halves up, or to even numbers as Python has it; exactly, or on the way through decimals. */
const floor = (x: Exact): Exact =>
  typeof x === 'number' ? Math.floor(x) : ratio((x.n - (((x.n % x.d) + x.d) % x.d)) / x.d, 1n)
const up = (x: Exact): Exact => floor(add(x, over(2)))
const toEven = (x: Exact): Exact => {
  const isTie = compare(up(x), add(x, over(2))) === 0
  return isTie ? mul(2, up(mul(x, over(2)))) : up(x)
}
const rounded: Table = [
  ['are written as decimals, which cannot hold fractions', real(x => x)],
  ['are rounded to single precision (float32)', real(Math.fround)],
  ['are rounded down to whole ones', floor],
  ['are cut to whole ones', x => (sign(x) < 0 ? mul(-1, floor(mul(-1, x))) : floor(x))],
  ...[0, 1, 2, 3, 4, 6].flatMap(places => {
    const by = 10 ** places
    const exactly = [up, toEven].map(
      of =>
        (x: Exact): Exact =>
          mul(of(mul(by, x)), over(by)),
    )
    const says = `are rounded to ${places === 0 ? 'whole ones' : places === 1 ? '1 place' : `${places} places`}`
    return [real(x => Math.round(by * x) / by), ...exactly].map(of => [says, of] as const)
  }),
]

/** The numbers that a model of this size has, in words. */
function countsOf({ evidence, node }: Part): readonly (readonly [of: number, says: string])[] {
  const { lesson } = evidence.asked
  const { latent, key, text, words, bits, patch } = sizesOf(lesson)
  const patches = shapeIn(evidence, 'latent')[1]
  const all = [
    [patches, 'the number of patches'],
    [latent * patches, 'the number of cells, d·n'],
    [node.shape[0] * node.shape[1], 'the number of its cells'],
    [latent, 'd, the width of the latent'],
    [key, 'k, the key width'],
    [patch[0] * patch[1] * patch[2], 'the number of pixels in a patch'],
    [words, 'the number of words'],
    [text + bits, 'the width of the condition'],
    [lesson.timestep.t, 't'],
    [lesson.video.length, 'the number of frames'],
  ] as const
  return all.filter(([of]) => of > 0)
}

/** A whole matrix, or one it is made of: bent, rounded, times a factor, or a number that stands in the code. */
const changed: Move = (node, part) => {
  const isWhole = node === part.node
  if (!isWhole && node.op !== 'input') return []
  const by = (says: string, factor: Exact): Row => ['count', `$0 is ${says}`, () => times(node, factor)]
  const all = (family: Family, table: Table): readonly Row[] =>
    table.map(([says, of]) => [family, `the numbers of $0 ${says}`, () => cellwise(part, node, of)])
  const [rows, columns] = node.shape
  const set = (says: string, n: number): Row => ['count', says, () => fill(over(n), node.shape)]
  return [
    ...only(node.op !== 'relu', ['activation', 'a ReLU clips $0, where there is none', () => relu(node)]),
    ...all('activation', bent),
    ...all('rounding', rounded),
    by('doubled', 2),
    by('halved', over(2)),
    by('divided by 255', over(255)),
    by('multiplied by 255', 255),
    ...countsOf(part).flatMap(([of, says]) => [
      by(`divided by ${says}`, over(of)),
      by(`multiplied by ${says}`, of),
      by(`multiplied by 2 over ${says}`, mul(2, over(of))),
      by(`divided by √ of ${says}`, inv(sqrt(of))),
      by(`multiplied by √ of ${says}`, sqrt(of)),
    ]),
    ...(isWhole || rows * columns > 1 ? [] : [1, 2, 10, 100, 1000]).map(n =>
      set(`$0 is ${1 / n}, whatever the lesson says`, n),
    ),
    ...only(!isWhole && rows === columns && rows > 1, set('equal shares, 1/n, stand in place of $0', rows)),
  ]
}

/** The count in a mean. */
const means = where('times', (node, x, part) => {
  if (node.arg.by === -1) return []
  const count = Math.round(1 / toNumber(node.arg.by))
  const squares = x.src[0]?.src[0] ?? x
  const largest = (): Node => fill(part.grid(squares).flat().reduce(larger), node.shape)
  return [
    ['count', 'the sum is taken instead of the mean', () => x],
    ['count', 'half the sum is taken instead of the mean', () => times(x, over(2))],
    ['count', 'it is divided by the number of cells less 1', () => times(x, over(Math.max(1, count - 1)))],
    ...countsOf(part).flatMap(([of, says]): readonly Row[] => [
      ['count', `it is divided by ${says}`, () => times(x, over(of))],
      ...only(of !== count, ['count', `it is half the sum, divided by ${says}`, () => times(x, over(2 * of))]),
    ]),
    ...only(squares.op === 'mul', ['operation', 'the largest square is taken instead of the mean of all', largest]),
  ]
})

/** The number under the root of √k. */
const roots: Move = (node, part) => {
  const k = node.op === 'fill' ? node.arg.value : 0
  if (typeof k !== 'number' || k === 0) return []
  const filled = (family: Family, says: string, value: Exact): Row => [
    family,
    says,
    (): Node => fill(value, node.shape),
  ]
  return [
    filled('left out', 'the scores are not divided by √k', 1),
    filled('count', 'the scores are divided by k instead of √k', k * k),
    filled('count', 'the scores are multiplied by √k instead of divided', over(k)),
    ...countsOf(part).flatMap(([of, says]) => [
      filled('count', `it is divided by √ of ${says} instead of √k`, of),
      filled('count', `it is divided by ${says} instead of √k`, of * of),
    ]),
    filled('count', 'it is divided by √(k − 1) instead of √k', Math.max(1, k - 1)),
    filled('count', 'it is divided by √(k + 1) instead of √k', k + 1),
  ]
}

export const activationMoves: readonly Move[] = [clipped, corners]
export const numberMoves: readonly Move[] = [means, roots, changed]
