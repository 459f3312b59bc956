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
  isDecimal,
  mul,
  ratio,
  rootBelow,
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

const bitsOf = (x: number): bigint => new DataView(Float64Array.of(x).buffer).getBigUint64(0, true)
/** The next double, farther from 0 or nearer. */
const beside = (x: number, by: bigint): number => {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, x === 0 ? 1n : bitsOf(x) + by)
  return view.getFloat64(0)
}
/** A double as the fraction that it is: so many times the smallest. */
function fractionOf(x: number): Exact {
  const [power, bits] = [(bitsOf(x) >> 52n) & 2047n, bitsOf(x) & ((1n << 52n) - 1n)]
  const times = power === 0n ? bits : (bits + (1n << 52n)) << (power - 1n)
  return ratio(x < 0 ? -times : times, 1n << 1074n)
}
/** How far a number is from a double. */
const apart = (x: Exact, double: number): Exact => {
  const off = add(x, mul(-1, fractionOf(double)))
  return sign(off) < 0 ? mul(-1, off) : off
}

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
    expect(toNumber(ratio(10n ** 400n + 1n, 3n * 10n ** 400n))).toBe(1 / 3)
    expect(toNumber(ratio(-(10n ** 400n), 10n ** 400n * 8n + 1n))).toBe(-1 / 8)
    expect([ratio(1n, 10n ** 20n), ratio(1n, 10n ** 320n), ratio(-1n, 10n ** 330n)].map(toNumber)).toEqual([
      1e-20, 1e-320, -0,
    ])
    const most = BigInt(Number.MAX_VALUE)
    expect([ratio(most * 3n, 3n), ratio(most * 3n + 1n, 3n), ratio(most * 2n, 1n)].map(toNumber)).toEqual([
      Number.MAX_VALUE,
      Number.MAX_VALUE,
      Number.POSITIVE_INFINITY,
    ])
    const odd = (1n << 53n) + 1n // half way between two doubles
    expect([ratio(odd, 1n), ratio(odd * 10n ** 30n + 1n, 10n ** 30n)].map(toNumber)).toEqual([2 ** 53, 2 ** 53 + 2])
    fc.assert(
      fc.property(big, below, fc.integer({ min: -1100, max: 920 }), (n, d, power) => {
        const x = power < 0 ? ratio(n, d << BigInt(-power)) : ratio(n << BigInt(power), d)
        const found = toNumber(x)
        for (const by of [-1n, 1n])
          expect(compare(apart(x, found), apart(x, beside(found, by)))).toBeLessThanOrEqual(
            bitsOf(found) % 2n === 0n ? 0 : -1,
          )
      }),
    )
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        (n, d) => toNumber(ratio(BigInt(n), BigInt(d))) === n / d,
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

