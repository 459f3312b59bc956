// Bounds on rounding: real floating point, in any order of sums, stays inside them; what is exact has none.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arith, float } from '../src/arith.ts'
import { type Bounded, bounded, double, type Precision, single } from '../src/bounded.ts'
import { linear, meanSquare, overRoot } from '../src/composites.ts'
import { evaluate, type Grid } from '../src/evaluate.ts'
import { type Exact, ratio, toNumber } from '../src/exact.ts'
import { gradient } from '../src/gradient.ts'
import { input, matmul, relu, share, transpose } from '../src/ops.ts'
import { gelu, layerNorm } from '../src/transformer.ts'

/** Single precision as a machine does it: every result rounded; sums from the front or from the back. */
const rounding = (round: (x: number) => number, backwards: boolean): Arith<number> => ({
  ...float,
  num: value => round(toNumber(value)),
  sum: terms => (backwards ? terms.toReversed() : terms).reduce((total, term) => round(total + term), 0),
  mul: (a, b) => round(a * b),
  inv: x => round(1 / x),
  sqrt: x => round(Math.sqrt(x)),
  tanh: x => round(Math.tanh(x)),
  sin: x => round(Math.sin(x)),
  cos: x => round(Math.cos(x)),
  share: (scores, index, soft) => {
    if (!soft) return round(float.share(scores, index, soft))
    const best = Math.max(...scores)
    const powers = scores.map(score => round(Math.exp(round(score - best))))
    return round(powers[index]! / powers.reduce((total, power) => round(total + power), 0))
  },
})

const [W, x, b] = [input('W', [3, 2]), input('x', [2, 4]), input('b', [3, 1])]
const y = linear(W, x, b)
const soft = share(overRoot(matmul(transpose(y), y), 3), true)
const pooled = matmul(y, soft)
const net = {
  y,
  relu: relu(y),
  soft,
  hard: share(y, false),
  pooled,
  loss: meanSquare(pooled),
  normal: layerNorm(matmul(transpose(y), y)),
  gelu: gelu(y),
  ...gradient(pooled, pooled, { W, b }),
}

const fraction = fc.tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 1, max: 9 }))
const grid = (rows: number, columns: number): fc.Arbitrary<Grid<Exact>> =>
  fc
    .array(fraction, { minLength: rows * columns, maxLength: rows * columns })
    .map(cells =>
      Array.from({ length: rows }, (_, r) =>
        cells.slice(r * columns, (r + 1) * columns).map(([n, d]) => ratio(BigInt(n), BigInt(d))),
      ),
    )

const bring = <R>(grids: { readonly [name: string]: Grid<Exact> }, as: (value: Exact) => R) =>
  Object.fromEntries(Object.entries(grids).map(([name, cells]) => [name, cells.map(row => row.map(as))]))

