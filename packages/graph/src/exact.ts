// Exact numbers: a plain number while the value is a safe integer, a fraction of bigints otherwise; a decimal only where a
// result is irrational, and in all that is computed from it. Each value has one form.

/** A fraction in lowest terms, d > 0; d = 1 only where n is past 2⁵³. */
export interface Ratio {
  readonly n: bigint
  readonly d: bigint
}

/** A safe integer (never −0) or a {@link Ratio} (never 0): exact. Any other number is a decimal, in double precision. */
export type Exact = number | Ratio

/** Whether a value is a decimal, not an exact number: beyond 2⁵³ a double is whole, whatever it stands for. */
export function isDecimal(x: Exact): x is number {
  return typeof x === 'number' && !Number.isSafeInteger(x)
}

/** A number without its sign. */
// Stryker disable next-line EqualityOperator: 0 is its own negative
export const magnitude = (n: bigint): bigint => (n < 0n ? -n : n)

const largest = BigInt(Number.MAX_SAFE_INTEGER)

// Euclid; in plain numbers as soon as both fit, which is many times faster than in bigints.
function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)]
  // Stryker disable next-line EqualityOperator: the largest plain number is exact in both
  while (x > largest || y > largest) {
    if (y === 0n) return x
    ;[x, y] = [y, x % y]
  }
  let [m, n] = [Number(x), Number(y)]
  while (n !== 0) [m, n] = [n, m % n]
  return BigInt(m)
}

/** n/d in lowest terms. @throws {RangeError} where d is 0 */
export function ratio(n: bigint, d: bigint): Exact {
  if (d === 0n) throw new RangeError(`${n}/0 has no value`)
  const g = gcd(n, d)
  // Stryker disable next-line EqualityOperator: d is not 0
  const sign = d < 0n ? -1n : 1n
  const top = (sign * n) / g
  const bottom = (sign * d) / g
  return bottom === 1n && magnitude(top) <= largest ? Number(top) : { n: top, d: bottom }
}

const top = (x: Exact): bigint => (typeof x === 'number' ? BigInt(x) : x.n)
const bottom = (x: Exact): bigint => (typeof x === 'number' ? 1n : x.d)

export function add(a: Exact, b: Exact): Exact {
  // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator,StringLiteral,BlockStatement: it only spares work: the way below comes to the same
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    // Stryker disable next-line ConditionalExpression: it only spares work: the way below comes to the same
    if (Number.isSafeInteger(sum)) return sum
  }
  if (isDecimal(a) || isDecimal(b)) return toNumber(a) + toNumber(b)
  return ratio(top(a) * bottom(b) + top(b) * bottom(a), bottom(a) * bottom(b))
}

export function mul(a: Exact, b: Exact): Exact {
  // Stryker disable next-line ConditionalExpression,LogicalOperator,EqualityOperator,StringLiteral,BlockStatement: it only spares work: the way below comes to the same
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b
    // Stryker disable next-line ConditionalExpression: it only spares work: the way below comes to the same
    if (Number.isSafeInteger(product)) return product + 0 // −0 + 0 is 0
  }
  if (isDecimal(a) || isDecimal(b)) return toNumber(a) * toNumber(b)
  return ratio(top(a) * top(b), bottom(a) * bottom(b))
}

/** 1/x. @throws {RangeError} where x is 0 */
export function inv(x: Exact): Exact {
  return isDecimal(x) ? 1 / x : ratio(bottom(x), top(x))
}

/** −1, 0 or 1. */
export function sign(x: Exact): number {
  // Stryker disable next-line EqualityOperator: a fraction is not 0
  return typeof x === 'number' ? Math.sign(x) : x.n < 0n ? -1 : 1
}

export function equal(a: Exact, b: Exact): boolean {
  // Stryker disable next-line ConditionalExpression,LogicalOperator,StringLiteral: a number has no n, and so is no fraction's equal
  if (typeof a === 'number' || typeof b === 'number') return a === b
  return a.n === b.n && a.d === b.d
}

/** Negative, zero or positive as a is less than, equal to or more than b. */
export function compare(a: Exact, b: Exact): number {
  // Stryker disable next-line ConditionalExpression,StringLiteral: it only spares work: the way below comes to the same
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (isDecimal(a) || isDecimal(b)) return toNumber(a) - toNumber(b)
  const difference = top(a) * bottom(b) - top(b) * bottom(a)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** √x: exact where it is rational, else a decimal; NaN where x < 0. */
export function sqrt(x: Exact): Exact {
  if (isDecimal(x)) return Math.sqrt(x)
  const n = integerRoot(top(x))
  const d = integerRoot(bottom(x))
  return n === undefined || d === undefined ? Math.sqrt(toNumber(x)) : ratio(n, d)
}

function integerRoot(n: bigint): bigint | undefined {
  const root = rootBelow(n)
  return root * root === n ? root : undefined
}

/** ⌊√n⌋ for n ≥ 0; a number below 0, which has no root, as it is. */
export function rootBelow(n: bigint): bigint {
  if (n < 2n) return n
  let guess = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + n / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

const bits = (n: bigint): number => n.toString(2).length

/** The nearest double, ties to even; correct also where numerator and denominator are beyond a double's range, and where the
 *  value is subnormal. */
export function toNumber(x: Exact): number {
  if (typeof x === 'number') return x
  const size = magnitude(x.n)
  // Doubles hold both exactly, so that the division rounds only once.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: it only spares work: the way below comes to the same
  if (size <= largest && x.d <= largest) return Number(x.n) / Number(x.d)
  // Else keep more bits than a double has, but none far below its smallest; the last bit says whether anything was left
  // over. So it is rounded once: as it becomes a double, or as that is scaled down.
  const shift = Math.min(1076, Math.max(0, bits(x.d) - bits(size) + 64))
  const shifted = size << BigInt(shift)
  const quotient = (shifted / x.d) | (shifted % x.d === 0n ? 0n : 1n)
  return sign(x) * Number(quotient) * 2 ** -500 * 2 ** (500 - shift)
}

/** The number of digits it takes to write x, numerator and denominator together. */
export function digits(x: Exact): number {
  return typeof x === 'number' ? String(Math.abs(x)).length : String(x.n).length + String(x.d).length
}

/** x as text: an integer, or "n/d". */
export function toText(x: Exact): string {
  return typeof x === 'number' || x.d === 1n ? String(typeof x === 'number' ? x : x.n) : `${x.n}/${x.d}`
}

/** The number in a lesson's cell, which the schema has already checked. @throws {RangeError} where text is not a fraction */
export function fromCell(cell: number | string): Exact {
  if (typeof cell === 'number') return cell + 0
  const parts = /^(-?\d+)(?:\/(\d+))?$/.exec(cell)
  if (!parts) throw new RangeError(`"${cell}" is not an integer or a fraction n/d`)
  return ratio(BigInt(parts[1] ?? 0), BigInt(parts[2] ?? 1))
}

/** x as a cell of an answer: an integer, or "n/d"; an integer beyond 2⁵³ as a string of digits. */
export function toCell(x: Exact): number | string {
  return typeof x === 'number' ? x : toText(x)
}
