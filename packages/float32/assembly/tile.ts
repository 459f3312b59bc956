// The heart of a product: a tile of C, rows×8, kept in registers while k runs. Six rows with fused multiply–add fill the
// sixteen registers of 128 bits that x86 has; without it, each product needs one more, and four rows fit.
import { madd } from './vector'

/** One of `rows` rows of a tile written out, after adding what was there. */
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
 * @param turned whether A lies column by column, `height` cells side by side and `lda` bytes from column to column; else
 *   it lies row by row, `lda` bytes from row to row
 * @param rows of C, 1 to `height`; rows of A beyond them are read and thrown away
 * @param k columns of A, rows of B
 * @param b a panel: k rows of 8 cells, one after the other
 * @param start 8 cells that every row begins with
 */
// @ts-ignore: decorator
@inline
function tile(
  height: i32,
  turned: bool,
  rows: i32,
  k: i32,
  a: usize,
  lda: usize,
  b: usize,
  start: usize,
  c: usize,
  ldc: usize,
  accumulate: bool,
): void {
  const last = a + <usize>(rows - 1) * lda
  let a0 = a
  let a1 = turned ? a : min(a0 + lda, last)
  let a2 = turned ? a : min(a1 + lda, last)
  let a3 = turned ? a : min(a2 + lda, last)
  let a4 = turned ? a : min(a3 + lda, last)
  let a5 = turned ? a : min(a4 + lda, last)
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
  // Not unrolled: engines do that themselves, and better.
  for (const end = b + (<usize>k << 5); b < end; b += 32) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let x = v128.load32_splat(a0)
    c00 = madd(x, b0, c00)
    c01 = madd(x, b1, c01)
    x = turned ? v128.load32_splat(a0, 4) : v128.load32_splat(a1)
    c10 = madd(x, b0, c10)
    c11 = madd(x, b1, c11)
    x = turned ? v128.load32_splat(a0, 8) : v128.load32_splat(a2)
    c20 = madd(x, b0, c20)
    c21 = madd(x, b1, c21)
    x = turned ? v128.load32_splat(a0, 12) : v128.load32_splat(a3)
    c30 = madd(x, b0, c30)
    c31 = madd(x, b1, c31)
    if (height > 4) {
      x = turned ? v128.load32_splat(a0, 16) : v128.load32_splat(a4)
      c40 = madd(x, b0, c40)
      c41 = madd(x, b1, c41)
      x = turned ? v128.load32_splat(a0, 20) : v128.load32_splat(a5)
      c50 = madd(x, b0, c50)
      c51 = madd(x, b1, c51)
    }
    if (turned) a0 += lda
    else {
      a0 += 4
      a1 += 4
      a2 += 4
      a3 += 4
      if (height > 4) {
        a4 += 4
        a5 += 4
      }
    }
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
  k: i32,
  a: usize,
  lda: usize,
  b: usize,
  start: usize,
  c: usize,
  ldc: usize,
  accumulate: bool,
): void {
  tile(4, false, rows, k, a, lda, b, start, c, ldc, accumulate)
}

export function tile6(
  rows: i32,
  k: i32,
  a: usize,
  lda: usize,
  b: usize,
  start: usize,
  c: usize,
  ldc: usize,
  accumulate: bool,
): void {
  tile(6, false, rows, k, a, lda, b, start, c, ldc, accumulate)
}

export function tile4Turned(
  rows: i32,
  k: i32,
  a: usize,
  lda: usize,
  b: usize,
  start: usize,
  c: usize,
  ldc: usize,
  accumulate: bool,
): void {
  tile(4, true, rows, k, a, lda, b, start, c, ldc, accumulate)
}

export function tile6Turned(
  rows: i32,
  k: i32,
  a: usize,
  lda: usize,
  b: usize,
  start: usize,
  c: usize,
  ldc: usize,
  accumulate: bool,
): void {
  tile(6, true, rows, k, a, lda, b, start, c, ldc, accumulate)
}
