// The marks of a class as CSV, for a grade book: a row for each sheet, in the order in which they are told.
import { placeOf } from './answers.ts'
import { firstNot, type HandedIn } from './hand-in.ts'

const columns = ['file', 'seed', 'difficulty', 'ties', 'right', 'not_yet', 'blank', 'of', 'first', 'says', 'not_marked']

/** @see {@link columns}: `of` is how many numbers the sheet asks for, `first` the first that is not right, `says` what
 *  happened there, `not_marked` why a sheet has no marks. With a byte order mark, without which Excel garbles names. */
export function gradeBook(all: readonly HandedIn[]): string {
  const rows = all.map((each): readonly (string | number | boolean)[] => {
    if ('refused' in each) return [each.file, '', '', '', '', '', '', '', '', '', each.refused]
    const { file, problem, report } = each
    const { right, wrong, blank } = report
    const first = firstNot(report)
    const said = first ? [placeOf(first.cell), first.verdict.state === 'blank' ? '' : first.verdict.says] : ['', '']
    return [
      file,
      problem.seed,
      problem.difficulty,
      problem.ties,
      right,
      wrong,
      blank,
      right + wrong + blank,
      ...said,
      '',
    ]
  })
  return `\uFEFF${[columns, ...rows].map(row => `${row.map(cell => field(String(cell))).join(',')}\r\n`).join('')}`
}

/** A field as RFC 4180 has it; what a spreadsheet would take for a formula is text. */
function field(text: string): string {
  const safe = /^[=+@\t-]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
