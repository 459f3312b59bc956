// The oracle's answers, worked in real single and double precision, stay inside the bounds; ten bounds away is outside.
import { float } from '@dit-by-hand/graph/arith'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import { toNumber } from '@dit-by-hand/graph/exact'
import { describe, expect, it } from 'vitest'
import { givenOf, netOf } from '../src/lesson.ts'
import { boundsOf, precisions } from '../src/rounding.ts'
import { caseIds, lessonOf } from './support.ts'

describe.each(caseIds)('%s', id => {
  it.each(['corrected', 'printed'] as const)('in double precision lies inside its bounds, %s', reading => {
    const lesson = lessonOf(id)
    const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))])
    const found = evaluate(netOf(lesson, reading), Object.fromEntries(given), float)
    const bounds = Object.entries(boundsOf(lesson, reading, precisions.double))
    expect(bounds.length).toBeGreaterThan(30)
    for (const [name, grid] of bounds)
      grid?.forEach((row, r) =>
        row.forEach(({ value, error }, c) => {
          const cell = Object.entries(found).find(([key]) => key === name)?.[1]?.[r]?.[c]
          expect(Math.abs((cell ?? Number.NaN) - toNumber(value)), `${name} ${r} ${c}`).toBeLessThanOrEqual(error)
          expect(error, `${name} ${r} ${c}`).toBeLessThan(1e-9)
        }),
      )
  })
})

describe('a lesson of small whole numbers', () => {
  it('leaves nothing open before the loss: its zeros are zeros and its ties are ties', () => {
    for (const [name, grid] of Object.entries(boundsOf(lessonOf('sora-is-sky'), 'corrected', precisions.single)))
      if (!name.endsWith('After') && name !== 'learningRate')
        expect(
          grid?.flat().every(({ error }) => error === 0),
          name,
        ).toBe(true)
  })
})
