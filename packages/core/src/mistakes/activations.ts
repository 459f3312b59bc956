// Slips with what is done to each number: another activation, one too many, rounding.

import { gelu, logistic, silu } from '@dit-by-hand/graph/composites'
import { compare, type Exact, mul, sign, sqrt, toNumber } from '@dit-by-hand/graph/exact'
import { relu, tanh } from '@dit-by-hand/graph/ops'
import { cellwise, first, type Move, type Variant, v } from './variant.ts'

const size = (x: Exact): Exact => (sign(x) < 0 ? mul(-1, x) : x)
const least = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? a : b)
const most = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a)
const leaky =
  (by: Exact) =>
  (x: Exact): Exact =>
    sign(x) < 0 ? mul(by, x) : x
const clamped =
  (low: Exact, high: Exact) =>
  (x: Exact): Exact =>
    least(most(x, low), high)

/** In place of max(0, x). */
const instead: readonly (readonly [says: string, of: (x: Exact) => Exact])[] = [
  ['absolute values are taken instead of ReLU', size],
  ['ReLU keeps the wrong side: min(0, ·)', x => least(0, x)],
  ['a leaky ReLU (0.01) takes the place of ReLU', leaky({ n: 1n, d: 100n })],
  ['a leaky ReLU (0.1) takes the place of ReLU', leaky({ n: 1n, d: 10n })],
  ['a leaky ReLU (0.2) takes the place of ReLU', leaky({ n: 1n, d: 5n })],
  ['softplus takes the place of ReLU', x => Math.log1p(Math.exp(toNumber(x)))],
  ['ELU takes the place of ReLU', x => (sign(x) < 0 ? Math.expm1(toNumber(x)) : x)],
  ['1 stands wherever the number is positive', x => (sign(x) > 0 ? 1 : 0)],
  ['it is cut off at 0 and 1', clamped(0, 1)],
  ['it is cut off at 0 and 6 (ReLU6)', clamped(0, 6)],
  ['it is cut off at 0 and 255', clamped(0, 255)],
  ['it is cut off at −1 and 1', clamped(-1, 1)],
]

const clipped: Move = (node, about) => {
  if (node.op !== 'relu') return []
  const x = first(node)
  const brightest = about.evidence.given.video?.flat().reduce(most) ?? 0
  return [
    v('left out', 'ReLU is left out', () => x),
    ...instead.map(([says, of]): Variant => v('activation', says, () => cellwise(about, x, of))),
    v('activation', 'it is cut off at the brightest pixel of the video', () =>
      cellwise(about, x, clamped(0, brightest)),
    ),
    v('activation', 'the sigmoid takes the place of ReLU', () => logistic(x)),
    v('activation', 'tanh takes the place of ReLU', () => tanh(x)),
    v('activation', 'SiLU takes the place of ReLU', () => silu(x)),
    v('activation', 'GELU takes the place of ReLU', () => gelu(x)),
  ]
}

/** What is done to a matrix, or to what it is made of, though nothing should be. */
const extra: Move = (node, about) => {
  const isWhole = node === about.local.node
  if (!isWhole && node.op !== 'input') return []
  const of = isWhole ? 'it' : about.phrase(node)
  const whose = isWhole ? 'its numbers' : `the numbers of ${of}`
  const cells =
    (family: Variant['family']) =>
    ([says, change]: readonly [string, (x: Exact) => Exact]): Variant =>
      v(family, `${whose} ${says}`, () => cellwise(about, node, change))
  return [
    ...(node.op === 'relu' ? [] : [v('activation', `a ReLU clips ${of}, where there is none`, () => relu(node))]),
    ...bent.map(cells('activation')),
    ...rounded.map(([says, change]) => cells('rounding')([says, x => (isLarge(x) ? x : change(x))])),
  ]
}

const bent: readonly (readonly [says: string, of: (x: Exact) => Exact])[] = [
  ['lose their signs (absolute values)', size],
  ['are squared', x => mul(x, x)],
  ['are replaced by their roots', sqrt],
  ['are replaced by their signs', sign],
  ['are replaced by 1 where positive, else 0', x => (sign(x) > 0 ? 1 : 0)],
  ['go through tanh', x => Math.tanh(toNumber(x))],
  ['go through a sigmoid', x => 1 / (1 + Math.exp(-toNumber(x)))],
  ['go through SiLU', x => toNumber(x) / (1 + Math.exp(-toNumber(x)))],
]

const places =
  (count: number) =>
  (x: Exact): Exact =>
    fromDecimal(Math.round(toNumber(x) * 10 ** count) / 10 ** count)
const fromDecimal = (x: number): Exact => x + 0

/** A whole number past 2⁵³, which no rounding changes. */
const isLarge = (x: Exact): boolean => typeof x !== 'number' && x.d === 1n

const rounded: readonly (readonly [says: string, of: (x: Exact) => Exact])[] = [
  ['are written as decimals, which cannot hold fractions', x => toNumber(x)],
  ['are rounded to single precision (float32)', x => Math.fround(toNumber(x))],
  ['are rounded to whole ones', x => fromDecimal(Math.round(toNumber(x)))],
  ['are rounded down to whole ones', x => fromDecimal(Math.floor(toNumber(x)))],
  ['are cut to whole ones', x => fromDecimal(Math.trunc(toNumber(x)))],
  ...[1, 2, 3, 4, 6].map(
    count => [`are rounded to ${count} ${count === 1 ? 'place' : 'places'}`, places(count)] as const,
  ),
]

/** The square of a mean square. */
const squares: Move = (node, about) => {
  if (node.op !== 'mul' || first(node) !== node.src[1]) return []
  const x = first(node)
  const third = (of: Exact): Exact => mul(of, mul(of, of))
  return [
    v('activation', `sizes are taken instead of squares of ${about.phrase(x)}`, () => cellwise(about, x, size)),
    v('twice', `${about.phrase(x)} is cubed instead of squared`, () => cellwise(about, x, third)),
  ]
}

/** Derivatives of an activation at its corner, or of another one. */
const slopes: Move = (node, about) =>
  node.op !== 'step'
    ? []
    : [
        v('activation', 'the slope of ReLU at 0 is taken to be 1', () =>
          cellwise(about, first(node), x => (sign(x) >= 0 ? 1 : 0)),
        ),
        v('activation', 'the slope of ReLU at 0 is taken to be ½', () =>
          cellwise(about, first(node), x => (sign(x) > 0 ? 1 : sign(x) < 0 ? 0 : { n: 1n, d: 2n })),
        ),
      ]

export const activationMoves: readonly Move[] = [clipped, squares, slopes, extra]
