// A number as short as a sentence can take it.
import { digits, type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'

/** A fraction with more digits than this is shown as a decimal. */
const mostDigits = 10

/** From here on a number is told by its size. */
const large = 1e15

/** Exact while it is short, then a decimal. */
export function brief(value: Exact): string {
  if (isDecimal(value) || digits(value) <= mostDigits) return showNumber(value)
  const decimal = toNumber(value)
  const isLarge = Number.isFinite(decimal) && Math.abs(decimal) >= large
  return isLarge ? decimal.toExponential(3).replace('-', '−') : showNumber(decimal)
}
