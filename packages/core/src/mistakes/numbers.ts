// Slips with numbers: another activation, one too many, rounding, a mean over the wrong count, a factor that does not belong.
import { named } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { add, compare, type Exact, inv, mul, ratio, sign, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import * as op from '@dit-by-hand/graph/ops'
import { layerNorm } from '@dit-by-hand/graph/transformer'
import { sizesOf } from '../sizes.ts'
import type { Part } from './evidence.ts'
import { larger } from './seen.ts'
import { cellwise, type Move, matrices, rowsOf, type Table, where } from './variant.ts'

type Functions = Table<(x: Exact) => Exact>
type Factors = Table<Exact>

const size = (x: Exact): Exact => larger(x, mul(-1, x))
const between = (low: Exact, x: Exact, high: Exact): Exact => (compare(x, high) < 0 ? larger(x, low) : high)
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const activations: Functions = [
  ['the sigmoid', x => sigmoid(toNumber(x))],
  ['tanh', x => Math.tanh(toNumber(x))],
  ['GELU', x => toNumber(x) * sigmoid(Math.sqrt(8 / Math.PI) * (toNumber(x) + 0.044715 * toNumber(x) ** 3))],
  ['SiLU', x => toNumber(x) * sigmoid(toNumber(x))],
]

const clipped = where('relu', (_node, part, x) => {
  const most = named(part.evidence.given, 'video', 'the lesson').flat().reduce(larger)
  const instead: Functions = [
    ['absolute values are taken instead of ReLU', size],
    ['ReLU keeps the wrong side: min(0, ·)', cell => between(cell, cell, 0)],
    ...[100, 10, 5].map(
      n =>
        [`a leaky ReLU (${1 / n}) takes the place of ReLU`, (cell: Exact) => larger(cell, mul(inv(n), cell))] as const,
    ),
    ...[1, 6, 255].map(cap => [`it is cut off at 0 and ${cap}`, (cell: Exact) => between(0, cell, cap)] as const),
    ['it is cut off at the brightest pixel of the video', cell => between(0, cell, most)],
    ...activations.map(([says, of]) => [`${says} takes the place of ReLU`, of] as const),
  ]
  return [['left out', 'ReLU is left out', () => x], ...rowsOf('activation', instead, of => cellwise(part, x, of))]
})

const bent: Functions = [
  ['the numbers of $0 lose their signs (absolute values)', size],
  ['the numbers of $0 are cut off at −1 and 1', x => between(-1, x, 1)],
  ['the numbers of $0 are squared', x => mul(x, x)],
  ['the numbers of $0 are squared and keep their signs', x => mul(x, size(x))],
  ['the numbers of $0 are replaced by their roots', sqrt],
  ['the numbers of $0 are divided by their sizes, as Adam does', x => mul(x, inv(add(size(x), 1e-8)))],
  ['the numbers of $0 are replaced by their signs', sign],
  ['1 stands for every 0 of $0, as in x || 1', x => (sign(x) === 0 ? 1 : x)],
  ...activations.map(([says, of]) => [`$0 goes through ${says}, where there is none`, of] as const),
]
const whole = (x: Node): Node => op.broadcast(op.sum(op.sum(x, 'rows'), 'columns'), x.shape)
const normed: Table<(x: Node) => Node> = [
  ...[0, 1e-6, 1e-5].map(
    eps => ['each column of $0 goes through a layer norm', (x: Node) => layerNorm(x, undefined, eps)] as const,
  ),
  ['$0 loses its mean first, as in a variance', x => subtract(x, op.times(whole(x), inv(x.shape[0] * x.shape[1])))],
  ['$0 is divided by its length', x => op.mul(x, op.inv(op.sqrt(whole(op.mul(x, x)))))],
]

/** Halves up, or to even numbers as Python has it. */
const floor = (x: Exact): Exact =>
  typeof x === 'number' ? Math.floor(x) : ratio((x.n - (((x.n % x.d) + x.d) % x.d)) / x.d, 1n)
const up = (x: Exact): Exact => floor(add(x, inv(2)))
const toEven = (x: Exact): Exact => (compare(up(x), add(x, inv(2))) === 0 ? mul(2, up(mul(x, inv(2)))) : up(x))
export const rounded: Functions = [
  ['only the numerators of $0 are read', x => (typeof x === 'number' ? x : ratio(x.n, 1n))],
  ['the numbers of $0 are written as decimals, which cannot hold fractions', x => toNumber(x)],
  ['the numbers of $0 are rounded to single precision (float32)', x => Math.fround(toNumber(x))],
  ['the numbers of $0 are rounded down to whole ones', floor],
  ['the numbers of $0 are cut to whole ones', x => mul(sign(x), floor(size(x)))],
  ['the numbers of $0 are made bytes (uint8)', x => ((Math.trunc(toNumber(x)) % 256) + 256) % 256],
  ...[0, 1, 2, 3, 4, 6].flatMap(places => {
    const by = 10 ** places
    const says = `the numbers of $0 are rounded to ${['whole ones', '1 place'][places] ?? `${places} places`}`
    const exactly = [up, toEven].map(of => (x: Exact) => mul(of(mul(by, x)), inv(by)))
    return [(x: Exact) => Math.round(by * toNumber(x)) / by, ...exactly].map(of => [says, of] as const)
  }),
]

/** The numbers that a model of this size has, in words. */
function countsOf({ evidence, node }: Part): Table<number> {
  const { lesson } = evidence.asked
  const [width, patches] = named(evidence.net, 'latent').shape
  const all: Table<number> = [
    ['the number of patches', patches],
    ['the number of cells, d·n', width * patches],
    ['the number of its cells', node.shape[0] * node.shape[1]],
    ['d, the width of the latent', width],
    ['k, the key width', sizesOf(lesson).key],
    ['t', lesson.timestep.t],
    ['255', 255],
  ]
  return all.filter(([, of]) => of > 0)
}

/** A whole matrix, or one it is made of: bent, rounded, times a factor, or a number that stands in the code. */
const changed = matrices((node, _own, part) => {
  const [height, width] = node.shape
  const factors: Factors = [
    ['$0 is doubled', 2],
    ['$0 is halved', inv(2)],
    ...countsOf(part).flatMap(
      ([says, of]): Factors => [
        [`$0 is divided by ${says}`, inv(of)],
        [`$0 is multiplied by ${says}`, of],
        [`$0 is multiplied by 2 over ${says}`, mul(2, inv(of))],
        [`$0 is divided by the root of ${says}`, inv(sqrt(of))],
      ],
    ),
  ]
  const fixed: Factors =
    height * width === 1
      ? [1, 2, 10, 100, 1000].map(n => [`$0 is ${1 / n}, whatever the lesson says`, inv(n)])
      : [['equal shares, 1/n, stand in place of $0', inv(height)]]
  return [
    node.op !== 'relu' && ['activation', 'a ReLU clips $0, where there is none', () => op.relu(node)],
    ...rowsOf('activation', bent, of => cellwise(part, node, of)),
    ...rowsOf('count', normed, of => of(node)),
    ...rowsOf('rounding', rounded, of => cellwise(part, node, of)),
    ...rowsOf('count', factors, by => op.times(node, by)),
    ...rowsOf('count', node !== part.node && height === width ? fixed : [], by => op.fill(by, node.shape)),
  ]
})

const means = where('times', (node, part, x) => {
  if (node.arg.by === -1) return []
  const squares = x.src[0]?.src[0] ?? x
  const largest = (): Node => op.fill(part.grid(squares).flat().reduce(larger), node.shape)
  const counts: Table<number> = [
    ['the sum is taken instead of the mean', 1],
    ['half the sum is taken instead of the mean', 2],
    ['it is divided by the number of cells less 1', Math.max(1, Math.round(1 / toNumber(node.arg.by)) - 1)],
    ...countsOf(part).map(([says, of]) => [`it is divided by ${says}`, of] as const),
  ]
  return [
    ...rowsOf('count', counts, of => op.times(x, inv(of))),
    squares.op === 'mul' && ['operation', 'the length, √ of the sum, is taken instead of the mean', () => op.sqrt(x)],
    squares.op === 'mul' && ['operation', 'the largest square is taken instead of the mean of all', largest],
  ]
})

const roots = where('fill', (node, part) => {
  const k = node.arg.value
  if (k === 0) return []
  const counts: Factors = [
    ['the scores are multiplied by √k instead of divided', inv(k)],
    ...countsOf(part).map(([says, of]) => [`it is divided by ${says}, instead of √k`, of * of] as const),
    ...countsOf(part).map(([says, of]) => [`it is divided by the root of ${says}, instead of √k`, of] as const),
  ]
  return [
    ['left out', 'the division by √k is left out', () => op.fill(1, node.shape)],
    ...rowsOf('count', counts, by => op.fill(by, node.shape)),
  ]
})

export const numberMoves: readonly Move[] = [clipped, means, roots, changed]
