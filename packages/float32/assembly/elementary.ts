// e^x and tanh x, four cells at once, by polynomials of our own fitting: least largest relative error, by Lawson's
// weights, each coefficient rounded to single precision before the next is fitted.
import { loadSome, madd, storeSome } from './vector'

// Constants are read from memory: engines build a vector constant anew at every use, which costs three times as much.
const expTable = memory.data<f32>([
  89, // beyond this the answer is ∞
  -104, // and below this 0
  1.44269504, // 1/ln 2
  12583166, // 1.5·2²³ + 254: adding it rounds to a whole number, which is then the low bits
  -0.693359375, // −ln 2, the first digits: so few that n times them is exact
  2.1219444e-4, // and the rest
  0.0013814554801,
  0.0083687729414,
  0.0416683924882,
  0.166665201767,
  0.499999934197,
  1,
])

// @ts-ignore: decorator
@inline
function forExp(index: usize): v128 {
  return v128.load32_splat(expTable + (index << 2))
}

/** e^x = 2ⁿ·e^r with r = x − n·ln 2, |r| ≤ ln 2 / 2. 2ⁿ comes in two halves, so that results below the normal range are
 *  rounded once and those above it become ∞. Over every float it errs by at most 0.91 units in the last place, without
 *  fused multiply–add 1.18. */
// @ts-ignore: decorator
@inline
export function expOf(cells: v128): v128 {
  // In this order of arguments, a NaN stays.
  const x = f32x4.pmax(f32x4.pmin(cells, forExp(0)), forExp(1))
  const shifted = madd(x, forExp(2), forExp(3))
  const n = f32x4.sub(shifted, forExp(3))
  const r = madd(n, forExp(5), madd(n, forExp(4), x))
  let p = madd(forExp(6), r, forExp(7))
  p = madd(p, r, forExp(8))
  p = madd(p, r, forExp(9))
  p = madd(p, r, forExp(10))
  p = madd(p, r, forExp(11))
  p = madd(p, r, forExp(11))
  // The low bits of `shifted` are n + 2·127. Halved, they are the exponents of two floats whose product is 2ⁿ.
  const half = i32x4.shr_u(shifted, 1)
  const rest = i32x4.sub(shifted, half)
  return f32x4.mul(f32x4.mul(p, i32x4.shl(half, 23)), i32x4.shl(rest, 23))
}

const tanhTable = memory.data<f32>([
  9.02, // from here on tanh rounds to 1
  -9.02,
  1,
  -1,
  1.3386203e-8,
  2.0636609e-5,
  0.0034974806,
  0.13382699,
  7.7908555e-7,
  3.2885722e-4,
  0.025884423,
  0.4671602,
])

// @ts-ignore: decorator
@inline
function forTanh(index: usize): v128 {
  return v128.load32_splat(tanhTable + (index << 2))
}

/** tanh x = x·P(x²)/Q(x²), P and Q of degree four, P(0) = Q(0) = 1. Over every float it errs by at most 5.3 units in the
 *  last place, without fused multiply–add 6.2; never beyond ±1. */
// @ts-ignore: decorator
@inline
export function tanhOf(cells: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(cells, forTanh(0)), forTanh(1))
  const z = f32x4.mul(x, x)
  let p = madd(forTanh(4), z, forTanh(5))
  p = madd(p, z, forTanh(6))
  p = madd(p, z, forTanh(7))
  p = madd(p, z, forTanh(2))
  let q = madd(forTanh(8), z, forTanh(9))
  q = madd(q, z, forTanh(10))
  q = madd(q, z, forTanh(11))
  q = madd(q, z, forTanh(2))
  const y = f32x4.div(f32x4.mul(x, p), q)
  return f32x4.pmax(f32x4.pmin(y, forTanh(2)), forTanh(3))
}

/** e^x of four cells, for the loops that a plan writes for itself. */
export function exp4(cells: v128): v128 {
  return expOf(cells)
}

/** tanh x of four cells, for the loops that a plan writes for itself. */
export function tanh4(cells: v128): v128 {
  return tanhOf(cells)
}

/** y = e^x. */
export function exp(count: i32, x: usize, y: usize): void {
  for (; count >= 4; count -= 4) {
    v128.store(y, expOf(v128.load(x)))
    x += 16
    y += 16
  }
  if (count > 0) storeSome(y, count, exp4(loadSome(x, count, 0)))
}

/** y = tanh x. */
export function tanh(count: i32, x: usize, y: usize): void {
  for (; count >= 4; count -= 4) {
    v128.store(y, tanhOf(v128.load(x)))
    x += 16
    y += 16
  }
  if (count > 0) storeSome(y, count, tanh4(loadSome(x, count, 0)))
}
