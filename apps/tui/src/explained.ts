// All that is known of one number, gathered: its arithmetic, its neighbours, its gradient, where it was printed.
import { cellValue } from '@dit-by-hand/core/lesson'
import { type Exact, equal, fromCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { erratumOf } from '@dit-by-hand/spec/errata'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { isSourced } from '@dit-by-hand/spec/marks'
import { givenNames, isAnswerName } from '@dit-by-hand/spec/names'
import { printedAt, type Source, sourceOf } from '@dit-by-hand/spec/sources'
import { errorCurve } from '@dit-by-hand/walkthrough/error-curve'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { arithmeticOf, lineFor } from '@dit-by-hand/walkthrough/line'
import { isName } from '@dit-by-hand/walkthrough/matrices'
import { gradientValue, proofFor } from '@dit-by-hand/walkthrough/proof'
import { range } from '@dit-by-hand/walkthrough/ranges'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'

export type Explained = ReturnType<typeof explained>

/** Gathers it. Throws RangeError where the lesson has no such cell. */
export function explained(cell: CellRef, lesson: Lesson, reading: Reading) {
  const worked = workedOf(lesson, reading)
  const value = cellValue(worked, cell)
  const line = lineFor(cell, worked, factsOf(worked))
  const misprint = lesson.errata.find(
    slip => slip.matrix === cell.name && slip.row === cell.row + 1 && slip.column === cell.column + 1,
  )
  return {
    lesson,
    reading,
    worked,
    line,
    /** The arithmetic of the line, for readings that the line does not have, such as LaTeX. */
    arithmetic: arithmeticOf(cell, worked),
    value,
    /** What the model says of every cell of the matrix, whatever the numbers; null where it says nothing. */
    range: (isName(cell.name) ? range(cell.name, worked) : undefined) ?? null,
    /** How the error moves with this number; null where no gradient is worked out for it, and for gradients themselves. */
    slope: gradientValue(cell, worked) ?? null,
    /** The finite difference that proves the gradient. */
    proof: proofFor(cell, worked),
    /** The error as a curve over this number, whose slope the gradient is. */
    curve: errorCurve(cell, worked),
    /** Where the number was printed, in the one lesson whose sources are known. */
    source: sourceAt(cell, value, lesson),
    misprint: misprint ? { ...misprint, why: isSourced(lesson) ? (erratumOf(misprint.id)?.why ?? null) : null } : null,
  }
}

function sourceAt(cell: CellRef, value: Exact, lesson: Lesson): Source | null {
  if (!isSourced(lesson)) return null
  const [row, column] = [cell.row + 1, cell.column + 1]
  const given = givenNames.find(name => name === cell.name)
  if (given) return sourceOf(given)
  const printed = isAnswerName(cell.name) ? printedAt(cell.name, row, column) : undefined
  return printed && equal(value, fromCell(printed.printed)) ? printed : null
}

/** The value of another cell of the same lesson. */
export const valueIn = ({ worked }: Explained, cell: CellRef): Exact => cellValue(worked, cell)
