// What a learner is told on coming back, after a task, and at the end: counted by hand.
import { at } from '@dit-by-hand/graph/at'
import { describe, expect, it } from 'vitest'
import { pose } from '../../src/exercise/pose.ts'
import { fieldsOf } from '../../src/marking/fields.ts'
import { problem } from '../../src/problem/problem.ts'
import { type Event, nothing, opened, placeOf, progressed, type Work } from '../../src/progress/progress.ts'
import { finished, welcomeBack, wholeTask } from '../../src/progress/standing.ts'

const posed = pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'walk', blanks: 'step' })
const task = (step: number) => at(posed.tasks, step - 1)

function after(...events: readonly Event[]): Work {
  const work = opened(events.reduce(progressed, progressed(nothing, { type: 'open', place: placeOf(posed) })))
  if (!work) throw new RangeError('nothing is open')
  return work
}
const done = (...steps: readonly number[]): readonly Event[] =>
  steps.map(step => ({ type: 'done', task: task(step).id }))
const hint = (step: number): Event => ({ type: 'hint', id: at(fieldsOf(task(step), posed), 2).id })
const look = (step: number): Event => ({ type: 'reveal', task: task(step).id, entries: {} })
const all = Array.from({ length: 13 }, (_, i) => i + 1)

describe('the standing of a learner', () => {
  it('is told who comes back, and nobody who begins or is through', () => {
    expect(posed.tasks).toHaveLength(13)
    expect(welcomeBack(posed, after())).toBeNull()
    expect(welcomeBack(posed, after(...done(...all)))).toBeNull()
    expect(welcomeBack(posed, after(...done(1, 2), { type: 'go', to: 2 }))).toBe(
      'Welcome back: 2 of 13 tasks done, all on your own. You are at step 3: Add noise.',
    )
    expect(welcomeBack(posed, after(hint(2), look(3), ...done(1, 2, 3), { type: 'go', to: 4 }))).toMatch(
      /^Welcome back: 3 of 13 tasks done, 1 of them on your own\. You are at step 5: /,
    )
  })

  it('is told after a task: the steps that are left', () => {
    expect(wholeTask(posed, after(...done(1)), task(2))).toBe('All of this is right. Step 2 is done, 11 are left.')
    expect(wholeTask(posed, after(...done(...all.slice(0, 12))), task(12))).toMatch(/Step 12 is done, one is left\.$/)
    const byMatrix = pose(problem({ seed: 7, difficulty: 'hard-attention' }), { kind: 'walk', blanks: 'matrix' })
    expect(wholeTask(byMatrix, { ...after(), ...placeOf(byMatrix) }, at(byMatrix.tasks, 1))).toBe(
      'All of this is right.',
    )
  })

  it('is told at the end, with a harder problem for who needed no help', () => {
    const walked =
      'You have worked a whole Diffusion Transformer by hand: a video in, every gradient, and a video out. 13 tasks,'
    expect(finished(posed, after(...done(...all)))).toBe(
      `${walked} all on your own. You are ready for a harder one: two-frame-patches.`,
    )
    expect(finished(posed, after(hint(4), ...done(...all)))).toBe(`${walked} 12 of them on your own.`)
    expect(finished(posed, after(look(13), ...done(...all)))).toBe(`${walked} 12 of them on your own.`)
    expect(wholeTask(posed, after(...done(...all)), task(13))).toBe('All of this is right.')
    expect(finished(posed, after(...all.map(look), ...done(...all)))).toBe(walked.replace(/,$/, '.'))
    const hardest = pose(problem({ seed: 7, difficulty: 'softmax' }), { kind: 'step', steps: [3] })
    const [only] = hardest.tasks
    expect(finished(hardest, { ...after(), ...placeOf(hardest), done: [only?.id ?? ''] })).toBe(
      'The exercise is finished. One task, on your own.',
    )
  })
})