describe('at the edges', () => {
  const most = 9007199254740991n

  it('plain numbers reach to 2⁵³ − 1 on both sides', () => {
    expect([ratio(most, 1n), ratio(-most, 1n)]).toEqual([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
    expect([ratio(most + 1n, 1n), ratio(-most - 1n, 1n)]).toEqual([
      { n: most + 1n, d: 1n },
      { n: -most - 1n, d: 1n },
    ])
    expect(add(Number.MAX_SAFE_INTEGER, 1)).toEqual({ n: most + 1n, d: 1n })
    expect(mul(Number.MAX_SAFE_INTEGER, -2)).toEqual({ n: -2n * most, d: 1n })
    expect(add({ n: most + 1n, d: 1n }, -1)).toBe(Number.MAX_SAFE_INTEGER)
  })

  it.each([
    [2n ** 70n, 2n ** 69n, 2],
    [3n * 2n ** 60n, 5n * 2n ** 60n, { n: 3n, d: 5n }],
    [0n, 2n ** 70n, 0],
    [-(2n ** 60n), 2n ** 60n, -1],
    [2n ** 60n, -(2n ** 120n), { n: -1n, d: 2n ** 60n }],
    [2n ** 70n, 3n, { n: 2n ** 70n, d: 3n }],
    [7n, 7n * 2n ** 80n, { n: 1n, d: 2n ** 80n }],
    [most, 2n * most, { n: 1n, d: 2n }],
    [most + 1n, most + 1n, 1],
    [-3n, -6n, { n: 1n, d: 2n }],
    [1n, -2n, { n: -1n, d: 2n }],
  ])('%s over %s is in lowest terms', (n, d, value) => {
    expect(ratio(n, d)).toEqual(value)
  })

  it('nothing is −0, and nothing is over 0', () => {
    expect(Object.is(mul(0, -5), 0)).toBe(true)
    expect(Object.is(fromCell(-0), 0)).toBe(true)
    expect(() => ratio(3n, 0n)).toThrow(new RangeError('3/0 has no value'))
    expect(() => fromCell('1/0')).toThrow('1/0 has no value')
  })

  it('a decimal is told from an exact number', () => {
    expect([0.5, Number.NaN, Number.POSITIVE_INFINITY, 3, 0].map(isDecimal)).toEqual([true, true, true, false, false])
    // Beyond 2⁵³ too: no digit is made up.
    const [huge, third] = [mul(1.5, 1e17), ratio(1n, 3n)]
    expect([huge, add(huge, third), mul(huge, huge), inv(huge)].map(isDecimal)).toEqual([true, true, true, true])
    expect(isDecimal(ratio(1n, 2n))).toBe(false)
    expect(add(0.25, ratio(1n, 2n))).toBe(0.75)
    expect(add(ratio(1n, 2n), 0.25)).toBe(0.75)
    expect(mul(ratio(1n, 2n), 0.5)).toBe(0.25)
  })

  it('signs, equals and order, of numbers, fractions and decimals', () => {
    const [third, half] = [ratio(1n, 3n), ratio(1n, 2n)]
    expect([ratio(-1n, 3n), -2, -0.5, 0, 0.5, 2, third].map(sign)).toEqual([-1, -1, -1, 0, 1, 1, 1])
    expect([equal(third, ratio(2n, 6n)), equal(third, half), equal(third, ratio(2n, 3n)), equal(third, 1)]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect([equal(1, third), equal(2, 2), equal(2, 3)]).toEqual([false, true, false])
    expect([compare(third, half), compare(half, third), compare(half, half)].map(Math.sign)).toEqual([-1, 1, 0])
    expect([compare(1, half), compare(half, 1), compare(2, 3), compare(half, 0.5)].map(Math.sign)).toEqual([
      1, -1, -1, 0,
    ])
    expect([compare(0.4, half), compare(half, 0.4)].map(Math.sign)).toEqual([-1, 1])
  })

  it('inverses', () => {
    expect([inv(-3), inv(ratio(-1n, 2n)), inv(ratio(2n, 3n)), inv(1), inv(0.5)]).toEqual([
      { n: -1n, d: 3n },
      -2,
      { n: 3n, d: 2n },
      1,
      2,
    ])
  })

  it('roots, exact for every square and decimals between', () => {
    for (let n = 0; n <= 300; n++) {
      const root = sqrt(n)
      expect([n, root]).toEqual([n, Math.sqrt(n)])
      expect(sqrt(ratio(BigInt(n), 49n))).toEqual(
        Number.isInteger(Math.sqrt(n)) ? ratio(BigInt(Math.sqrt(n)), 7n) : Math.sqrt(toNumber(ratio(BigInt(n), 49n))),
      )
    }
    for (const n of [10n ** 20n, 3n ** 35n, 2n ** 53n - 1n, 2n ** 64n + 1n])
      expect(sqrt(ratio(n * n, 1n))).toEqual(ratio(n, 1n))
    expect(sqrt(ratio(10n ** 40n + 1n, 1n))).toBe(1e20)
    expect(sqrt(ratio(4n, 3n))).toBeCloseTo(Math.sqrt(4 / 3), 12)
    expect(sqrt(ratio(2n, 9n))).toBeCloseTo(Math.SQRT2 / 3, 12)
    expect([sqrt(0.25), sqrt(2.25)]).toEqual([0.5, 1.5])
    expect([sqrt(-4), sqrt(-1), sqrt(ratio(-4n, 9n))]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it('whole roots, rounded down', () => {
    for (let n = 0; n <= 300; n++) expect(rootBelow(BigInt(n))).toBe(BigInt(Math.floor(Math.sqrt(n))))
  })

  it('lengths and texts', () => {
    expect([0, -7, 120, ratio(-1n, 3n), ratio(10n, 21n)].map(digits)).toEqual([1, 1, 3, 3, 4])
    expect([-7, ratio(-1n, 3n), ratio(2n ** 60n, 1n)].map(toText)).toEqual(['-7', '-1/3', '1152921504606846976'])
    expect([toCell(-7), toCell(ratio(1n, 2n))]).toEqual([-7, '1/2'])
  })

  it.each(['x1', '1x', '1/2x', 'x1/2', '1/-2', '1/', '/2', '1.5', '', '1//2'])('“%s” is no cell', text => {
    expect(() => fromCell(text)).toThrow(new RangeError(`"${text}" is not an integer or a fraction n/d`))
  })

  it('cells of digits, signs and lines', () => {
    expect(['12', '-12', '-6/4', '10/20'].map(fromCell)).toEqual([12, -12, { n: -3n, d: 2n }, { n: 1n, d: 2n }])
  })

  it('doubles of fractions on both sides of 1 and 0', () => {
    expect([ratio(-1n, 2n), ratio(7n, 4n), ratio(2n ** 60n, 1n), ratio(-(2n ** 200n), 3n)].map(toNumber)).toEqual([
      -0.5,
      1.75,
      2 ** 60,
      -(2 ** 200) / 3,
    ])
    expect(toNumber(ratio(1n, 3n))).toBe(1 / 3)
    expect(toNumber(ratio(2n ** 100n + 1n, 2n ** 100n))).toBe(1)
  })
})