describe.each([
  ['single', single, Math.fround],
  ['double', double, (value: number) => value],
] as const)('%s precision', (_name, precision: Precision, round) => {
  const k = bounded(precision)
  it('stays inside its bounds, whichever way sums go', () => {
    fc.assert(
      fc.property(grid(3, 2), grid(2, 4), grid(3, 1), fc.boolean(), (cw, cx, cb, backwards) => {
        const given = { W: cw, x: cx, b: cb }
        const bounds: { readonly [name: string]: Grid<Bounded> | undefined } = evaluate(net, bring(given, k.num), k)
        const found = evaluate(
          net,
          bring(given, value => round(toNumber(value))),
          rounding(round, backwards),
        )
        for (const [name, cells] of Object.entries(found)) {
          const beyond = cells?.flatMap((row, r) =>
            row.filter((cell, c) => {
              const { value, error } = bounds[name]![r]![c]!
              return !(Math.abs(cell - toNumber(value)) <= error)
            }),
          )
          expect(beyond, name).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is not much looser than it must be: a thousand units at most in a product of two rounded matrices', () => {
    const cells = evaluate(
      { y },
      bring(
        {
          W: [
            [ratio(1n, 3n), 5],
            [1, 1],
            [2, 2],
          ],
          x: [
            [1, 2, 3, 4],
            [ratio(1n, 7n), 1, 1, 1],
          ],
          b: [[1], [1], [1]],
        },
        k.num,
      ),
      k,
    ).y!
    for (const { value, error } of cells.flat())
      expect(error).toBeLessThan(1000 * 2 ** -precision.digits * (1 + Math.abs(toNumber(value))))
    expect(cells[0]![0]!.error).toBeGreaterThan(0)
  })
})

describe('what is exact', () => {
  const k = bounded(single)
  it('has no error: small whole numbers, halves, ties and zeros', () => {
    const whole = evaluate(
      { y, relu: relu(y), hard: share(y, false) },
      bring(
        {
          W: [
            [1, 0],
            [ratio(1n, 2n), 1],
            [1, 0],
          ],
          x: [
            [2, -4, 0, 6],
            [1, 1, 1, 1],
          ],
          b: [[0], [0], [0]],
        },
        k.num,
      ),
      k,
    )
    for (const cells of Object.values(whole))
      expect(cells!.flat().every(({ value, error }) => error === 0 || value === 0 || toNumber(value) === 1 / 3)).toBe(
        true,
      )
    expect(whole.hard![0]!.map(({ value }) => toNumber(value))).toEqual([1 / 3, 0, 0, 0.5])
  })
  it('ends where the digits end, of fractions, decimals and sums as of whole numbers', () => {
    const [d, third] = [bounded(double), ratio(1n, 3n)]
    expect([0.1, -(2 ** 24 + 1), third].map(value => k.num(value).error > 0)).toEqual([true, true, true])
    expect([0.1, -(2 ** 24 + 1), third].map(value => d.num(value).error > 0)).toEqual([false, false, true])
    expect([0, -(2 ** 24), ratio(2n ** 60n, 1n), ratio(-3n, 1n << 40n)].map(value => k.num(value).error)).toEqual([
      0, 0, 0, 0,
    ])
    expect(d.num(ratio(2n ** 53n + 1n, 1n)).error).toBeGreaterThan(0)
    const half = ratio(1n, 2n)
    const error = (...of: readonly Exact[]): number => k.sum(of.map(k.num)).error
    expect([error(2 ** 23, 2 ** 23), error(2 ** 22, half), error(half, 2 ** 21, ratio(1n, 4n))]).toEqual([0, 0, 0])
    expect(error(2 ** 22, ratio(2n ** 23n - 1n, 2n), half)).toBe(0)
    for (const terms of [
      [2 ** 23, half, half],
      [half, 2 ** 24],
      [2 ** 24, -(2 ** 24), 1],
      [half, 2 ** 23, ratio(1n, 4n)],
    ])
      expect(error(...terms)).toBeGreaterThan(0)
    expect(d.sum([d.num(0.1), d.num(0.2)]).error).toBeGreaterThan(0)
  })
  it('ends where the digits end', () => {
    expect(k.num(2 ** 24).error).toBe(0)
    expect(k.num(2 ** 24 + 1).error).toBeGreaterThan(0)
    expect(bounded(double).num(2 ** 24 + 1).error).toBe(0)
    expect(k.sum([k.num(2 ** 23), k.num(1)]).error).toBe(0)
    expect(k.sum([k.num(2 ** 24), k.num(1)]).error).toBeGreaterThan(0)
    expect(k.num(ratio(1n, 3n)).error).toBeGreaterThan(0)
  })
  it('stays what it is alone, however rounded, and is 0 times anything', () => {
    const third = k.num(ratio(1n, 3n))
    expect(k.sum([third])).toEqual(third)
    expect(k.sum([])).toEqual({ value: 0, error: 0 })
    expect(k.mul(k.num(0), third)).toEqual({ value: 0, error: 0 })
    expect(k.share([third], 0, true)).toEqual({ value: 1, error: 0 })
  })
  it('is tanh, sine and cosine of 0, but not of what is only near', () => {
    const nothing = k.num(0)
    expect([k.tanh(nothing), k.sin(nothing), k.cos(nothing)].map(({ value, error }) => [value, error])).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
    ])
    for (const make of [k.tanh, k.sin, k.cos]) expect(make({ value: 0, error: 0.1 }).error).toBeGreaterThan(0.1)
    expect(k.tanh(k.num(40))).toEqual({ value: 1, error: expect.closeTo(4 * 2 ** -24, 12) })
    expect([k.bit(k.num(2), 1), k.bit({ value: 2, error: 0.1 }, 1)].map(({ error }) => error)).toEqual([0, 1])
  })
  it('leaves a choice open that rounding may turn', () => {
    const third = k.num(ratio(1n, 3n))
    expect(k.share([third, third], 0, false).error).toBe(0.5)
    expect(k.share([third, k.num(1)], 0, false)).toEqual({ value: 0, error: 0 })
    expect(k.step(k.sum([third, k.num(ratio(-1n, 3n))])).error).toBe(1)
    expect(k.relu({ value: ratio(-1n, 2n), error: 0.25 })).toEqual({ value: 0, error: 0 })
    expect(k.relu({ value: ratio(-1n, 2n), error: 1 })).toEqual({ value: 0, error: 0.5 })
    expect(k.inv({ value: 1, error: 2 }).error).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('how far off a result may be', () => {
  const k = bounded(single)
  const unit = 2 ** -24
  const third = k.num(ratio(1n, 3n))
  const near = (value: Exact, error: number): Bounded => ({ value, error })
  /** In units of the last place of 1. */
  const units = ({ error }: Bounded): number => error / unit

  it('is half a unit in the last place for one rounding, and for a sum one more for each of its terms', () => {
    expect(units(third)).toBeCloseTo(1 / 3, 6)
    expect(units(k.sum([third, third, third]))).toBeCloseTo(4, 5)
    expect(units(k.sum([third, k.num(ratio(-1n, 3n))]))).toBeCloseTo(4 / 3, 5)
    const half = near(ratio(1n, 2n), 0.25)
    expect(units(k.sum([half, half])) - 0.5 / unit).toBeCloseTo(3, 5)
    expect(units(k.sum([near(ratio(1n, 2n), 0), near(ratio(1n, 2n), unit)]))).toBeCloseTo(3, 5)
  })

  it('is four units for a function of a library, and what double precision knows of a decimal', () => {
    expect(units(k.tanh(k.num(1))) / Math.tanh(1)).toBeCloseTo(4, 6)
    const d = bounded(double)
    expect(d.tanh(d.num(1)).error / 2 ** -53 / Math.tanh(1)).toBeCloseTo(6, 6)
    expect(d.sin(d.num(1)).error / 2 ** -53 / Math.sin(1)).toBeCloseTo(6, 6)
    expect(d.cos(d.num(1)).error / 2 ** -53 / Math.cos(1)).toBeCloseTo(6, 6)
  })

  it('may be all of what is too small to be held', () => {
    const small = k.num(ratio(1n, 3n << 150n))
    expect(small.error).toBeGreaterThanOrEqual(toNumber(small.value))
  })

  it('follows from how far off its parts are', () => {
    expect(k.mul(near(2, 0.1), near(-3, 0.2)).error).toBeCloseTo(0.72, 6)
    expect(units(k.mul(near(1, 0.5), k.num(1))) - 0.5 / unit).toBeCloseTo(1.5, 6)
    const open = near(1, Number.POSITIVE_INFINITY)
    expect([k.mul(k.num(0), open), k.mul(open, k.num(0))]).toEqual([near(0, 0), near(0, 0)])
    expect(k.mul(near(0, 0.1), open).error).toBe(Number.POSITIVE_INFINITY)
    expect(k.inv(near(2, 1)).error).toBeCloseTo(0.5, 6)
    expect(k.inv(near(-4, 2)).error).toBeCloseTo(0.25, 6)
    expect(k.inv(near(1, 1)).error).toBe(Number.POSITIVE_INFINITY)
    expect(k.inv(k.num(4))).toEqual(near(ratio(1n, 4n), 0))
    expect(k.sqrt(near(4, 1)).error).toBeCloseTo(2 - Math.sqrt(3), 6)
    expect(k.sqrt(near(1, 2)).error).toBeCloseTo(2, 6)
    expect([k.sqrt(k.num(9)), k.sqrt(k.num(0))]).toEqual([near(3, 0), near(0, 0)])
    expect(k.relu(near(ratio(1n, 2n), 1))).toEqual(near(ratio(1n, 2n), 1))
    expect([near(1, 1), near(-1, 1), near(1, 0.5), near(0, 0)].map(of => k.step(of).error)).toEqual([1, 1, 0, 0])
    expect(k.amended(ratio(1n, 3n), () => near(0, 0), 'edit')).toEqual(third)
  })

  it('of softmax grows with how far the scores may move, how far apart and how many they are', () => {
    const share = (...scores: readonly Bounded[]) => k.share(scores, 0, true)
    const alike = share(k.num(0), k.num(3), k.num(-1))
    expect(units(alike) / toNumber(alike.value)).toBeCloseTo(3 + 8 + 2 + 4 + 1, 4)
    const moved = share(k.num(0), near(3, 0.01), k.num(-1))
    expect(moved.error / toNumber(moved.value)).toBeCloseTo(Math.expm1(0.02), 5)
    // Single precision may be off by thousands here: nothing is left to the one far below, everything is open to two that lead.
    const wide = [k.num(1e11), k.num(1e11), k.num(0)]
    expect(wide.map((_, i) => k.share(wide, i, true).error.toFixed(6))).toEqual(['1.000000', '1.000000', '0.000000'])
  })

  it('of a hard maximum is nothing where one leads or ties are exact, and all where rounding may turn it', () => {
    const errors = (...scores: readonly Bounded[]) => scores.map((_, i) => k.share(scores, i, false).error)
    expect(errors(k.num(2), k.num(2), k.num(1))).toEqual([0, 0, 0])
    expect(errors(near(5, 0.1), k.num(1))).toEqual([0, 0])
    expect(errors(k.num(2), k.num(2), near(0, 0.1))).toEqual([0, 0, 0])
    expect(errors(k.num(1), near(ratio(19n, 20n), 0.1), k.num(0))).toEqual([1, 1, 0])
    expect(errors(k.num(1), near(ratio(9n, 10n), 0.1))).toEqual([1, 1])
    expect(units(k.share([k.num(2), k.num(2), k.num(2)], 0, false))).toBeCloseTo(1 / 3, 6)
  })
})
