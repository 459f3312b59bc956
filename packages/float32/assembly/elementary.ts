// e^x, four cells at once, by a polynomial fitted for the least largest relative error (Lawson's weights), each coefficient
// rounded to single precision before the next was fitted.
import { loadSome, madd, storeSome } from './vector'

// Constants are read from memory: engines build a vector constant anew at every use, which takes three times as long.
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

/** e^x = 2ⁿ·e^r with r = x − n·ln 2, |r| ≤ ln 2 / 2. 2ⁿ is multiplied in two halves, so that subnormal results are rounded once
 *  and too large ones become ∞. Over all floats the error is at most 0.91 units in the last place, without fused multiply–add
 *  1.18. */
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

/** e^x of four cells, as a call that is not inlined. */
export function exp4(cells: v128): v128 {
  return expOf(cells)
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
