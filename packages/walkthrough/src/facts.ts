// The facts that prose may state: a lesson, its sizes and all its values.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
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
    cell: (name, row, column) => cellValue({ lesson, values }, { name, row: row - 1, column: column - 1 }),
  }
}
