// The small things that every front end needs: nudged numbers, blank lessons, training watched.
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { parseLesson } from '@dit-by-hand/spec/load'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blank } from '../src/blank.ts'
import { learnedWords, learning } from '../src/learning.ts'
import { nudged } from '../src/nudged.ts'
import { scene } from '../src/scene.ts'
import { places } from '../src/telling.ts'
import { start } from '../src/tour.ts'
import { workedOf } from '../src/workbench.ts'

describe('a nudged number', () => {
  it.each([
    [3, 1, 4],
    [0, -1, -1],
    ['1/2', 1, '3/2'],
    ['-1/2', 1, '1/2'],
    ['1/3', -1, '-2/3'],
    [Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER],
  ])('%s by %s is %s', (from, by, to) => {
    expect(nudged(from, by)).toBe(to)
  })

  it('goes there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: -99, max: 99 }), (from, by) => {
        expect(nudged(nudged(from, by), -by)).toBe(from)
      }),
    )
  })
})

describe('a blank lesson', () => {
  const sizes = fc
    .record({
      blocks: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      patch: fc.record({
        frames: fc.integer({ min: 1, max: 2 }),
        rows: fc.integer({ min: 1, max: 2 }),
        columns: fc.integer({ min: 1, max: 2 }),
      }),
      latent: fc.integer({ min: 1, max: 4 }),
      text: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ blocks, patch, ...rest }) => ({
      ...rest,
      patch,
      prompt: 'one two two',
      frames: blocks[0] * patch.frames,
      rows: blocks[1] * patch.rows,
      columns: blocks[2] * patch.columns,
    }))

  it('is a lesson, and can be walked', () => {
    fc.assert(
      fc.property(sizes, asked => {
        const lesson = parseLesson(blank(asked))
        for (const place of places) expect(scene({ ...start, place }, lesson).line).not.toBe(null)
      }),
      { numRuns: 25 },
    )
  })
})

describe('training watched', () => {
  it.each(caseIds)('%s begins where the answer begins, and goes on', id => {
    const { lesson, answer } = caseOf(id)
    const steps = learning(workedOf(lesson, 'corrected'))
    const [first, second] = [steps.next().value, steps.next().value]
    const loss = answer.corrected.loss?.[0]?.[0]
    const [n = 0, d = 1] = String(loss).split('/').map(Number)
    expect(first.step).toBe(0)
    expect(first.loss).toBeCloseTo(n / d, 9)
    expect(second.step).toBe(1)
  })

  it('says how the loss moved', () => {
    const { lesson } = caseOf('sora-is-sky')
    const steps = learning(workedOf(lesson, 'corrected'))
    const taken = Array.from({ length: 4 }, () => steps.next().value)
    expect(learnedWords(taken.slice(0, 1))).toBe('The loss is 3/8.')
    expect(learnedWords(taken)).toMatch(/^In 3 steps of gradient descent the loss falls from 3\/8 to /)
  })
})
