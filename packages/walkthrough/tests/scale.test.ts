// The scales of pictures: which step of grey or brightness a number falls on.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brightnessOf, greyOf, largestOf } from '../src/pictures/scale.ts'

describe('the scales', () => {
  it('grow with the number, zero in the middle of the greys and at the dark end of brightness', () => {
    const number = fc.integer({ min: -50, max: 50 })
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 50 }), (a, b, most) => {
        expect(greyOf(0, most)).toBe(4)
        expect(greyOf(most, most)).toBe(8)
        expect(greyOf(-most, most)).toBe(0)
        expect(brightnessOf(-1, most)).toBe(0)
        expect(brightnessOf(most, most)).toBe(8)
        expect(Math.abs(Math.min(most, Math.max(-most, a)) - (most * (greyOf(a, most) - 4)) / 4)).toBeLessThanOrEqual(
          most / 8,
        )
        expect(Math.abs(Math.min(most, Math.max(0, a)) - (most * brightnessOf(a, most)) / 8)).toBeLessThanOrEqual(
          most / 16,
        )
        if (a <= b) {
          expect(greyOf(a, most)).toBeLessThanOrEqual(greyOf(b, most))
          expect(brightnessOf(a, most)).toBeLessThanOrEqual(brightnessOf(b, most))
        }
      }),
    )
  })
  it('have one step where there is nothing to show', () => {
    expect(greyOf(0, 0)).toBe(4)
    expect(brightnessOf(0, 0)).toBe(0)
    expect(greyOf(Number.NaN, 1)).toBe(4)
  })
  it('reach as far as the largest number, whatever its sign', () => {
    expect(largestOf([[1, { n: -7n, d: 2n }], [3]])).toBe(3.5)
    expect(largestOf([[-1, 5]])).toBe(5)
    expect(largestOf([])).toBe(0)
  })
})
