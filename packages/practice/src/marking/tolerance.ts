// When a number that was filled in counts as the number that was wanted.
import { add, type Exact, equal, isDecimal, mul, toNumber } from '@dit-by-hand/graph/exact'

/** How far a number may be off where a softmax lies before it: by a unit of the last place that it was written to, or by this
 *  part of the number that is wanted. A share of attention is made of nothing that was rounded: it is off by more than half a
 *  unit only where that is a small part of it. */
export const tolerance = { relative: 0.01, ofShare: 0.1 } as const

/** Fewest places to which a number may be rounded. */
export const fewestPlaces = 2

/** What is written in tenths and hundredths has no nearest double: a part of a unit more does not matter. */
export const leeway = 0.05

/** A number that was filled in, and how many places it was written to (null where it is no decimal). */
export interface Written {
  readonly value: Exact
  readonly places: number | null
}

const distance = (a: Exact, b: Exact): number => Math.abs(toNumber(add(a, mul(b, -1))))
const unitOf = ({ places }: Written): number => 10 ** -Math.max(fewestPlaces, places ?? 0)

/** Within the tolerance for what comes after a softmax. @param isShare whether it is a share of attention itself */
export function isNear(written: Written, wanted: Exact, isShare: boolean): boolean {
  const [unit, size] = [unitOf(written), Math.abs(toNumber(wanted))]
  const most = isShare ? Math.max(unit / 2, Math.min(unit, tolerance.ofShare * size)) : unit
  return distance(written.value, wanted) <= Math.max(most, tolerance.relative * size) + leeway * unit
}

/** Whether the number is the one wanted: exactly, or rounded to its places, two at least. */
export function isExactly(written: Written, wanted: Exact): 'exactly' | 'rounded' | null {
  const { value, places } = written
  if (!Number.isFinite(toNumber(wanted))) return null
  if (equal(value, wanted)) return 'exactly'
  const isRounded = isDecimal(wanted) || (places !== null && places >= fewestPlaces && !Number.isInteger(wanted))
  return isRounded && distance(value, wanted) <= 0.5 * unitOf(written) + 1e-12 ? 'rounded' : null
}
