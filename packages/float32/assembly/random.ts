// Random numbers that are a function of (seed, stream, index), by the same arithmetic, operation for operation, as src/rng.ts:
// whole numbers and double precision, never fused; here two or four at once.
import { philox } from './philox'
import { room } from './scratch'

/** The kinds of numbers in the counter, so that uniform and normal numbers of one seed and stream share no bits. */
const uniformKind: u32 = 0
const normalKind: u32 = 1

// Read from memory, as in elementary.ts; by waves.ts too.
export const table = memory.data<f64>([
  0.5,
  1.4142135623730951, // √2
  1,
  -2,
  0.6931471805599453, // ln 2
  1.4629180792671596e-9, // 2π/2³²
  4503599627371551, // 2⁵² + 1023 + 32
  1.0 / 15,
  1.0 / 13,
  1.0 / 11,
  1.0 / 9,
  1.0 / 7,
  1.0 / 5,
  1.0 / 3,
  1.0 / 6227020800,
  1.0 / 39916800,
  1.0 / 362880,
  1.0 / 5040,
  1.0 / 120,
  1.0 / 6,
  1.0 / 479001600,
  1.0 / 3628800,
  1.0 / 40320,
  1.0 / 720,
  1.0 / 24,
])

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load64_splat(table + (index << 3))
}
// @ts-ignore: decorator
@inline
function plus(sum: v128, z: v128, index: usize): v128 {
  return f64x2.add(f64x2.mul(sum, z), constant(index))
}
// @ts-ignore: decorator
@inline
function minus(sum: v128, z: v128, index: usize): v128 {
  return f64x2.sub(f64x2.mul(sum, z), constant(index))
}

/** √(−2·ln u), u = (word + ½)/2³², of two words (the low lanes); ln from the series of artanh about the middle of an
 *  octave. */
// @ts-ignore: decorator
@inline
function radii(words: v128): v128 {
  const bits = f64x2.add(f64x2.convert_low_i32x4_u(words), constant(0))
  const whole = v128.or(v128.and(bits, i64x2.splat(0x000fffffffffffff)), constant(2))
  const upper = f64x2.gt(whole, constant(1))
  const m = v128.bitselect(f64x2.mul(whole, constant(0)), whole, upper)
  // A whole number below 2⁵² is the low digits of 2⁵² and itself.
  const raw = v128.or(i64x2.shr_u(bits, 52), i64x2.splat(0x4330000000000000))
  const exponent = f64x2.add(f64x2.sub(raw, constant(6)), v128.and(upper, constant(2)))
  const s = f64x2.div(f64x2.sub(m, constant(2)), f64x2.add(m, constant(2)))
  const z = f64x2.mul(s, s)
  let series = constant(7)
  series = plus(series, z, 8)
  series = plus(series, z, 9)
  series = plus(series, z, 10)
  series = plus(series, z, 11)
  series = plus(series, z, 12)
  series = plus(series, z, 13)
  series = plus(series, z, 2)
  const logarithm = f64x2.add(f64x2.mul(exponent, constant(4)), f64x2.mul(f64x2.add(s, s), series))
  return f64x2.sqrt(f64x2.mul(constant(3), logarithm))
}

/** Four words to four normal numbers, in place: of two words each, a radius and a turn (Box & Muller 1958). */
// @ts-ignore: decorator
@inline
function fourNormal(at: usize): void {
  const words = v128.load(at)
  const radius = radii(v128.shuffle<i32>(words, words, 0, 2, 0, 2))
  const turn = v128.shuffle<i32>(words, words, 1, 3, 1, 3)
  // A whole turn is 2³²: split it into the nearest quarter and a rest of at most an eighth.
  const quarter = i32x4.shr_u(i32x4.add(turn, i32x4.splat(0x20000000)), 30)
  const rest = i32x4.sub(turn, i32x4.shl(quarter, 30))
  const angle = f64x2.mul(f64x2.convert_low_i32x4_s(rest), constant(5))
  const z = f64x2.mul(angle, angle)
  let sine = constant(14)
  sine = minus(sine, z, 15)
  sine = plus(sine, z, 16)
  sine = minus(sine, z, 17)
  sine = plus(sine, z, 18)
  sine = minus(sine, z, 19)
  sine = plus(sine, z, 2)
  sine = f64x2.mul(sine, angle)
  let cosine = constant(20)
  cosine = minus(cosine, z, 21)
  cosine = plus(cosine, z, 22)
  cosine = minus(cosine, z, 23)
  cosine = plus(cosine, z, 24)
  cosine = minus(cosine, z, 0)
  cosine = plus(cosine, z, 2)
  // The quarter's bits, moved to the sign: negative in the second and third, and in the third and fourth.
  const quarters = i64x2.extend_low_i32x4_u(quarter)
  const odd = i64x2.sub(i64x2.splat(0), v128.and(quarters, i64x2.splat(1)))
  const sign = i64x2.splat(i64.MIN_VALUE)
  const x = v128.bitselect(sine, cosine, odd)
  const y = v128.bitselect(cosine, sine, odd)
  const signX = v128.and(i64x2.shl(i64x2.add(quarters, i64x2.splat(1)), 62), sign)
  const signY = v128.and(i64x2.shl(quarters, 62), sign)
  const left = f32x4.demote_f64x2_zero(f64x2.mul(radius, v128.xor(x, signX)))
  const right = f32x4.demote_f64x2_zero(f64x2.mul(radius, v128.xor(y, signY)))
  v128.store(at, v128.shuffle<i32>(left, right, 0, 4, 1, 5))
}

/** Four words to four uniform numbers, in place. */
// @ts-ignore: decorator
@inline
function fourUniform(at: usize): void {
  const cells = f32x4.convert_i32x4_u(i32x4.shr_u(v128.load(at), 8))
  v128.store(at, f32x4.mul(cells, f32x4.splat(5.9604644775390625e-8)))
}

/** Draws numbers sixteen at a time in scratch, and copies those that are wanted. */
function draw(kind: u32, count: i32, y: usize, seed: u32, stream: u32, from: u32): void {
  while (count > 0) {
    philox((from >> 4) << 2, kind, seed, stream, room)
    for (let at = room; at < room + 64; at += 16) {
      if (kind == normalKind) fourNormal(at)
      else fourUniform(at)
    }
    const first = <i32>(from & 15)
    const some = min(16 - first, count)
    let at = room + (<usize>first << 2)
    const end = at + (<usize>some << 2)
    for (; at + 16 <= end; at += 16) {
      v128.store(y, v128.load(at))
      y += 16
    }
    for (; at < end; at += 4) {
      store<u32>(y, load<u32>(at))
      y += 4
    }
    from += some
    count -= some
  }
}

/** Uniform in [0, 1), in steps of 2⁻²⁴. */
export function uniform(count: i32, y: usize, seed: u32, stream: u32, from: u32): void {
  draw(uniformKind, count, y, seed, stream, from)
}

/** Standard normal. */
export function normal(count: i32, y: usize, seed: u32, stream: u32, from: u32): void {
  draw(normalKind, count, y, seed, stream, from)
}
