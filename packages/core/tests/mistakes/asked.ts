// The lessons that wrong engines are asked in these tests: the cases and some random ones, in both readings.

import { lessons } from '@dit-by-hand/spec/arbitraries'
import type { Lesson } from '@dit-by-hand/spec/format'
import { inReadings, type Question } from '@dit-by-hand/spec/hear'
import { caseIds, lessonOf } from '../support.ts'

/** Scores so large that e to their power is no number. */
function steep(): Lesson {
  const lesson = lessonOf('softmax-attention')
  if (lesson.attention.kind !== 'softmax') throw new Error('it has no softmax')
  const large = lesson.attention.key.map(row => row.map(cell => Number(cell) * 1000))
  const attention = { ...lesson.attention, query: large, key: large }
  return { ...lesson, id: 'steep', attention }
}

const drawn: readonly Lesson[] = [
  ...caseIds.map(lessonOf),
  steep(),
  ...lessons({ seed: 1, runs: 40, flavour: 'handFriendly' }),
  ...lessons({ seed: 1, runs: 12, flavour: 'wild' }),
]

/** All of them, in both readings where they have two. */
export const questions: readonly Question[] = drawn.flatMap(inReadings)
