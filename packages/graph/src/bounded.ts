// The number system of rounding errors: each exact value with a bound on the floating-point error, whatever the order of sums.
import type { Arith } from './arith.ts'
import { exact, timesBound } from './arith.ts'
import { at } from './at.ts'
import * as q from './exact.ts'
import { type Exact, isDecimal, magnitude, toNumber } from './exact.ts'

/** A cell: its exact value, and the most that a correct answer in floating point may differ from it. */
export interface Bounded {
  readonly value: Exact
  readonly error: number
}

/** A binary floating-point format: the bits of its significand, and its smallest number above 0 (IEEE 754). */
export interface Precision {
  readonly digits: number
  readonly smallest: number
}
export const single: Precision = { digits: 24, smallest: 2 ** -149 }
export const double: Precision = { digits: 53, smallest: 2 ** -1074 }

/** The error allowed for a library's e^x, tanh, sine or cosine, in units in the last place. */
const functionUlps = 4

const size = (x: Exact): number => Math.abs(toNumber(x))

/** x as whole / below, where below is a power of two; undefined where it is no such fraction. */
function wholeOver(x: Exact): { readonly whole: bigint; readonly below: bigint } | undefined {
  if (typeof x === 'number') return Number.isSafeInteger(x) ? { whole: BigInt(x), below: 1n } : undefined
  return (x.d & (x.d - 1n)) === 0n ? { whole: x.n, below: x.d } : undefined
}

/**
 * Running error analysis (Higham 2002, "Accuracy and Stability of Numerical Algorithms", section 3.3) as a number system:
 * each cell carries its value and a bound on its error. An operation that does not round, such as a sum of small whole
 * numbers, adds no error: so a 0 stays exactly 0, and a tie stays a tie. What overflows has no bound here.
 */
export function bounded({ digits, smallest }: Precision): Arith<Bounded> {
  const unit = 2 ** -digits
  /** Whether this precision represents a number exactly. */
  const fits = (x: Exact): boolean => {
    const held = wholeOver(x)
    if (!held) return typeof x === 'number' && digits >= double.digits
    let odd = magnitude(held.whole)
    while (odd !== 0n && (odd & 1n) === 0n) odd >>= 1n
    // Stryker disable next-line EqualityOperator: no odd number is a power of two but 1
    return odd < 1n << BigInt(digits)
  }
  /** A result that is off by `error` before it is rounded. A decimal is itself known to double precision only. */
  const rounded = (value: Exact, error: number, ulps = 1): Bounded => {
    const known = isDecimal(value) ? 2 ** -52 : 0
    return { value, error: error + (ulps * unit + known) * (size(value) + error) + smallest }
  }
  const result = (value: Exact, error: number): Bounded =>
    error === 0 && fits(value) ? { value, error } : rounded(value, error)
  /** A function of a library, exact at 0 alone: tanh 20 is not 1, though it is the nearest double. */
  const applied = (value: Exact, { value: x, error }: Bounded): Bounded =>
    error === 0 && x === 0 ? { value, error } : rounded(value, error, functionUlps)

  const sumFits = (terms: readonly Bounded[]): boolean => {
    const held = terms.map(({ value }) => wholeOver(value))
    // Stryker disable next-line EqualityOperator: of those that are equal, one is as large as the other
    const below = held.reduce((most, one) => (one && one.below > most ? one.below : most), 1n)
    let total = 0n
    for (const one of held) {
      if (!one) return false
      total += magnitude(one.whole) * (below / one.below)
    }
    return total <= 1n << BigInt(digits)
  }

  const softShare = (scores: readonly Bounded[], index: number, value: Exact): Bounded => {
    const numbers = scores.map(score => toNumber(score.value))
    const spread = Math.max(...numbers) - Math.min(...numbers)
    const moved = 2 * Math.max(...scores.map(({ error }) => error)) + unit * spread
    const relative = Math.expm1(moved) + (scores.length + 2 * functionUlps + 2) * unit
    if (scores.length === 1) return { value: 1, error: 0 }
    // What moves too far for a double is bounded by the distance to the largest.
    const distance = Math.max(...numbers) - at(numbers, index)
    return rounded(value, Number.isFinite(relative) ? size(value) * relative : Math.min(1, Math.exp(moved - distance)))
  }

  const hardShare = (scores: readonly Bounded[], index: number, value: Exact): Bounded => {
    const least = Math.max(...scores.map(score => toNumber(score.value) - score.error))
    const leading = scores.map(score => toNumber(score.value) + score.error >= least)
    const isOpen = scores.some(({ error }, i) => at(leading, i) && error > 0) && leading.filter(Boolean).length > 1
    if (isOpen && at(leading, index)) return { value, error: Math.max(toNumber(value), 1 - toNumber(value)) }
    return result(value, 0)
  }

  return {
    num: value => result(value, 0),
    sum: terms => {
      const value = exact.sum(terms.map(term => term.value))
      const error = terms.reduce((total, term) => total + term.error, 0)
      if (terms.length < 2 || (error === 0 && sumFits(terms))) return { value, error }
      const all = terms.reduce((total, term) => total + size(term.value) + term.error, 0)
      return { value, error: rounded(value, error).error + (terms.length - 1) * unit * all }
    },
    mul: (a, b) => {
      const [x, y] = [size(a.value), size(b.value)]
      const error = timesBound(x, b.error) + timesBound(y, a.error) + timesBound(a.error, b.error)
      return result(q.mul(a.value, b.value), error)
    },
    inv: x => {
      const left = Math.max(0, size(x.value) - x.error)
      return result(q.inv(x.value), x.error / (size(x.value) * left))
    },
    sqrt: x => {
      const root = q.sqrt(x.value)
      const least = Math.sqrt(Math.max(0, toNumber(x.value) - x.error))
      return result(root, x.error === 0 ? 0 : x.error / (toNumber(root) + least))
    },
    relu: x => ({ value: exact.relu(x.value), error: Math.max(0, Math.min(x.error, toNumber(x.value) + x.error)) }),
    step: x => ({ value: exact.step(x.value), error: x.error > 0 && size(x.value) <= x.error ? 1 : 0 }),
    tanh: x => applied(exact.tanh(x.value), x),
    sin: x => applied(exact.sin(x.value), x),
    cos: x => applied(exact.cos(x.value), x),
    bit: (x, place) => ({ value: exact.bit(x.value, place), error: x.error === 0 ? 0 : 1 }),
    share(scores, index, soft) {
      const values = scores.map(({ value }) => value)
      return (soft ? softShare : hardShare)(scores, index, exact.share(values, index, soft))
    },
    amended: value => result(value, 0),
  }
}
