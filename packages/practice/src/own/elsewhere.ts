// Whether numbers are right in another lesson of ours than the one they are judged by.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { cases } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { Name } from '@dit-by-hand/spec/names'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { fitOf, roomsOf, rowsOf } from './fitting.ts'
import type { Numbers } from './numbers.ts'

/** The lesson, other than the one given, in which every one of at least two matrices is right; undefined where there is none. */
export function lessonElsewhere(known: ReadonlyMap<Name, Numbers>, { id }: Lesson): Lesson | undefined {
  if (known.size < 2) return undefined
  return cases()
    .map(({ lesson }) => lesson)
    .find(lesson => {
      if (lesson.id === id) return false
      const { values } = workedOf(lesson, 'corrected')
      return [...known].every(([name, numbers]) => isIn(numbers, values[name]))
    })
}

/** Whether an array is a matrix, as it is or transposed, but for the rounding of single precision and of what was printed. */
function isIn(numbers: Numbers, grid: Grid<Exact> | undefined): boolean {
  const fit = grid && fitOf(numbers, grid)
  if (!fit) return false
  const isTransposed = fit === 'transposed'
  const rooms = roomsOf(numbers, grid, isTransposed)
  return rowsOf(numbers, grid, isTransposed).every((row, r) =>
    row.every((cell, c) => {
      const wanted = toNumber(at(at(grid, r), c))
      return Math.abs(toNumber(fromCell(cell)) - wanted) <= at(at(rooms, r), c) + 1e-5 * Math.max(1, Math.abs(wanted))
    }),
  )
}
