// Operations on four cells at once, of which every kernel is made; at the ends of rows there are fewer than four.

/** a·b + c; rounded once where the machine can, twice where it cannot. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  else return f32x4.add(f32x4.mul(a, b), c)
}

/** The first `count` (1, 2 or 3) of four cells; the others are `rest`. */
export function loadSome(x: usize, count: i32, rest: f32): v128 {
  let cells = v128.load32_lane(x, f32x4.splat(rest), 0)
  if (count > 1) cells = v128.load32_lane(x, cells, 1, 4)
  if (count > 2) cells = v128.load32_lane(x, cells, 2, 8)
  return cells
}

/** Writes the first `count` (1, 2 or 3) of four cells. */
export function storeSome(y: usize, count: i32, cells: v128): void {
  v128.store32_lane(y, cells, 0)
  if (count > 1) v128.store32_lane(y, cells, 1, 4)
  if (count > 2) v128.store32_lane(y, cells, 2, 8)
}

/** The sum of four cells, in pairs. */
// @ts-ignore: decorator
@inline
export function sumOf(cells: v128): f32 {
  const pairs = f32x4.add(cells, v128.shuffle<i32>(cells, cells, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

/** The largest of four cells. */
// @ts-ignore: decorator
@inline
export function maxOf(cells: v128): f32 {
  const pairs = f32x4.max(cells, v128.shuffle<i32>(cells, cells, 2, 3, 0, 1))
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1))
}
