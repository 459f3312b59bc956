// A number system of values with how wrong single precision may be about them: the graph says its own error bound.
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { toNumber } from '@dit-by-hand/graph/exact'

/** A value in double precision, and a bound on the error of its single-precision twin. */
export interface Bounded {
  readonly value: number
  readonly error: number
}

/** Half the distance from 1 to the next single: what one rounding may lose. */
const u = 2 ** -24
/** Below the normal numbers rounding is absolute. */
const tiny = 2 ** -149
/** What e^x, tanh, sine and cosine may lose, relatively (they are tested to less). */
const transcendental = 8 * u

// What single precision holds exactly, from exact parts, is not rounded.
const rounded = (value: number, error: number): Bounded =>
  error === 0 && Math.fround(value) === value
    ? { value, error }
    : { value, error: error + u * (Math.abs(value) + error) + tiny }

/** A number as single precision holds it. */
export const single = (value: number): Bounded => rounded(value, 0)

/** A function that is nowhere steeper than 1. */
function applied(of: (x: number) => number, { value, error }: Bounded): Bounded {
  return { value: of(value), error: error + transcendental * (Math.abs(of(value)) + error) + tiny }
}

/** Sums are bounded in whatever order they are added: by their length times the sum of sizes (Higham 2002, section 4.2). */
export const bounded: Arith<Bounded> = {
  num: q => rounded(toNumber(q), 0),
  sum: terms => {
    let [value, error, size] = [0, 0, 0]
    for (const term of terms) {
      value += term.value
      error += term.error
      size += Math.abs(term.value) + term.error
    }
    const whole = error === 0 && size < 2 ** 24 && terms.every(term => Number.isInteger(term.value))
    return { value, error: whole ? 0 : error + terms.length * u * size + tiny }
  },
  mul: (a, b) =>
    rounded(a.value * b.value, Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error),
  inv: ({ value, error }) => {
    const nearest = Math.abs(value) - error
    return rounded(1 / value, nearest > 0 ? error / (Math.abs(value) * nearest) : Number.POSITIVE_INFINITY)
  },
  sqrt: ({ value, error }) => rounded(Math.sqrt(value), Math.sqrt(value) - Math.sqrt(Math.max(0, value - error))),
  relu: ({ value, error }) => ({ value: float.relu(value), error }),
  step: ({ value, error }) => ({ value: float.step(value), error: Math.abs(value) > error || error === 0 ? 0 : 1 }),
  tanh: x => applied(Math.tanh, x),
  sin: x => applied(Math.sin, x),
  cos: x => applied(Math.cos, x),
  bit: ({ value }, place) => ({ value: float.bit(value, place), error: 0 }),
  share: (scores, index, soft) => {
    const values = scores.map(({ value }) => value)
    const value = float.share(values, index, soft)
    const most = Math.max(...values)
    if (!soft) {
      const sure = scores.every(({ value: score, error }) => score === most || most - score > 2 * error)
      return { value, error: sure ? u * value : 1 }
    }
    // e^(score − most): its argument is off by the errors of both and one rounding, and so relatively is its power.
    const exponent = Math.max(...scores.map(({ value: score, error }) => 2 * error + 2 * u * Math.abs(score - most)))
    const power = Math.expm1(2 * exponent) + 2 * transcendental + (scores.length + 4) * u
    return { value, error: value * power + tiny }
  },
  amended: q => rounded(toNumber(q), 0),
}
