// The spec's own arithmetic: exact where it must be, lenient in what it reads, and nothing equal to what is no number.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compare,
  decimal,
  decimals,
  exact,
  exactly,
  magnitude,
  magnitudes,
  near,
  negative,
  same,
  show,
  sign,
  toAnswer,
  toCell,
  type Value,
} from '../src/lesson/number.ts'

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.bigInt({ min: 1n, max: 10n ** 24n }))
  .map(([n, d]) => exactly(`${n}/${d}`))
const value: fc.Arbitrary<Value> = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.maxSafeInteger(), fraction)

describe('reading a cell', () => {
  test.each([
    [2, '2'],
    [-0, '0'],
    ['4/2', '2'],
    ['-6/4', '-3/2'],
    [0.5, '1/2'],
    [2.0, '2'],
    ['9007199254740993', '9007199254740993'],
    ['-18014398509481986/2', '-9007199254740993'],
    [1e20, '100000000000000000000'],
    [12n, '12'],
  ])('%s is %s', (cell, text) => expect(show(exactly(cell))).toBe(text))

  test.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['1/0'],
    ['abc'],
    [''],
    ['1.5'],
    [null],
    [undefined],
    [[1]],
    [true],
  ])('%s is no number', cell => {
    const found = exactly(cell)
    expect(found).toBeNaN()
    expect(same(found, found)).toBe(false)
    expect(near(found, found)).toBe(false)
  })

  test('a double is the very fraction that it is, not the one it looks like', () => {
    expect(same(exactly(0.1), exactly('1/10'))).toBe(false)
    expect(same(exactly(0.375), exactly('3/8'))).toBe(true)
  })
})

describe('exact arithmetic', () => {
  test('sums and products commute, distribute, and are undone', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(same(exact.add(a, b), exact.add(b, a))).toBe(true)
        expect(same(exact.mul(a, b), exact.mul(b, a))).toBe(true)
        expect(same(exact.mul(a, exact.add(b, c)), exact.add(exact.mul(a, b), exact.mul(a, c)))).toBe(true)
        expect(same(exact.sub(exact.add(a, b), b), a)).toBe(true)
        if (sign(b) !== 0) expect(same(exact.mul(exact.div(a, b), b), a)).toBe(true)
      }),
    )
  })

  test('agrees with whole numbers of any size', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        expect(show(exact.mul(a, b))).toBe(String(BigInt(a) * BigInt(b)))
        expect(show(exact.add(a, b))).toBe(String(BigInt(a) + BigInt(b)))
        expect(show(exact.sub(a, b))).toBe(String(BigInt(a) - BigInt(b)))
      }),
    )
  })

  test('comparison is the sign of the difference', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(compare(a, b) + 0).toBe(sign(exact.sub(a, b)) + 0)
      }),
    )
  })

  test('there is one zero', () => {
    for (const zero of [
      exact.mul(0, -3),
      exact.div(0, -3),
      exact.max0(-2),
      negative(0),
      exactly('-0'),
      exact.sub(2, 2),
    ])
      expect(Object.is(zero, 0)).toBe(true)
    expect(exact.div(1, 0)).toBeNaN()
  })
})

describe('decimals', () => {
  test('compare to 1e-9 of the larger of 1 and the number', () => {
    expect(near(1, 1 + 9e-10)).toBe(true)
    expect(near(1, 1 + 2e-9)).toBe(false)
    expect(near(0, 9e-10)).toBe(true)
    expect(near(1e6, 1e6 + 9e-4)).toBe(true)
    expect(near(1e6, 1e6 + 2e-3)).toBe(false)
    expect(near(0, 1e-4, 1e6)).toBe(true)
    expect(near(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(false)
  })

  test('read fractions, and are the nearest double however long', () => {
    expect(decimals.of('1/3')).toBe(1 / 3)
    expect(decimal(exactly(`${10n ** 700n}/${10n ** 400n}`))).toBe(1e300)
    expect(decimal(exactly(`1/${10n ** 320n}`))).toBe(1e-320)
    const most = BigInt(Number.MAX_VALUE)
    expect(decimal(exactly(`-${3n * most + 1n}/3`))).toBe(-Number.MAX_VALUE)
    // A little less than half way between the smallest double and twice it.
    expect(decimal(exactly(`${3n * 2n ** 60n - 1n}/${2n ** 1135n}`))).toBe(Number.MIN_VALUE)
    const long = fc.bigInt({ min: 1n, max: 10n ** 40n })
    fc.assert(
      fc.property(long, long, fc.constantFrom('', '-'), (n, d, minus) => {
        const whole = exactly(`${minus}${n}/${d}`)
        const found = decimal(whole)
        const off = (x: number): Value => magnitude(exact.sub(exactly(x), whole))
        const step = 2 ** (Math.floor(Math.log2(Math.abs(found))) - 52)
        for (const other of [found + step, found - step]) expect(compare(off(found), off(other))).toBeLessThanOrEqual(0)
      }),
    )
    // Half way between two doubles, and a little more than that.
    expect(decimal(exactly(`${2n ** 53n + 1n}00000000000000000001/${10n ** 20n}`))).toBe(2 ** 53 + 2)
    expect(Object.is(decimals.of(-0), 0)).toBe(true)
    expect(decimals.of('x')).toBeNaN()
  })

  test('magnitudes forget signs', () => {
    expect(magnitudes.sub(magnitudes.of(-2), magnitudes.of('3/2'))).toBe(3.5)
  })
})

describe('writing a cell', () => {
  test('what is written reads back', () => {
    fc.assert(
      fc.property(value, a => {
        expect(same(exactly(toAnswer(a)), a)).toBe(true)
        const cell = toCell(a)
        if (cell !== undefined) expect(same(exactly(cell), a)).toBe(true)
      }),
    )
  })

  test('a lesson holds safe integers and short fractions', () => {
    expect(toCell(exactly('1/2'))).toBe('1/2')
    expect(toCell(0.25)).toBe('1/4')
    expect(toCell(exactly('9007199254740993'))).toBeUndefined()
    expect(toCell(exactly(`1/${10n ** 70n}`))).toBeUndefined()
    expect(toCell(Number.NaN)).toBeUndefined()
  })
})
