// Memory that is used again: never while what it holds is still needed.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { place } from '../src/place.ts'
import { type Value, Values } from '../src/values.ts'

it('gives no two values the same bytes while both are needed, and wastes none when all are', () => {
  const size = fc.integer({ min: 1, max: 60 })
  const span = fc.tuple(size, fc.nat({ max: 19 }), fc.nat({ max: 19 }), fc.boolean())
  fc.assert(
    fc.property(fc.array(span, { minLength: 1, maxLength: 40 }), spans => {
      const values = new Values(2)
      const made = spans.map(([rows, from, to, varies], i) => ({
        value: values.input(`v${i}`, [rows, 3], varies),
        from: Math.min(from, to),
        to: Math.max(from, to),
      }))
      const at = (when: number, which: 'from' | 'to'): Value[] =>
        made.filter(one => one[which] === when).map(({ value }) => value)
      const runs = Array.from({ length: 20 }, (_, when) => ({
        writes: at(when, 'from'),
        reads: at(when, 'to'),
        bySample: when % 2 === 1,
      }))
      /** Made and used while one sample is worked on. */
      const isPassing = ({ value, from, to }: (typeof made)[number]): boolean =>
        value.varies && from === to && from % 2 === 1
      const { placeOf, bytes, unshared } = place({
        batch: 2,
        runs,
        joins: new Map(),
        shared: [],
        gradients: [],
        kept: [],
      })
      const taken = made.map(each => {
        const { value, from, to } = each
        const { offset, region, varies } = placeOf(value)
        expect(varies).toBe(value.varies && !isPassing(each))
        expect(region).toBe('work')
        expect(offset % 64).toBe(0)
        const end = offset + 4 * value.shape[0] * value.shape[1] * (varies ? 2 : 1)
        expect(end).toBeLessThanOrEqual(bytes.work)
        return { offset, end, from, to }
      })
      taken.forEach((a, i) => {
        for (const b of taken.slice(i + 1)) {
          const together = a.from <= b.to && b.from <= a.to
          if (together) expect(a.end <= b.offset || b.end <= a.offset).toBe(true)
        }
      })
      expect(bytes.work).toBeLessThanOrEqual(unshared)
    }),
  )
})

it('puts slices inside what they are slices of, and parts where their whole is', () => {
  const values = new Values(3)
  const x = values.input('x', [6, 2], true)
  const top = values.rows(x, 0, 2)
  const inner = values.rows(values.rows(x, 1, 4), 2, 2)
  const sum = values.unary('tanh', values.rows(x, 0, 3))
  const other = values.unary('sqrt', values.rows(x, 3, 3))
  const join = values.join([sum, other])
  const { placeOf } = place({
    batch: 3,
    runs: [{ writes: [sum, other], reads: [x], bySample: false }],
    joins: new Map([[join, [sum, other]]]),
    shared: [],
    gradients: [],
    kept: [x, join],
  })
  expect(placeOf(top)).toEqual({ ...placeOf(x), shape: [2, 2] })
  expect(placeOf(inner)).toEqual({ ...placeOf(x), offset: placeOf(x).offset + 4 * 3, shape: [2, 2] })
  expect(placeOf(sum)).toEqual({ ...placeOf(join), shape: [3, 2] })
  expect(placeOf(other)).toEqual({ ...placeOf(join), offset: placeOf(join).offset + 4 * 3, shape: [3, 2] })
  expect(placeOf(other).leading).toBe(6)
})
