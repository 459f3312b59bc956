// The kernels that fill, copy, gather and add cells.
import { madd } from './vector'

/** y[i] = value. */
export function fill(count: i32, value: f32, y: usize): void {
  const cells = f32x4.splat(value)
  for (; count >= 4; count -= 4) {
    v128.store(y, cells)
    y += 16
  }
  for (; count > 0; count--) {
    store<f32>(y, value)
    y += 4
  }
}

/** y = x. */
export function copy(rows: i32, columns: i32, x: usize, ldx: i32, y: usize, ldy: i32): void {
  const width = <usize>max(columns, 0) << 2
  const whole = width & ~15
  for (let row = 0; row < rows; row++) {
    let j: usize = 0
    for (; j < whole; j += 16) v128.store(y + j, v128.load(x + j))
    for (; j < width; j += 4) store<f32>(y + j, load<f32>(x + j))
    x += <usize>ldx << 2
    y += <usize>ldy << 2
  }
}

/** y[i] = x[from[i]]. */
export function gather(count: i32, from: usize, x: usize, y: usize): void {
  for (; count > 0; count--) {
    // Copied as bits, so that a signalling NaN is unchanged.
    store<u32>(y, load<u32>(x + (<usize>load<u32>(from) << 2)))
    from += 4
    y += 4
  }
}

/** y += factor·x. */
export function axpy(count: i32, factor: f32, x: usize, y: usize): void {
  const by = f32x4.splat(factor)
  for (; count >= 4; count -= 4) {
    v128.store(y, madd(by, v128.load(x), v128.load(y)))
    x += 16
    y += 16
  }
  for (; count > 0; count--) {
    const cell = madd(by, v128.load32_zero(x), v128.load32_zero(y))
    v128.store32_lane(y, cell, 0)
    x += 4
    y += 4
  }
}
