// The facts that prose may state: a lesson, its sizes and all its values.
import type { Worked } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import { memo } from '@dit-by-hand/graph/memo'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import type { Facts, Pass } from './telling.ts'

/** The facts of a worked lesson; the same object every time. */
export const factsOnce: (worked: Worked) => Facts = memo((worked: Worked) => factsOf(worked))

/** The facts of a worked lesson, or of one pass of a generation. */
export function factsOf({ lesson, net, values }: Worked, pass?: Pass): Facts {
  return {
    lesson,
    net,
    size: sizesOf(lesson),
    values,
    pass: pass ?? { at: 1, of: 1, all: [{ t: lesson.timestep.t, values }] },
    cell(name, row, column) {
      const grid = values[name]
      if (!grid) throw new RangeError(`the lesson ${lesson.id} has no matrix ${name}`)
      const cell = grid[row - 1]?.[column - 1]
      if (cell === undefined)
        throw new RangeError(
          `${name} is ${grid.length}×${at(grid, 0, name).length}; it has no row ${row}, column ${column}`,
        )
      return cell
    },
  }
}
