// A number as short as a sentence can take it.
import { digits, type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'

/** A fraction with more digits than this is shown as a decimal. */
const mostDigits = 10

/** Exact while it is short, then a decimal. */
export const brief = (value: Exact): string =>
  showNumber(isDecimal(value) || digits(value) <= mostDigits ? value : toNumber(value))
