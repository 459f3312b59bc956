// Bounds on rounding: real floating point, in any order of sums, stays inside them; what is exact has none.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arith, float } from '../src/arith.ts'
import { type Bounded, bounded, double, type Precision, single } from '../src/bounded.ts'
import { gelu, layerNorm, linear, meanSquare, overRoot } from '../src/composites.ts'
import { evaluate, type Grid } from '../src/evaluate.ts'
import { type Exact, ratio, toNumber } from '../src/exact.ts'
import { gradient } from '../src/gradient.ts'
import { input, matmul, relu, share, transpose } from '../src/ops.ts'

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
        for (const [name, cells] of Object.entries(found))
          cells?.forEach((row, r) =>
            row.forEach((cell, c) => {
              const { value, error } = bounds[name]![r]![c]!
              expect(Math.abs(cell - toNumber(value)), `${name} ${r} ${c}`).toBeLessThanOrEqual(error)
            }),
          )
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
  it('ends where the digits end', () => {
    expect(k.num(2 ** 24).error).toBe(0)
    expect(k.num(2 ** 24 + 1).error).toBeGreaterThan(0)
    expect(bounded(double).num(2 ** 24 + 1).error).toBe(0)
    expect(k.sum([k.num(2 ** 23), k.num(1)]).error).toBe(0)
    expect(k.sum([k.num(2 ** 24), k.num(1)]).error).toBeGreaterThan(0)
    expect(k.num(ratio(1n, 3n)).error).toBeGreaterThan(0)
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
