// The spec's own small arithmetic: exact with integers and fractions, or in decimals where softmax makes them.
import type { Cell } from './format.ts'

/** A fraction in lowest terms, d ≥ 1, for what is not a safe integer. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

/** A number: a safe integer or a fraction in exact arithmetic, any finite double in decimals; NaN for what is not a number. */
export type Value = number | Fraction

/** Rows of numbers. */
export type Grid = readonly (readonly Value[])[]

/** How close decimals must come, relative to the larger of 1 and the number itself. */
export const tolerance = 1e-9

const most = 9007199254740991n

/** Greatest common divisor, never negative. */
export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x < 0n ? -x : x
}

const big = (n: bigint, d: bigint): Value => {
  const common = d === 1n ? 1n : gcd(n, d)
  const top = (d < 0n ? -n : n) / common
  const bottom = (d < 0n ? -d : d) / common
  if (bottom === 1n && top >= -most && top <= most) return Number(top)
  return { n: top, d: bottom }
}

const top = (a: Value): bigint => (typeof a === 'number' ? BigInt(a) : a.n)
const bottom = (a: Value): bigint => (typeof a === 'number' ? 1n : a.d)

/** A double as the exact fraction that it is, with a power of two as its denominator. */
function dyadic(x: number): Value {
  let d = 1n
  let n = x
  while (!Number.isInteger(n)) {
    n *= 2
    d *= 2n
  }
  return big(BigInt(n), d)
}

const written = /^\s*([+-]?\d+)(?:\/(\d+))?\s*$/

/** Reads a cell of a lesson or an answer exactly. It is lenient about form ("4/2" and 2.0 are 2, 0.5 is 1/2, −0 is 0); what is
 *  not a finite number gives NaN, which equals nothing. */
export function exactly(cell: unknown): Value {
  if (typeof cell === 'number') {
    if (Number.isSafeInteger(cell)) return cell + 0
    return Number.isFinite(cell) ? dyadic(cell) : Number.NaN
  }
  if (typeof cell === 'bigint') return big(cell, 1n)
  const found = typeof cell === 'string' && cell.length <= 100_000 ? written.exec(cell) : null
  if (!found?.[1]) return Number.NaN
  const d = BigInt(found[2] ?? 1)
  return d === 0n ? Number.NaN : big(BigInt(found[1]), d)
}

/** The nearest double. */
export function decimal(a: Value): number {
  if (typeof a === 'number') return a
  const [n, d] = [Number(a.n), Number(a.d)]
  // Doubles hold both exactly, so that the division rounds only once.
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return n / d
  // Else keep more bits of the quotient than a double has, but none far below its smallest; the last bit says whether anything
  // is left over. So it is rounded once: as it becomes a double, or as that is scaled down.
  const bits = (x: bigint): number => x.toString(2).length
  const size = a.n < 0n ? -a.n : a.n
  const shift = Math.min(1076, Math.max(0, bits(a.d) - bits(size) + 64))
  const shifted = size << BigInt(shift)
  const quotient = Number((shifted / a.d) | (shifted % a.d === 0n ? 0n : 1n))
  return (a.n < 0n ? -1 : 1) * quotient * 2 ** -500 * 2 ** (500 - shift)
}

/** A number system, as far as the laws need one. */
export interface Arithmetic {
  readonly kind: 'exact' | 'decimal' | 'magnitude'
  of(cell: unknown): Value
  add(a: Value, b: Value): Value
  sub(a: Value, b: Value): Value
  mul(a: Value, b: Value): Value
  div(a: Value, b: Value): Value
  max0(a: Value): Value
}

