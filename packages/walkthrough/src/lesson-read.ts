// A lesson from its text, with its errata held against the numbers that it gives.
import { cellValue } from '@dit-by-hand/core/lesson'
import { type Exact, equal, fromCell, isDecimal, ratio, toCell, toNumber } from '@dit-by-hand/graph/exact'
import type { Lesson } from '@dit-by-hand/spec/format'
import { LessonError, readLesson } from '@dit-by-hand/spec/load'
import { near } from '@dit-by-hand/spec/number'
import { workedOf } from './workbench.ts'

/** Reads a lesson from JSON text. @throws {LessonError} with every problem and its path, where it is none, or where one of its
 *  errata gives another correction than the lesson's own numbers do */
export function lessonIn(text: string, root = 'lesson'): Lesson {
  const lesson = readLesson(text, root)
  const problems = miscorrected(lesson)
  if (problems.length > 0) throw new LessonError(problems, root)
  return lesson
}

function miscorrected(lesson: Lesson): LessonError['problems'] {
  return lesson.errata.flatMap(({ id, matrix, row, column, correct }, i) => {
    const value = cellValue(workedOf(lesson, 'corrected'), { name: matrix, row: row - 1, column: column - 1 })
    if (isRight(fromCell(correct), value)) return []
    const message = `is ${JSON.stringify(correct)} in "${id}"; by the lesson’s own numbers ${matrix} is ${written(value)} in row ${row}, column ${column}`
    return [{ path: ['errata', i, 'correct'], message }]
  })
}

/** Equal, or as near as the judge asks of decimals. */
const isRight = (correct: Exact, value: Exact): boolean =>
  isDecimal(value) ? near(toNumber(correct), toNumber(value)) : equal(correct, value)

/** A number as a lesson would write it; a decimal as a fraction near enough to it. */
function written(value: Exact): string {
  const parts = toNumber(value) * 1e10
  return JSON.stringify(
    isDecimal(value) && Number.isFinite(parts) ? toCell(ratio(BigInt(Math.round(parts)), 10n ** 10n)) : toCell(value),
  )
}
