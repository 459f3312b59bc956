// Single precision by the graph's own rules, each result rounded: what such numbers lose says what others may lose.
import { type Arith, float } from '@dit-by-hand/graph/arith'
import type { Grid } from '@dit-by-hand/graph/evaluate'

const { fround } = Math

/** {@link float}, rounded after every operation. */
export const single: Arith<number> = {
  ...float,
  num: q => fround(float.num(q)),
  sum: terms => terms.reduce((total, term) => fround(total + term), 0),
  mul: (a, b) => fround(a * b),
  inv: x => fround(1 / x),
  sqrt: x => fround(Math.sqrt(x)),
  tanh: x => fround(Math.tanh(x)),
  sin: x => fround(Math.sin(x)),
  cos: x => fround(Math.cos(x)),
  share: (scores, index, soft) => fround(float.share(scores, index, soft)),
}

const largest = (cells: readonly number[]): number => cells.reduce((most, cell) => Math.max(most, Math.abs(cell)), 0)

/** How far single precision may be off in a matrix: ten times what rounding after every operation loses there. */
export function toleranceOf(exact: Grid<number>, rounded: Grid<number>): number {
  const [is, near] = [exact.flat(), rounded.flat()]
  return 10 * Math.max(2 ** -24 * largest(is), largest(is.map((cell, i) => cell - (near[i] ?? Number.NaN))))
}

/** How far two lists of numbers are apart at most. NaN where they are not of one length. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN
  return largest(Array.from(a, (cell, i) => cell - (b[i] ?? Number.NaN)))
}