/** Integers and fractions, without rounding. */
export const exact: Arithmetic = {
  kind: 'exact',
  of: exactly,
  add(a, b) {
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b
      if (Number.isSafeInteger(sum) || Number.isNaN(sum)) return sum
    }
    const [d, e] = [bottom(a), bottom(b)]
    return d === e ? big(top(a) + top(b), d) : big(top(a) * e + top(b) * d, d * e)
  },
  sub: (a, b) => exact.add(a, negative(b)),
  mul(a, b) {
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b
      if (Number.isSafeInteger(product)) return product + 0
      if (Number.isNaN(product)) return product
    }
    return big(top(a) * top(b), bottom(a) * bottom(b))
  },
  div(a, b) {
    if (typeof a === 'number' && typeof b === 'number') {
      const quotient = a / b
      if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient + 0
      if (b === 0 || Number.isNaN(quotient)) return Number.NaN
    }
    return big(top(a) * bottom(b), bottom(a) * top(b))
  },
  max0: a => (sign(a) > 0 ? a : 0),
}

/** Doubles. */
export const decimals: Arithmetic = {
  kind: 'decimal',
  of: cell => (typeof cell === 'number' && Number.isFinite(cell) ? cell + 0 : decimal(exactly(cell))),
  add: (a, b) => decimal(a) + decimal(b),
  sub: (a, b) => decimal(a) - decimal(b),
  mul: (a, b) => decimal(a) * decimal(b),
  div: (a, b) => decimal(a) / decimal(b),
  max0: a => Math.max(0, decimal(a)),
}

/** Arithmetic on absolute values: the size of a sum's terms, against which rounding errors are measured. */
export const magnitudes: Arithmetic = {
  ...decimals,
  kind: 'magnitude',
  of: cell => Math.abs(decimal(exactly(cell))),
  sub: decimals.add,
  max0: decimal,
}

export const negative = (a: Value): Value => (typeof a === 'number' ? 0 - a : { n: -a.n, d: a.d })

export const magnitude = (a: Value): Value => (sign(a) < 0 ? negative(a) : a)

/** −1, 0 or 1. */
export const sign = (a: Value): number => Math.sign(typeof a === 'number' ? a : Number(a.n))

/** −1, 0 or 1 as a is less than, equal to or greater than b, exactly. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b)
  const difference = top(a) * bottom(b) - top(b) * bottom(a)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Whether two numbers are exactly equal. */
export function same(a: Value, b: Value): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b
  return a.n === b.n && a.d === b.d
}

/** Whether two numbers are within 1e-9, relative to the largest of 1, |a|, |b| and `scale`; never for NaN and infinities. */
export function near(a: Value, b: Value, scale = 1): boolean {
  const [x, y] = [decimal(a), decimal(b)]
  const room = tolerance * Math.max(1, Math.abs(x), Math.abs(y), scale)
  return Number.isFinite(x) && Number.isFinite(y) && Math.abs(x - y) <= room
}

/** A number as in a cell of an answer: 3, -5/2, 0.25. */
export function show(a: Value): string {
  if (typeof a === 'number') return Number.isNaN(a) ? 'not a number' : String(a + 0)
  return a.d === 1n ? String(a.n) : `${a.n}/${a.d}`
}

/** A number as a cell of a lesson; `undefined` where a lesson cannot hold it (too large, or not a number). */
export function toCell(a: Value): Cell | undefined {
  const value = typeof a === 'number' && !Number.isSafeInteger(a) ? exactly(a) : a
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : undefined
  if (value.d === 1n) return undefined
  const text = show(value)
  return text.length <= 64 ? text : undefined
}

/** A number as a cell of a lesson. @throws {RangeError} where a lesson cannot hold it */
export function asCell(a: Value): Cell {
  const cell = toCell(a)
  if (cell === undefined) throw new RangeError(`no cell of a lesson can hold ${show(a)}`)
  return cell
}

/** A number as a cell of an answer: an integer, a fraction "n/d", a string of digits beyond 2⁵³, or a decimal. */
export const toAnswer = (a: Value): number | string => (typeof a === 'number' ? a + 0 : show(a))

/** Cells of a lesson as exact numbers. */
export const numbersIn = (matrix: readonly (readonly unknown[])[]): Grid => matrix.map(row => row.map(exactly))
