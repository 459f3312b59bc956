// Number systems: the operations a cell is computed with. The `exact` one and double precision are here.

import { at } from './at.ts'
import type { Exact } from './exact.ts'
import * as q from './exact.ts'
import type { Why } from './graph.ts'

/** The operations a cell can be computed with. `R` is a number, an expression, a range … */
export interface Arith<R> {
  /** A literal of the model itself, such as the −1 of a difference. */
  num(value: Exact): R
  /** The sum; of nothing, 0. */
  sum(terms: readonly R[]): R
  mul(a: R, b: R): R
  /** 1/x */
  inv(x: R): R
  sqrt(x: R): R
  /** max(0, x) */
  relu(x: R): R
  /** 1 where x > 0, else 0: the derivative of relu, 0 at 0. */
  step(x: R): R
  tanh(x: R): R
  sin(x: R): R
  cos(x: R): R
  /** The binary digit of x at 2^place, for a whole number x. */
  bit(x: R, place: number): R
  /** The attention weight of one entry in a column of scores: softmax, or 1 for the largest, where ties share equally. */
  share(scores: readonly R[], index: number, soft: boolean): R
  /** A value that stands in place of a computed one, and why. */
  amended(value: Exact, computed: () => R, why: Why): R
}

/** Integers and fractions without rounding; decimals once a softmax, tanh, sine, cosine or irrational root needs them. */
export const exact: Arith<Exact> = {
  num: value => value,
  sum: terms => {
    let total: Exact = 0
    for (const term of terms) total = q.add(total, term)
    return total
  },
  mul: q.mul,
  inv: q.inv,
  sqrt: q.sqrt,
  relu: x => (q.sign(x) > 0 || Number.isNaN(x) ? x : 0),
  step: x => (q.sign(x) > 0 ? 1 : 0),
  tanh: x => Math.tanh(q.toNumber(x)),
  sin: x => Math.sin(q.toNumber(x)),
  cos: x => Math.cos(q.toNumber(x)),
  bit: (x, place) => float.bit(q.toNumber(x), place),
  share: (scores, index, soft) => {
    if (soft) return float.share(scores.map(q.toNumber), index, soft)
    const [own, best] = [at(scores, index, 'a column of scores'), largest(scores, q.compare)]
    if (!q.equal(own, best)) return 0
    return q.ratio(1n, BigInt(scores.filter(score => q.equal(score, best)).length))
  },
  amended: value => value,
}

/** a − b; 0 where only rounding may be left of two decimals. For what is told of numbers: a matrix keeps what comes out. */
export function difference(a: Exact, b: Exact): Exact {
  const left = q.add(a, q.mul(-1, b))
  const size = Math.abs(q.toNumber(a)) + Math.abs(q.toNumber(b))
  // Stryker disable next-line EqualityOperator: no two doubles lie so many roundings apart to the bit
  return q.isDecimal(left) && Number.isFinite(size) && Math.abs(left) <= roundings * 2 ** -53 * size ? 0 : left
}

/** Whether two numbers are equal, but for rounding. */
export const alike = (a: Exact, b: Exact): boolean => difference(a, b) === 0

/** Within so many roundings of two numbers, no digit of their difference is certain. */
const roundings = 64

/** Double precision. */
export const float: Arith<number> = {
  num: q.toNumber,
  sum: terms => {
    let total = 0
    for (const term of terms) total += term
    return total
  },
  mul: (a, b) => a * b,
  inv: x => 1 / x,
  sqrt: Math.sqrt,
  relu: x => (x > 0 || Number.isNaN(x) ? x : 0),
  step: x => (x > 0 ? 1 : 0),
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  bit: (x, place) => Math.floor(x / 2 ** place) - 2 * Math.floor(x / 2 ** (place + 1)),
  share: (scores, index, soft) => {
    const best = largest(scores, (a, b) => a - b)
    const own = at(scores, index, 'a column of scores')
    if (!soft) return own === best ? 1 / scores.filter(score => score === best).length : 0
    let total = 0
    for (const score of scores) total += Math.exp(score - best)
    return Math.exp(own - best) / total
  },
  amended: q.toNumber,
}

/** a·b of bounds: 0 times a number is 0, however little is known of the number. */
export const timesBound = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b)

function largest<R>(xs: readonly R[], compare: (a: R, b: R) => number): R {
  // Stryker disable next-line EqualityOperator: of those that are equal, one is as large as the other
  return xs.reduce((best, x) => (compare(x, best) > 0 ? x : best))
}
