// When a number that was filled in counts as the number that was wanted.
import { add, type Exact, equal, isDecimal, mul, toNumber } from '@dit-by-hand/graph/exact'

/** How far a number may be off where a softmax lies before it and sheets hold two decimals: whichever is more. */
export const tolerance = { absolute: 0.01, relative: 0.01 } as const

/** Fewest places to which a fraction may be rounded. */
export const fewestPlaces = 2

/** A number that was filled in, and how many places it was written to (null where it is no decimal). */
export interface Written {
  readonly value: Exact
  readonly places: number | null
}

const distance = (a: Exact, b: Exact): number => Math.abs(toNumber(add(a, mul(b, -1))))

/** Within the tolerance for what comes after a softmax. */
export function isNear(value: Exact, wanted: Exact): boolean {
  const room = Math.max(tolerance.absolute, tolerance.relative * Math.abs(toNumber(wanted)))
  // What is written in tenths and hundredths has no nearest double: half a thousandth more does not matter.
  return distance(value, wanted) <= room + 5e-4
}

/** Whether the number is the one wanted: exactly, or rounded to two places at least. */
export function isExactly({ value, places }: Written, wanted: Exact): 'exactly' | 'rounded' | null {
  if (equal(value, wanted)) return 'exactly'
  if (places === null || places < fewestPlaces || Number.isInteger(wanted) || isDecimal(wanted)) return null
  return distance(value, wanted) <= 0.5 * 10 ** -places + 1e-12 ? 'rounded' : null
}
