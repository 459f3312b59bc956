// The marks of a class as CSV, for a grade book: a row for each file, and the same columns whatever was handed in.
import type { Refused } from './class.ts'

/** The marks of one file: numbers of a sheet, or matrices of a program. */
export interface Marks {
  readonly file: string
  /** What `--lesson` knows the lesson by. */
  readonly lesson: string
  readonly right: number
  /** Right for what stands before them, which is not. */
  readonly follow: number
  readonly wrong: number
  readonly missing: number
  /** Where the first stands that is wrong, and what is said of it; both '' where nothing is. */
  readonly first: readonly [where: string, says: string]
}

const columns = ['file', 'lesson', 'right', 'follow', 'wrong', 'missing', 'of', 'first', 'says', 'not_marked']

/** What the columns are, for help. */
export const columnsTold = `--csv writes a row for each file, alike for sheets and programs: file, lesson;
how many numbers or matrices are right, follow (right for what stands before
them, which is not), wrong and missing, of how many; first (the first that is
wrong), says (what happened there), not_marked (why there are no marks).`

/** The rows of a grade book, with a byte order mark, without which Excel garbles names. */
export function gradeBook(all: readonly (Marks | Refused)[]): string {
  const rows = all.map((each): readonly (string | number)[] => {
    if ('refused' in each)
      return [each.file, ...columns.slice(2).map(() => ''), each.refused.replace(`${each.file} `, '')]
    const { file, lesson, right, follow, wrong, missing, first } = each
    return [file, lesson, right, follow, wrong, missing, right + follow + wrong + missing, ...first, '']
  })
  return `\uFEFF${[columns, ...rows].map(row => `${row.map(cell => field(String(cell))).join(',')}\r\n`).join('')}`
}

/** A field as RFC 4180 has it; what a spreadsheet would take for a formula is text. */
function field(text: string): string {
  const safe = /^[=+@\t-]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
