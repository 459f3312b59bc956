// Counter-based random numbers: a function of (seed, stream, index), so that any worker can draw any of them, in any order.

/** Four unsigned words of 32 bits. */
export type Words = readonly [number, number, number, number]

const multiplierA = 0xd2511f53
const multiplierC = 0xcd9e8d57
const keyStepA = 0x9e3779b9
const keyStepC = 0xbb67ae85
const rounds = 10

/** The upper 32 bits of the 64 of a·b. */
function highOfProduct(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  // At most (2¹⁶−1)² + 2·(2¹⁶−1), which is less than 2³².
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const lower = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + (middle >>> 16) + (lower >>> 16)) >>> 0
}

/**
 * Philox 4×32 with ten rounds: a counter-based random number generator.
 * (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.)
 */
export function philox([a, b, c, d]: Words, key: readonly [number, number]): Words {
  let [keyA, keyC] = key
  for (let round = 0; round < rounds; round++) {
    const pHigh = highOfProduct(multiplierA, a)
    const pLow = Math.imul(multiplierA, a) >>> 0
    const qHigh = highOfProduct(multiplierC, c)
    const qLow = Math.imul(multiplierC, c) >>> 0
    a = (qHigh ^ b ^ keyA) >>> 0
    b = qLow
    c = (pHigh ^ d ^ keyC) >>> 0
    d = pLow
    keyA = (keyA + keyStepA) >>> 0
    keyC = (keyC + keyStepC) >>> 0
  }
  return [a, b, c, d]
}

/** The last word of the counter, so that uniform and normal numbers of one seed and stream share no bits. */
const uniformKind = 0
const normalKind = 1

const block = (kind: number, seed: number, stream: number, index: number): Words =>
  philox([(index >>> 2) >>> 0, 0, 0, kind], [seed >>> 0, stream >>> 0])

/**
 * Uniform in [0, 1), in steps of 2⁻²⁴, so that single precision holds it exactly.
 * @param seed, @param stream, @param index unsigned whole numbers of 32 bits; larger ones wrap
 */
export function uniformAt(seed: number, stream: number, index: number): number {
  return (block(uniformKind, seed, stream, index)[index & 3]! >>> 8) * 2 ** -24
}

/**
 * Standard normal, rounded to single precision; up to 6.7 from 0 (Box & Muller 1958).
 * @param seed, @param stream, @param index unsigned whole numbers of 32 bits; larger ones wrap
 */
export function normalAt(seed: number, stream: number, index: number): number {
  const words = block(normalKind, seed, stream, index)
  return Math.fround(normalOf(words[index & 2]!, words[(index & 2) + 1]!, (index & 1) === 1))
}

/** One of the two normal numbers from two words. It uses only +, −, ×, ÷ and √ in double precision, in a fixed order, so that
 *  the bits are the same on every machine. */
function normalOf(word: number, turn: number, second: boolean): number {
  const radius = Math.sqrt(-2 * logarithmOf(word))
  // A whole turn is 2³²: split it into the nearest quarter and a rest of at most an eighth.
  const quarter = ((turn + 0x20000000) >>> 30) & 3
  const angle = ((turn - quarter * 0x40000000) | 0) * 1.4629180792671596e-9
  const odd = (quarter & 1) === 1
  const size = odd === second ? cosineOf(angle) : sineOf(angle)
  const negative = ((second ? quarter : quarter + 1) & 2) !== 0
  return radius * (negative ? -size : size)
}

const octaves: readonly number[] = Array.from({ length: 34 }, (_, i) => 2 ** i)

/** ln((word + ½)/2³²), by the series of artanh about the middle of an octave; error below 1e-13. */
function logarithmOf(word: number): number {
  const x = word + 0.5
  let exponent = x < 1 ? -1 : 31 - Math.clz32(word)
  let m = exponent < 0 ? x * 2 : x / octaves[exponent]!
  if (m > Math.SQRT2) {
    m *= 0.5
    exponent++
  }
  const s = (m - 1) / (m + 1)
  return (exponent - 32) * Math.LN2 + 2 * s * polynomial(artanhSeries, s * s)
}

/** sin of an angle of at most an eighth of a turn, by its series; error below 1e-13. */
const sineOf = (angle: number): number => polynomial(sineSeries, angle * angle) * angle

/** cos of an angle of at most an eighth of a turn, by its series; error below 1e-12. */
const cosineOf = (angle: number): number => polynomial(cosineSeries, angle * angle)

const artanhSeries = [15, 13, 11, 9, 7, 5, 3, 1].map(n => 1 / n)
const sineSeries = [6227020800, -39916800, 362880, -5040, 120, -6, 1].map(n => 1 / n)
const cosineSeries = [479001600, -3628800, 40320, -720, 24, -2, 1].map(n => 1 / n)

/** @param coefficients of the highest power first */
function polynomial(coefficients: readonly number[], z: number): number {
  let sum = coefficients[0]!
  for (let i = 1; i < coefficients.length; i++) sum = sum * z + coefficients[i]!
  return sum
}
