// The kernels of an update: the norm of gradients, AdamW, momentum, a moving average.
import { loadSome, madd, storeSome } from './vector'

/** Σ x² in double precision, in four running sums. A square of single precision is exact there. */
export function squaredNorm(count: i32, x: usize): f64 {
  let low = f64x2.splat(0)
  let high = f64x2.splat(0)
  for (; count >= 4; count -= 4) {
    const cells = v128.load(x)
    const a = f64x2.promote_low_f32x4(cells)
    const b = f64x2.promote_low_f32x4(v128.shuffle<i64>(cells, cells, 1, 0))
    low = f64x2.add(low, f64x2.mul(a, a))
    high = f64x2.add(high, f64x2.mul(b, b))
    x += 16
  }
  let sum: f64 = 0
  for (; count > 0; count--) {
    const cell = <f64>load<f32>(x)
    sum += cell * cell
    x += 4
  }
  const pairs = f64x2.add(low, high)
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1) + sum
}

/** One step of AdamW. The last cells are padded to four with zeros, which stay 0. */
export function adam(
  count: i32,
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  decay: f32,
  correction1: f64,
  correction2: f64,
  gradientScale: f32,
): void {
  const scale = f32x4.splat(gradientScale)
  const keep1 = f32x4.splat(beta1)
  const keep2 = f32x4.splat(beta2)
  const add1 = f32x4.splat(1 - beta1)
  const add2 = f32x4.splat(1 - beta2)
  const mean = f32x4.splat(<f32>(1 / correction1))
  const spread = f32x4.splat(<f32>(1 / correction2))
  const least = f32x4.splat(epsilon)
  const shrink = f32x4.splat(decay)
  const back = f32x4.splat(-rate)
  for (; count > 0; count -= 4) {
    const some = count < 4 ? count : 0
    const gradient = f32x4.mul(scale, some ? loadSome(g, some, 0) : v128.load(g))
    const first = madd(keep1, some ? loadSome(m, some, 0) : v128.load(m), f32x4.mul(add1, gradient))
    const second = madd(keep2, some ? loadSome(v, some, 0) : v128.load(v), f32x4.mul(add2, f32x4.mul(gradient, gradient)))
    const parameter = some ? loadSome(w, some, 0) : v128.load(w)
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(second, spread)), least)
    const step = madd(shrink, parameter, f32x4.div(f32x4.mul(first, mean), size))
    const moved = madd(back, step, parameter)
    if (some) {
      storeSome(m, some, first)
      storeSome(v, some, second)
      storeSome(w, some, moved)
    } else {
      v128.store(m, first)
      v128.store(v, second)
      v128.store(w, moved)
    }
    w += 16
    g += 16
    m += 16
    v += 16
  }
}

/** m = m − fade·m + scale·g, and x = m − fade·m + scale·g after that. Where x is 0 it is not written. */
export function momentum(count: i32, m: usize, g: usize, x: usize, fade: f32, scale: f32): void {
  const less = f32x4.splat(-fade)
  const by = f32x4.splat(scale)
  for (; count > 0; count -= 4) {
    const some = count < 4 ? count : 0
    const gradient = some ? loadSome(g, some, 0) : v128.load(g)
    const before = some ? loadSome(m, some, 0) : v128.load(m)
    const after = madd(by, gradient, madd(less, before, before))
    if (some) storeSome(m, some, after)
    else v128.store(m, after)
    if (x) {
      const ahead = madd(by, gradient, madd(less, after, after))
      if (some) storeSome(x, some, ahead)
      else v128.store(x, ahead)
      x += 16
    }
    m += 16
    g += 16
  }
}

/** mean = decay·mean + (1 − decay)·x. */
export function ema(count: i32, x: usize, mean: usize, decay: f32): void {
  const keep = f32x4.splat(decay)
  const take = f32x4.splat(1 - decay)
  for (; count >= 4; count -= 4) {
    v128.store(mean, madd(keep, v128.load(mean), f32x4.mul(take, v128.load(x))))
    x += 16
    mean += 16
  }
  if (count > 0) {
    const cells = madd(keep, loadSome(mean, count, 0), f32x4.mul(take, loadSome(x, count, 0)))
    storeSome(mean, count, cells)
  }
}
