// What is said of a matrix that no mistake explains.
import { caseOf } from '@dit-by-hand/spec/cases'
import type { AnswerMatrix } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { engine } from '../../src/engine.ts'
import { explain } from '../../src/mistakes/explain.ts'

describe('a matrix whose numbers are all a factor off', () => {
  it.each([
    [1.37, '1.37'],
    [-0.61, '−0.61'],
    // So near to 1 that four places would not tell it apart.
    [1.0000001, '1.0000001'],
  ])('by %f says by which', async (by, says) => {
    const asked = await Promise.all(
      (['sora-is-sky', 'hard-attention', 'one-patch'] as const).map(async id => {
        const { lesson } = caseOf(id)
        const right = await engine.answer(lesson, 'corrected')
        const scaled = (right.scaled ?? []).map(row => row.map(cell => by * Number(cell)))
        return { lesson, reading: 'corrected' as const, answer: { ...right, scaled } }
      }),
    )
    expect(explain(asked).map(({ matrix, looks }) => [matrix, looks])[0]).toEqual([
      'scaled',
      `every number is ${says} times what it should be`,
    ])
  })
})

describe('a matrix that cannot be read', () => {
  it('is named by what it is instead', async () => {
    const { lesson } = caseOf('sora-is-sky')
    const right = await engine.answer(lesson, 'corrected')
    const flat: readonly unknown[] = (right.latent ?? []).flat()
    const [first] = explain([{ lesson, reading: 'corrected', answer: { ...right, latent: flat as AnswerMatrix } }])
    expect(first?.mistake?.says).toBe('it is a flat list instead of rows of numbers')
  })
})
