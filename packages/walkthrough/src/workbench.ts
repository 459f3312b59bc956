// Computes lessons with their edits, each once, and keeps the results while they are in use.
import { type Generation, generate, mostSteps } from '@dit-by-hand/core/generate'
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import { readThrough } from '@dit-by-hand/core/names'
import { cellsIn, consumersAt } from '@dit-by-hand/graph/consumers'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Edit, edited, rewritten } from './edits.ts'

const editedOnce = memo((lesson: Lesson) => memo((edits: readonly Edit[]) => edited(lesson, edits)))
const workedOnce = {
  corrected: memo((lesson: Lesson) => work(lesson)),
  printed: memo((lesson: Lesson) => work(lesson, netOf(lesson, 'printed'))),
} satisfies { readonly [K in Reading]: unknown }

/** The lesson with its edits; the same object for the same edits. */
export const lessonWith = (lesson: Lesson, edits: readonly Edit[]): Lesson => editedOnce(lesson)(edits)

/** A lesson worked in a reading, which its net then has. */
export const workedOf = (lesson: Lesson, reading: Reading): Worked => workedOnce[reading](lesson)

const workedEdits = {
  corrected: memo((lesson: Lesson) => memo((edits: readonly Edit[]) => workEdited(lesson, edits, 'corrected'))),
  printed: memo((lesson: Lesson) => memo((edits: readonly Edit[]) => workEdited(lesson, edits, 'printed'))),
} satisfies { readonly [K in Reading]: unknown }

function workEdited(original: Lesson, edits: readonly Edit[], reading: Reading): Worked {
  const lesson = lessonWith(original, edits)
  const net = netOf(lesson, reading)
  const changed = rewritten(net, lesson, edits)
  return changed === net ? workedOf(lesson, reading) : work(lesson, changed)
}

/** A lesson worked with its edits of given and computed numbers. */
export const workedWith = (lesson: Lesson, edits: readonly Edit[], reading: Reading): Worked =>
  workedEdits[reading](lesson)(edits)

const passes: (worked: Worked) => Map<number, readonly Generation[]> = memo(() => new Map())

/** The passes of a generation, the first being the worked lesson; fewer where there are fewer timesteps. */
export function passesOf(worked: Worked, steps: number): readonly Generation[] {
  const most = Math.min(steps, mostSteps(worked.lesson))
  // Stryker disable next-line ConditionalExpression: it only spares work, since generating in one step is what is worked
  if (most === 1) return [{ t: worked.lesson.timestep.t, worked }]
  const known = passes(worked)
  const found = known.get(most)
  if (found) return found
  const [, ...later] = generate(worked.lesson, most, worked.net)
  const made = [{ t: worked.lesson.timestep.t, worked }, ...later]
  known.set(most, made)
  return made
}

/** The named cells that a cell of a net goes into, in the net's order. */
export const consumersIn = (net: Net, cell: CellRef): readonly CellRef[] => cellsIn(consumersAt(net, cell, readThrough))
