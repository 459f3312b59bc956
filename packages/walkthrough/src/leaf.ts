// The numbers of a line of arithmetic: as many places of decimals as it takes for the line to be true as printed.
import { exact } from '@dit-by-hand/graph/arith'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, type Expression, evaluateExpression } from '@dit-by-hand/graph/expression'
import { type Style, showPlaces, usualPlaces } from '@dit-by-hand/graph/style'
import type { Leaf } from '@dit-by-hand/graph/text'

/**
 * The numbers of a line, each with as many places as let a reader work the line out: more than four where nearly equal
 * decimals cancel, as in 0.99999834 − 1. Without arithmetic, four.
 */
export function leafOf(
  worth: (cell: CellRef) => Exact,
  arithmetic?: Expression,
  number: Style['number'] = showPlaces,
): Leaf {
  const places = arithmetic
    ? placesFor(shown => evaluateExpression(arithmetic, exact, ref => shown(worth(ref))))
    : usualPlaces
  return ref => {
    const value = worth(ref)
    return { text: number(value, places), value }
  }
}

/** Of its result, how far off a line may be when it is worked out as printed. */
const mostOff = 0.05
/** With more, a line would spell out the last bits of doubles, and what is left of them is not the lesson's. */
const mostPlaces = 10

/**
 * How many places let a reader work something out from printed numbers.
 * @param workedOut works it out, each number as a function makes it: itself, or as it is printed
 */
export function placesFor(workedOut: (shown: (value: Exact) => Exact) => Exact): number {
  const result = toNumber(workedOut(value => value))
  if (result === 0 || !Number.isFinite(result)) return usualPlaces
  for (let places = usualPlaces; places <= mostPlaces; places++) {
    const printed = (value: Exact): Exact =>
      typeof value === 'number' ? Number(showPlaces(value, places).replaceAll('−', '-')) : value
    const found = toNumber(workedOut(printed))
    if (Math.abs(found - result) <= mostOff * Math.abs(result)) return places
  }
  return usualPlaces
}
