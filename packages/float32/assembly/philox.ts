// Philox 4×32 with ten rounds (Salmon et al. 2011), four counters at once. The same words as src/rng.ts.

/** The low halves of four products with one multiplier. */
// @ts-ignore: decorator
@inline
function low(first: v128, second: v128): v128 {
  return v128.shuffle<i32>(first, second, 0, 2, 4, 6)
}

/** The high halves. */
// @ts-ignore: decorator
@inline
function high(first: v128, second: v128): v128 {
  return v128.shuffle<i32>(first, second, 1, 3, 5, 7)
}

/** Writes the sixteen words of the counters `block` to `block` + 3, in order. */
export function philox(block: u32, kind: u32, seed: u32, stream: u32, to: usize): void {
  let a = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3))
  let b = i32x4.splat(0)
  let c = b
  let d = i32x4.splat(kind)
  const multiplierA = i32x4.splat(0xd2511f53)
  const multiplierC = i32x4.splat(0xcd9e8d57)
  for (let round = 0; round < 10; round++) {
    const p = i64x2.extmul_low_i32x4_u(a, multiplierA)
    const p2 = i64x2.extmul_high_i32x4_u(a, multiplierA)
    const q = i64x2.extmul_low_i32x4_u(c, multiplierC)
    const q2 = i64x2.extmul_high_i32x4_u(c, multiplierC)
    a = v128.xor(v128.xor(high(q, q2), b), i32x4.splat(seed))
    b = low(q, q2)
    c = v128.xor(v128.xor(high(p, p2), d), i32x4.splat(stream))
    d = low(p, p2)
    seed += 0x9e3779b9
    stream += 0xbb67ae85
  }
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5)
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5)
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2))
  v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 16)
  const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7)
  const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<i64>(ab2, cd2, 0, 2), 32)
  v128.store(to, v128.shuffle<i64>(ab2, cd2, 1, 3), 48)
}
