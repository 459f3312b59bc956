// Computes lessons with their edits, each once, and keeps the results while they are in use.
import { type Generation, generate, mostSteps } from '@dit-by-hand/core/generate'
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import { readThrough } from '@dit-by-hand/core/names'
import { cellsIn, consumersAt } from '@dit-by-hand/graph/consumers'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Edit, edited, rewritten } from './edits.ts'

const editedOnce = memo((lesson: Lesson) => memo((edits: readonly Edit[]) => edited(lesson, edits)))
const workedOnce = memo((lesson: Lesson) =>
  memoByKey((reading: Reading) => work(lesson, netOf(lesson, reading)), String),
)
const workedEdits = memo((lesson: Lesson) =>
  memo((edits: readonly Edit[]) => memoByKey((reading: Reading) => workEdited(lesson, edits, reading), String)),
)

/** The lesson with its edits; the same object for the same edits. */
export const lessonWith = (lesson: Lesson, edits: readonly Edit[]): Lesson => editedOnce(lesson)(edits)

/** A lesson worked in a reading, which its net then has. */
export const workedOf = (lesson: Lesson, reading: Reading): Worked => workedOnce(lesson)(reading)

function workEdited(original: Lesson, edits: readonly Edit[], reading: Reading): Worked {
  const lesson = lessonWith(original, edits)
  const net = netOf(lesson, reading)
  const changed = rewritten(net, lesson, edits)
  return changed === net ? workedOf(lesson, reading) : work(lesson, changed)
}

/** A lesson worked with its edits of given and computed numbers. */
export const workedWith = (lesson: Lesson, edits: readonly Edit[], reading: Reading): Worked =>
  workedEdits(lesson)(edits)(reading)

const passes = memo((worked: Worked) =>
  memoByKey((steps: number): readonly Generation[] => {
    // Stryker disable next-line ConditionalExpression: it only spares work, since generating in one step is what is worked
    const later = steps === 1 ? [] : generate(worked.lesson, steps, worked.net).slice(1)
    return [{ t: worked.lesson.timestep.t, worked }, ...later]
  }, String),
)

/** The passes of a generation, the first being the worked lesson; fewer where there are fewer timesteps. */
export const passesOf = (worked: Worked, steps: number): readonly Generation[] =>
  passes(worked)(Math.min(steps, mostSteps(worked.lesson)))

/** The named cells that a cell of a net goes into, in the net's order. */
export const consumersIn = (net: Net, cell: CellRef): readonly CellRef[] => cellsIn(consumersAt(net, cell, readThrough))
