// Converts between a walk and its address, and keeps of an address what fits its lesson.
import { mostSteps } from '@dit-by-hand/core/generate'
import type { Lesson } from '@dit-by-hand/spec/format'
import { type Address, cellText } from './address.ts'
import { type Edit, edited, whyNot, withEdit } from './edits.ts'
import { valueAt } from './line.ts'
import { type LessonRef, noTeaching, type Teaching } from './teaching.ts'
import { type Place, places } from './telling.ts'
import { start, type Tour } from './tour.ts'
import { lessonWith, workedWith } from './workbench.ts'

/** The address of a walk, without its history. */
export const addressOf = (state: Tour, lesson: LessonRef, teaching: Teaching = noTeaching): Address => {
  const { cell, reading, edits, slopes, box, proof, generation, stage, pass } = state
  return { lesson, cell, reading, edits, slopes, box, proof, generation, stage, pass, ...teaching }
}

/** The walk of an address as far as it fits the lesson, and what does not fit: a cell that does not exist, a number that cannot
 *  be changed, more steps than there are, parts of a newer version. */
export function settled(
  address: Address,
  place: Place,
  lesson: Lesson,
): { readonly state: Tour; readonly left: readonly string[] } {
  const { cell, reading, edits, slopes, box, proof, generation, stage, pass } = address
  const left: string[] = []
  const fits = (holds: boolean, what: string): boolean => {
    if (!holds) left.push(what)
    return holds
  }
  let taken: readonly Edit[] = []
  for (const edit of edits) {
    const what = 'cell' in edit ? `${cellText(edit.cell)}:${edit.value}` : 'say'
    const before = taken.length
    if (!fits(whyNot(edited(lesson, taken), edit) === undefined, what)) continue
    taken = withEdit(lesson, taken, edit)
    fits(taken.length > before, what)
  }
  const here = fits(places.includes(place), place) ? place : 'opening'
  const now = lessonWith(lesson, taken)
  const steps = fits(generation <= mostSteps(now), `steps=${generation}`) ? generation : 1
  const at = cell && fits(valueAt(workedWith(lesson, taken, reading), cell) !== undefined, cellText(cell)) ? cell : null
  const shown = fits((pass ?? 0) < steps, `pass=${pass}`) ? pass : null
  return {
    state: {
      ...start,
      place: here,
      cell: at,
      reading,
      edits: taken,
      slopes,
      box,
      proof,
      generation: steps,
      stage,
      pass: shown,
    },
    left,
  }
}
