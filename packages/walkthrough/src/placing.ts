// Where to show a cell: on the open page, or at the step it belongs to.
import type { Lesson } from '@dit-by-hand/spec/format'
import { isName, matrices } from './matrices.ts'
import { scene } from './scene.ts'
import type { Place } from './telling.ts'
import type { Tour } from './tour.ts'

/** The place for a walk with a cell in focus: its own where the cell is on that page, else the cell's. */
export function placeFor(state: Tour, lesson: Lesson): Place {
  const { cell, place } = state
  if (!cell || !isName(cell.name)) return place
  return scene(state, lesson).blocks.some(({ name }) => name === cell.name) ? place : matrices[cell.name].place
}
