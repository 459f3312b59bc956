// The lessons that wrong engines are asked in these tests: the cases and some random ones, in both readings.

import { lessons } from '@dit-by-hand/spec/arbitraries'
import type { Engine } from '@dit-by-hand/spec/engine'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import type { Asked } from '../../src/mistakes/evidence.ts'
import { caseIds, lessonOf } from '../support.ts'

/** Scores so large that e to their power is no number. */
function steep(): Lesson {
  const lesson = lessonOf('softmax-attention')
  if (lesson.attention.kind !== 'softmax') throw new Error('it has no softmax')
  const query = lesson.attention.query.map(row => row.map((_, c) => (c === 0 ? 2000 : -1000)))
  return { ...lesson, id: 'steep', attention: { ...lesson.attention, query } }
}

const drawn: readonly Lesson[] = [
  ...caseIds.map(lessonOf),
  steep(),
  ...lessons({ seed: 1, runs: 40, flavour: 'handFriendly' }),
  ...lessons({ seed: 1, runs: 12, flavour: 'wild' }),
]

const readingsOf = ({ errata }: Lesson): readonly Reading[] =>
  errata.some(({ printed }) => printed !== null) ? ['corrected', 'printed'] : ['corrected']

/** What an engine answers to all of them. */
export async function answers(engine: Engine): Promise<readonly Asked[]> {
  const all: Asked[] = []
  for (const lesson of drawn)
    for (const reading of readingsOf(lesson))
      all.push({ lesson, reading, answer: await engine.answer(structuredClone(lesson), reading) })
  return all
}
