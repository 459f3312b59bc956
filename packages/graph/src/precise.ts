// Fixed-point numbers with 256 binary places, in integers only, so that softmax comes to the same digits on every machine.
import type { Arith } from './arith.ts'
import { at } from './at.ts'
import { type Exact, isDecimal, magnitude, rootBelow } from './exact.ts'

const places = 256n
const one = 1n << places
/** Extra places inside e^x, which loses a bit at each squaring. */
const guard = 64n

/** An exact number, cut off after 256 binary places. @throws {RangeError} for a decimal */
export function preciseFrom(value: Exact): bigint {
  if (typeof value !== 'number') return (value.n << places) / value.d
  if (isDecimal(value)) throw new RangeError(`${value} is a decimal; only exact numbers can be made precise`)
  return BigInt(value) << places
}

/** The number system whose integers n stand for n/2²⁵⁶. Every operation is cut off there: an error of some 10⁻⁷⁷.
 *  Throws RangeError for 1/0 and for the root of a number below 0. */
export const precise: Arith<bigint> = {
  num: preciseFrom,
  sum: terms => {
    let total = 0n
    for (const term of terms) total += term
    return total
  },
  mul: (a, b) => (a * b) >> places,
  inv: x => {
    if (x === 0n) throw new RangeError('1/0 has no value')
    return (one * one) / x
  },
  sqrt: x => {
    if (x < 0n) throw new RangeError('a number below 0 has no real square root')
    return rootBelow(x << places)
  },
  relu: x => (x > 0n ? x : 0n),
  step: x => (x > 0n ? one : 0n),
  tanh: x => {
    const power = exp(x < 0n ? 2n * x : -2n * x)
    const size = ((one - power) << places) / (one + power)
    return x < 0n ? -size : size
  },
  sin: x => wave(x, 1n),
  cos: x => wave(x, 0n),
  bit: (x, place) => ((x >> (places + BigInt(place))) & 1n) << places,
  share: (scores, index, soft) => {
    const best = largest(scores)
    const own = at(scores, index, 'a column of scores')
    if (!soft) return own === best ? one / BigInt(scores.filter(score => score === best).length) : 0n
    let total = 0n
    for (const score of scores) total += exp(score - best)
    return (exp(own - best) << places) / total
  },
  amended: preciseFrom,
}

function largest(scores: readonly bigint[]): bigint {
  let [best = 0n] = scores
  for (const score of scores) if (score > best) best = score
  return best
}

// A cache: each cell in a column of scores needs the same powers.
const powers = new Map<bigint, bigint>()
const mostPowers = 4096

function exp(x: bigint): bigint {
  const known = powers.get(x)
  if (known !== undefined) return known
  if (powers.size >= mostPowers) powers.clear()
  const power = worked(x)
  powers.set(x, power)
  return power
}

/** e^x for x ≤ 0: the series for x/2^h, where it is short, squared h times. */
function worked(x: bigint): bigint {
  // Below e⁻²⁰⁰ nothing is left in 256 places.
  if (x < -200n * one) return 0n
  const halvings = 16n
  const [unit, shift] = [one << guard, places + guard]
  const small = (x << guard) >> halvings
  let term = unit
  let total = unit
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    term = (term * small) / (unit * i)
    total += term
  }
  for (let i = 0n; i < halvings; i++) total = (total * total) >> shift
  return total >> guard
}

/** π/2, from π/4 = 4·arctan(1/5) − arctan(1/239) (Machin 1706), with the extra places. */
const quarterTurn = (4n * arctanInverse(5n) - arctanInverse(239n)) * 2n

function arctanInverse(of: bigint): bigint {
  let power = (one << guard) / of
  let total = power
  for (let i = 3n, sign = -1n; power !== 0n; i += 2n, sign = -sign) {
    power /= of * of
    total += (sign * power) / i
  }
  return total
}

/** The series of sin x (first power 1) or cos x (first power 0), once whole turns are taken off. */
function wave(x: bigint, first: bigint): bigint {
  const unit = one << guard
  const turn = 4n * quarterTurn
  const left = (x << guard) % turn
  const near = left > turn / 2n ? left - turn : left < -turn / 2n ? left + turn : left
  let term = first === 1n ? near : unit
  let total = term
  for (let i = first + 1n; term !== 0n && term !== -1n; i += 2n) {
    term = -(term * near * near) / (unit * unit * i * (i + 1n))
    total += term
  }
  return total >> guard
}

const digits = 12

/** The double nearest to x rounded to 12 digits, or to 12 decimal places where x is below 1. */
export function rounded(x: bigint): number {
  const size = magnitude(x)
  const before = size >> places
  const after = digits - (before === 0n ? 0 : String(before).length)
  const scaled = after >= 0 ? size * 10n ** BigInt(after) : size / 10n ** BigInt(-after)
  const nearest = (scaled + (one >> 1n)) >> places
  const value = Number(`${nearest}e${-after}`)
  return x < 0n && nearest !== 0n ? -value : value
}
