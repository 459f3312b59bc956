// sin x and cos x, cell by cell: whole turns are taken off in integers, and the rest is computed in double precision, never
// fused, so that every build gives the same bits.

// 1/(2π) in binary, least word first: 24 zeros before the point, 200 digits behind it.
const perTurn = memory.data<u32>([
  0x10e4107f, 0xd8a5664f, 0x4d377036, 0x09d5f47d, 0x91054a7f, 0xbe60db93, 0x00000028,
])

/** The sine of x plus some quarters of a turn (1 gives the cosine). |x| in turns, as a fraction of 64 binary digits, is split
 *  into the nearest quarter and a rest of at most an eighth. A float is a whole number of 24 binary digits times a power of 2,
 *  which says where in 1/(2π) to begin: earlier digits give whole turns. Where |x| is less than ½ nothing is taken off.
 *  By their series; error below 1e-12. */
function waveOf(x: f32, quarters: u32): f32 {
  const bits = reinterpret<u32>(x) & 0x7fffffff
  if (bits >= 0x7f800000) return NaN
  if (quarters == 0 && bits != reinterpret<u32>(x)) quarters = 2
  let angle: f64 = <f64>reinterpret<f32>(bits)
  if (bits >= 0x3f000000) {
    const digits = (bits >> 23) - 126
    const whole = <u64>((bits & 0x7fffff) | 0x800000) << (digits & 7)
    const from = perTurn - (digits >> 3)
    const turn = whole * load<u64>(from, 20) + ((whole * <u64>load<u32>(from, 16)) >> 32)
    const quarter = (turn + (1 << 61)) >> 62
    angle = <f64>(<i64>(turn - (quarter << 62))) * 3.4061215800865545e-19
    quarters += <u32>quarter
  }
  const z = angle * angle
  let wave: f64
  if (quarters & 1) {
    wave = (1.0 / 479001600) * z - 1.0 / 3628800
    wave = wave * z + 1.0 / 40320
    wave = wave * z - 1.0 / 720
    wave = wave * z + 1.0 / 24
    wave = wave * z - 0.5
    wave = wave * z + 1
  } else {
    wave = (1.0 / 6227020800) * z - 1.0 / 39916800
    wave = wave * z + 1.0 / 362880
    wave = wave * z - 1.0 / 5040
    wave = wave * z + 1.0 / 120
    wave = wave * z - 1.0 / 6
    wave = (wave * z + 1) * angle
  }
  return <f32>(quarters & 2 ? -wave : wave)
}

function fourWaves(x: v128, quarters: u32): v128 {
  let waves = f32x4.splat(waveOf(f32x4.extract_lane(x, 0), quarters))
  waves = f32x4.replace_lane(waves, 1, waveOf(f32x4.extract_lane(x, 1), quarters))
  waves = f32x4.replace_lane(waves, 2, waveOf(f32x4.extract_lane(x, 2), quarters))
  return f32x4.replace_lane(waves, 3, waveOf(f32x4.extract_lane(x, 3), quarters))
}

/** sin x of four cells, for the loops that a plan compiles. */
export function sin4(x: v128): v128 {
  return fourWaves(x, 0)
}

/** cos x of four cells, likewise. */
export function cos4(x: v128): v128 {
  return fourWaves(x, 1)
}
