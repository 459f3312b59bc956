// The inner loop of a product: a tile of C, rows×8, kept in registers while k runs. Six rows with fused multiply–add fill the
// sixteen 128-bit registers of x86; without it, each product needs one more, and four rows fit.
import { madd } from './vector'

/** Writes one of `rows` rows of a tile, after adding what was there. */
// @ts-ignore: decorator
@inline
function put(c: usize, left: v128, right: v128, accumulate: bool): void {
  if (accumulate) {
    left = f32x4.add(v128.load(c), left)
    right = f32x4.add(v128.load(c, 16), right)
  }
  v128.store(c, left)
  v128.store(c, right, 16)
}

/**
 * C (rows×8) = start + A·B, or C + start + A·B.
 * @param rows of C, 1 to `height`; cells of A beyond them are read and thrown away
 * @param a column after column, each of `height` contiguous cells and `step` bytes after the one before, so that there are only
 *   two addresses, this and B's; one for every row of A would keep the processor's load units busy
 * @param b a panel: k rows of 8 cells, one after the other, up to `end`
 * @param start the 8 initial cells of every row
 */
// @ts-ignore: decorator
@inline
function tile(
  height: i32,
  rows: i32,
  a: usize,
  step: usize,
  b: usize,
  end: usize,
  c: usize,
  ldc: usize,
  start: usize,
  accumulate: bool,
): void {
  const left = v128.load(start)
  const right = v128.load(start, 16)
  let c00 = left
  let c01 = right
  let c10 = left
  let c11 = right
  let c20 = left
  let c21 = right
  let c30 = left
  let c31 = right
  let c40 = left
  let c41 = right
  let c50 = left
  let c51 = right
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load32_splat(a)
    c00 = madd(x, b0, c00)
    c01 = madd(x, b1, c01)
    x = v128.load32_splat(a, 4)
    c10 = madd(x, b0, c10)
    c11 = madd(x, b1, c11)
    x = v128.load32_splat(a, 8)
    c20 = madd(x, b0, c20)
    c21 = madd(x, b1, c21)
    x = v128.load32_splat(a, 12)
    c30 = madd(x, b0, c30)
    c31 = madd(x, b1, c31)
    if (height > 4) {
      x = v128.load32_splat(a, 16)
      c40 = madd(x, b0, c40)
      c41 = madd(x, b1, c41)
      x = v128.load32_splat(a, 20)
      c50 = madd(x, b0, c50)
      c51 = madd(x, b1, c51)
    }
    a += step
    b += 32
  }
  put(c, c00, c01, accumulate)
  if (rows > 1) put(c + ldc, c10, c11, accumulate)
  if (rows > 2) put(c + 2 * ldc, c20, c21, accumulate)
  if (rows > 3) put(c + 3 * ldc, c30, c31, accumulate)
  if (height > 4) {
    if (rows > 4) put(c + 4 * ldc, c40, c41, accumulate)
    if (rows > 5) put(c + 5 * ldc, c50, c51, accumulate)
  }
}

export function tile4(
  rows: i32,
  a: usize,
  step: usize,
  b: usize,
  end: usize,
  c: usize,
  ldc: usize,
  start: usize,
  accumulate: bool,
): void {
  tile(4, rows, a, step, b, end, c, ldc, start, accumulate)
}

export function tile6(
  rows: i32,
  a: usize,
  step: usize,
  b: usize,
  end: usize,
  c: usize,
  ldc: usize,
  start: usize,
  accumulate: bool,
): void {
  tile(6, rows, a, step, b, end, c, ldc, start, accumulate)
}
