// Numbers with 256 binary places against what is known exactly, and against double precision.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { float } from '../src/arith.ts'
import { precise, preciseFrom, rounded } from '../src/precise.ts'

const value = (x: bigint): number => Number(x >> 192n) / 2 ** 64

describe('precise', () => {
  it('knows e to 70 digits', () => {
    // 1/(1 + e⁻¹) = e/(e + 1), so e is what one share of two is to the other.
    const scores = [preciseFrom(1), preciseFrom(0)]
    const [a, b] = [0, 1].map(i => precise.share(scores, i, true))
    const e = precise.mul(a ?? 0n, precise.inv(b ?? 1n))
    expect(String((e * 10n ** 70n) >> 256n)).toBe(
      '27182818284590452353602874713526624977572470936999595749669676277240766',
    )
  })

  it('knows √2 to 70 digits', () => {
    expect(String((precise.sqrt(preciseFrom(2)) * 10n ** 70n) >> 256n)).toBe(
      '14142135623730950488016887242096980785696718753769480731766797379907324',
    )
  })

  it('shares as doubles do, softly and hard, and the shares add up', () => {
    const scores = fc.array(fc.integer({ min: -150, max: 150 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(scores, fc.boolean(), (whole, soft) => {
        const some = whole.map(preciseFrom)
        const shares = some.map((_, i) => precise.share(some, i, soft))
        for (const [i, share] of shares.entries()) expect(value(share)).toBeCloseTo(float.share(whole, i, soft), 14)
        const missing = (1n << 256n) - precise.sum(shares)
        expect(missing).toBeGreaterThanOrEqual(0n)
        expect(missing).toBeLessThan(1n << 20n)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('agrees with doubles in everything else', () => {
    const number = fc.integer({ min: -9999, max: 9999 })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 99 }), (a, b, d) => {
        const [x, y, z] = [a, b, d].map(preciseFrom)
        if (x === undefined || y === undefined || z === undefined) throw new Error('three numbers')
        expect(value(precise.sum([x, y, z]))).toBe(a + b + d)
        expect(value(precise.mul(x, y))).toBe(a * b + 0)
        expect(value(precise.inv(z))).toBeCloseTo(1 / d, 14)
        expect(value(precise.sqrt(z))).toBeCloseTo(Math.sqrt(d), 14)
        expect(value(precise.relu(x))).toBe(Math.max(0, a))
        expect(value(precise.step(x))).toBe(a > 0 ? 1 : 0)
        expect(value(precise.tanh(precise.mul(x, precise.inv(preciseFrom(3000)))))).toBeCloseTo(Math.tanh(a / 3000), 14)
        for (const place of [0, 3]) expect(value(precise.bit(z, place))).toBe((d >> place) & 1)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('knows sin 1 and cos 1 to 70 digits, and turns any whole number of times', () => {
    const digits = (x: bigint) => String((x * 10n ** 70n) >> 256n)
    expect(digits(precise.sin(preciseFrom(1)))).toBe(
      '8414709848078965066525023216302989996225630607983710656727517099919104',
    )
    expect(digits(precise.cos(preciseFrom(1)))).toBe(
      '5403023058681397174009366074429766037323104206179222276700972553811003',
    )
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 999 }), (n, d) => {
        const [x, angle] = [preciseFrom(n % d === 0 ? n / d : { n: BigInt(n), d: BigInt(d) }), n / d]
        expect(value(precise.sin(x))).toBeCloseTo(Math.sin(angle), 9)
        expect(value(precise.cos(x))).toBeCloseTo(Math.cos(angle), 9)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  it('takes no decimal for an exact number', () => {
    expect(() => preciseFrom(0.5)).toThrow(new RangeError('0.5 is a decimal; only exact numbers can be made precise'))
    expect(rounded(preciseFrom({ n: -1n, d: 2n }))).toBe(-0.5)
  })
})

describe('what is no number', () => {
  it('is refused, not made up', () => {
    expect(() => precise.inv(0n)).toThrow(new RangeError('1/0 has no value'))
    expect(() => precise.sqrt(-1n)).toThrow(new RangeError('a number below 0 has no real square root'))
    expect(precise.sqrt(0n)).toBe(0n)
  })
})

describe('rounded', () => {
  it.each([
    [1n, 3n, 0.333333333333],
    [-2n, 3n, -0.666666666667],
    [4n, 3n, 1.33333333333],
    [100_000n, 3n, 33333.3333333],
    [10n ** 15n, 3n, 333333333333000],
    [-(10n ** 15n), 3n, -333333333333000],
    [1n, 10n ** 12n, 1e-12],
    [4n, 10n ** 13n, 0],
    [-4n, 10n ** 13n, 0],
    [6n, 10n ** 13n, 1e-12],
    [9_999_999_999_999n, 10n ** 13n, 1],
    [12n, 1n, 12],
    [0n, 1n, 0],
  ])('%s/%s is %s', (n, d, decimal) => {
    expect(Object.is(rounded(preciseFrom(d === 1n ? Number(n) : { n, d })), decimal)).toBe(true)
  })
})
