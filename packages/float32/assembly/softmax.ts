// Softmax of every row: the largest, exponentials and their sum, quotients.
import { exp4, expOf } from './elementary'
import { loadSome, madd, maxOf, storeSome, sumOf } from './vector'

/** Scores from here on are multiplied before the largest is taken off: one rounding more, but what is left of the largest is
 *  then 0. Fused, it would be the rounding error of the largest itself, whose exponential soon is no number. */
const far: f32 = 8388608

export function softmax(rows: i32, columns: i32, x: usize, ldx: i32, y: usize, ldy: i32, scale: f32): void {
  if (columns <= 0) return
  const whole = columns & ~3
  const some = columns & 3
  const end = <usize>whole << 2
  const factor = f32x4.splat(scale)
  for (let row = 0; row < rows; row++) {
    // A NaN may be missed here, but the sum has it again.
    let largest = some > 0 ? loadSome(x + end, some, -Infinity) : f32x4.splat(-Infinity)
    for (let j: usize = 0; j < end; j += 16) largest = f32x4.pmax(largest, v128.load(x + j))
    const best = scale * maxOf(largest)
    const top = f32x4.splat(-best)
    let from = x
    let by = factor
    if (abs(best) >= far) {
      for (let j: usize = 0; j < end; j += 16) v128.store(y + j, f32x4.mul(v128.load(x + j), factor))
      if (some > 0) storeSome(y + end, some, f32x4.mul(loadSome(x + end, some, 0), factor))
      from = y
      by = f32x4.splat(1)
    }

    let sum = f32x4.splat(0)
    for (let j: usize = 0; j < end; j += 16) {
      const cells = expOf(madd(v128.load(from + j), by, top))
      v128.store(y + j, cells)
      sum = f32x4.add(sum, cells)
    }
    let total = sumOf(sum)
    if (some > 0) {
      const cells = exp4(madd(loadSome(from + end, some, -Infinity), by, top))
      storeSome(y + end, some, cells)
      total += sumOf(cells)
    }

    const share = f32x4.splat(1 / total)
    for (let j: usize = 0; j < end; j += 16) v128.store(y + j, f32x4.mul(v128.load(y + j), share))
    if (some > 0) storeSome(y + end, some, f32x4.mul(loadSome(y + end, some, 0), share))
    x += <usize>ldx << 2
    y += <usize>ldy << 2
  }
}
