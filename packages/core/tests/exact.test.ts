import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  digits,
  type Exact,
  equal,
  fromCell,
  inv,
  mul,
  ratio,
  sign,
  sqrt,
  toCell,
  toNumber,
  toText,
} from '../src/exact.ts'

const big = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const below = fc.bigInt({ min: 1n, max: 10n ** 12n })
const fraction = fc.tuple(big, below).map(([n, d]) => ratio(n, d))
const any = fc.oneof(fc.integer(), fc.maxSafeInteger(), fraction)

const top = (x: Exact): bigint => (typeof x === 'number' ? BigInt(x) : x.n)
const bottom = (x: Exact): bigint => (typeof x === 'number' ? 1n : x.d)

describe('exact numbers', () => {
  it('have one form for one value', () => {
    fc.assert(
      fc.property(big, below, fc.bigInt({ min: 1n, max: 1000n }), (n, d, k) => {
        expect(ratio(n * k, d * k)).toEqual(ratio(n, d))
        const x = ratio(n, d)
        expect(bottom(x) > 0n).toBe(true)
        if (typeof x === 'number') expect(Number.isSafeInteger(x) && !Object.is(x, -0)).toBe(true)
        else expect(x.d > 1n || x.n > 9007199254740991n || x.n < -9007199254740991n).toBe(true)
      }),
    )
  })

  it('add and multiply as bigints do', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(add(a, b)).toEqual(ratio(top(a) * bottom(b) + top(b) * bottom(a), bottom(a) * bottom(b)))
        expect(mul(a, b)).toEqual(ratio(top(a) * top(b), bottom(a) * bottom(b)))
        expect(Math.sign(compare(a, b))).toBe(sign(add(a, mul(b, -1))))
        expect(equal(a, b)).toBe(compare(a, b) === 0)
      }),
    )
  })

  it('undo themselves', () => {
    fc.assert(
      fc.property(any, x => {
        expect(add(x, mul(x, -1))).toBe(0)
        if (sign(x) !== 0) expect(mul(x, inv(x))).toBe(1)
        expect(sqrt(mul(x, x))).toEqual(sign(x) < 0 ? mul(x, -1) : x)
        expect(fromCell(toCell(x))).toEqual(x)
      }),
    )
  })

  it('are refused below a line of 0', () => {
    expect(() => inv(0)).toThrow('1/0 has no value')
    expect(() => fromCell('one half')).toThrow('"one half" is not an integer or a fraction n/d')
  })

  it('become the nearest double, far beyond its range too', () => {
    expect(toNumber(ratio(10n ** 400n + 1n, 3n * 10n ** 400n))).toBeCloseTo(1 / 3, 15)
    expect(toNumber(ratio(-(10n ** 400n), 10n ** 400n * 8n + 1n))).toBeCloseTo(-1 / 8, 15)
    expect(toNumber(ratio(1n, 10n ** 20n))).toBeCloseTo(1e-20, 30)
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1 }),
        (n, d) => Math.abs(toNumber(ratio(BigInt(n), BigInt(d))) - n / d) <= Math.abs(n / d) * 2 ** -51,
      ),
    )
  })

  it('stay decimals once they are', () => {
    expect(add(0.5, ratio(1n, 2n))).toBe(1)
    expect(mul(0.5, ratio(1n, 3n))).toBeCloseTo(1 / 6, 15)
    expect(sqrt(2)).toBe(Math.SQRT2)
    expect(inv(0.25)).toBe(4)
    expect(mul(0.5, 0)).toBe(0)
    expect(compare(0.5, ratio(1n, 3n))).toBeGreaterThan(0)
  })

  it('say how long they are', () => {
    expect(digits(-120)).toBe(3)
    expect(toText(ratio(-2n, 6n))).toBe('-1/3')
    expect(toCell(ratio(2n ** 60n, 1n))).toBe('1152921504606846976')
  })
})
