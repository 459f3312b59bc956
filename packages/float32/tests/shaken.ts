// A number system that shakes every result by as much as single precision may round it: how far a few shaken readings of
// a graph lie apart says how far a single-precision one may be off. (Monte Carlo arithmetic: Parker, Pierce & Eggert 2000.)
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { toNumber } from '@dit-by-hand/graph/exact'

const u = 2 ** -24

/** @param next random numbers in (−1, 1) */
export function shaken(next: () => number): Arith<number> {
  const shake = (value: number, roundings = 1): number => value + value * u * Math.sqrt(roundings) * next() * 2
  return {
    ...float,
    num: q => shake(toNumber(q)),
    sum: terms => {
      let [total, size] = [0, 0]
      for (const term of terms) {
        total += term
        size += Math.abs(term)
      }
      return total + size * u * Math.sqrt(terms.length) * next()
    },
    mul: (a, b) => shake(a * b),
    inv: x => shake(1 / x),
    sqrt: x => shake(Math.sqrt(x)),
    tanh: x => shake(Math.tanh(x), 4),
    sin: x => shake(Math.sin(x), 4),
    cos: x => shake(Math.cos(x), 4),
    share: (scores, index, soft) =>
      shake(
        float.share(
          scores.map(score => shake(score)),
          index,
          soft,
        ),
        4,
      ),
  }
}
