// What prose may speak of: a lesson, its sizes and its worked numbers in one reading.
import { type Worked, work } from '@dit-by-hand/core/lesson'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import type { Facts } from './telling.ts'

/** The facts of a lesson in one reading. `worked` where it has been worked already. */
export function factsOf(lesson: Lesson, reading: Reading, worked: Worked = work(lesson, reading)): Facts {
  const { values } = worked
  return {
    lesson,
    reading,
    size: sizesOf(lesson),
    values,
    cell(name, row, column) {
      const grid = values[name]
      if (!grid) throw new RangeError(`${name} is no matrix of the lesson ${lesson.id}`)
      const cell = grid[row - 1]?.[column - 1]
      if (cell === undefined)
        throw new RangeError(
          `${name} is ${grid.length}×${grid[0]?.length ?? 0}; it has no row ${row}, column ${column}`,
        )
      return cell
    },
  }
}
