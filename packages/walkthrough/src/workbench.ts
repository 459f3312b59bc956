// The lesson with its edits, worked: each asked for once and kept while it is in use.

import { readThrough } from '@dit-by-hand/core/dit'
import { type CellRef, consumersOf } from '@dit-by-hand/core/expression'
import type { Net } from '@dit-by-hand/core/graph'
import { type Worked, work } from '@dit-by-hand/core/lesson'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Edit, edited } from './edits.ts'

const lessons = new WeakMap<Lesson, WeakMap<readonly Edit[], Lesson>>()
const answers = new WeakMap<Lesson, Map<Reading, Worked>>()
const consumers = new WeakMap<Net, (cell: CellRef) => readonly CellRef[]>()

function kept<K extends WeakKey, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

/** The lesson with its edits; the same object for the same edits. */
export function lessonWith(lesson: Lesson, edits: readonly Edit[]): Lesson {
  if (edits.length === 0) return lesson
  return kept(
    kept(lessons, lesson, () => new WeakMap()),
    edits,
    () => edited(lesson, edits),
  )
}

/** A lesson worked in a reading. */
export function workedOf(lesson: Lesson, reading: Reading): Worked {
  const byReading = kept(answers, lesson, () => new Map())
  const found = byReading.get(reading)
  if (found) return found
  const worked = work(lesson, reading)
  byReading.set(reading, worked)
  return worked
}

/** Which named cells each cell of a net goes into. */
export function consumersIn(net: Net): (cell: CellRef) => readonly CellRef[] {
  return kept(consumers, net, () => consumersOf(net, readThrough))
}
