// Slips with what is done to each number: another activation, one too many, rounding.
import { named } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, inv, mul, ratio, sign, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { relu } from '@dit-by-hand/graph/ops'
import { larger } from './agree.ts'
import { cellwise, type Family, first, type Move, type Row, v, where } from './variant.ts'

type Table = readonly (readonly [says: string, of: (x: Exact) => Exact])[]

const size = (x: Exact): Exact => (sign(x) < 0 ? mul(-1, x) : x)
const least = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? a : b)
const between = (low: Exact, x: Exact, high: Exact): Exact => least(larger(x, low), high)
const below = (x: Exact, by: Exact): Exact => (sign(x) < 0 ? mul(by, x) : x)
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
  ['a leaky ReLU (0.01) takes the place of ReLU', x => below(x, { n: 1n, d: 100n })],
  ['a leaky ReLU (0.1) takes the place of ReLU', x => below(x, { n: 1n, d: 10n })],
  ['a leaky ReLU (0.2) takes the place of ReLU', x => below(x, { n: 1n, d: 5n })],
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

const clipped = where('relu', (node, about) => {
  const brightest = named(about.evidence.given, 'video', 'the lesson').flat().reduce(larger)
  const all: Table = [...instead, ['it is cut off at the brightest pixel of the video', x => between(0, x, brightest)]]
  return [
    ['left out', 'ReLU is left out', () => first(node)],
    ...all.map(([says, of]): Row => ['activation', says, () => cellwise(about, first(node), of)]),
  ]
})

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
const rounded: Table = [
  ['are written as decimals, which cannot hold fractions', real(x => x)],
  ['are rounded to single precision (float32)', real(Math.fround)],
  ['are rounded to whole ones', real(Math.round)],
  ['are rounded down to whole ones', real(Math.floor)],
  ['are cut to whole ones', real(Math.trunc)],
  ['are rounded to 1 place', real(x => Math.round(x * 10) / 10)],
  ...[2, 3, 4, 6].map(
    places => [`are rounded to ${places} places`, real(x => Math.round(x * 10 ** places) / 10 ** places)] as const,
  ),
]

/** The same without a step through decimals; halves up, or to even numbers as Python has it. */
const floor = (x: Exact): Exact =>
  typeof x === 'number' ? Math.floor(x) : ratio((x.n - (((x.n % x.d) + x.d) % x.d)) / x.d, 1n)
const round = (x: Exact): Exact => floor(add(x, { n: 1n, d: 2n }))
const halfDown = (x: Exact): Exact => mul(-1, round(mul(-1, x)))
const isEven = (x: Exact): boolean => compare(mul(2, floor(mul(x, { n: 1n, d: 2n }))), x) === 0
const bankers = (x: Exact): Exact => (isEven(round(x)) ? round(x) : halfDown(x))
const placed =
  (of: (x: Exact) => Exact, by: number) =>
  (x: Exact): Exact =>
    mul(of(mul(by, x)), inv(by))
const exactlyRounded: Table = [
  ['are rounded down to whole ones', floor],
  ['are cut to whole ones', x => (sign(x) < 0 ? mul(-1, floor(mul(-1, x))) : floor(x))],
  ...[round, bankers].flatMap(of => [
    ['are rounded to whole ones', of] as const,
    ...[2, 3, 4, 6].map(places => [`are rounded to ${places} places`, placed(of, 10 ** places)] as const),
  ]),
]

const extra: Move = (node, about) => {
  const isWhole = node === about.local.node
  if (!isWhole && node.op !== 'input') return []
  const of = isWhole ? 'it' : about.phrase(node)
  const whose = isWhole ? 'its numbers' : `the numbers of ${of}`
  const all = (family: Family, table: Table) =>
    table.map(([says, change]) => v(family, `${whose} ${says}`, () => cellwise(about, node, change)))
  return [
    ...(node.op === 'relu' ? [] : [v('activation', `a ReLU clips ${of}, where there is none`, () => relu(node))]),
    ...all('activation', bent),
    ...all('rounding', [...rounded, ...exactlyRounded]),
  ]
}

/** The square in a mean square. */
const squares = where('mul', (node, about) => {
  const x = first(node)
  if (x !== node.src[1]) return []
  return [
    ['activation', 'sizes are taken instead of squares of $1', () => cellwise(about, x, size)],
    ['twice', '$1 is cubed instead of squared', () => cellwise(about, x, of => mul(of, mul(of, of)))],
  ]
})

/** The derivative of an activation at its corner. */
const corners = where('step', (node, about) => {
  const atCorner = (): Node => cellwise(about, first(node), x => (sign(x) >= 0 ? 1 : 0))
  return [['activation', 'the slope of ReLU at 0 is taken to be 1', atCorner]]
})

export const activationMoves: readonly Move[] = [clipped, squares, corners, extra]
