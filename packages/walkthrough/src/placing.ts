// Where a cell is to be looked at: on the page that is open, or at the step that it belongs to.
import type { Lesson } from '@dit-by-hand/spec/format'
import { isName, matrices } from './matrices.ts'
import { scene } from './scene.ts'
import type { Place } from './telling.ts'
import type { Tour } from './tour.ts'

/** The place that a walk with a cell in focus belongs at: its own where the cell is on the page, else the cell's. */
export function placeFor(state: Tour, lesson: Lesson): Place {
  const { cell, place } = state
  if (!cell || !isName(cell.name)) return place
  return scene(state, lesson).blocks.some(({ name }) => name === cell.name) ? place : matrices[cell.name].place
}
