// The marks of a class as CSV, for a grade book: a row for each sheet, in the order in which they are told.
import { csvOf } from '../csv.ts'
import { placeOf } from './answers.ts'
import { firstNot, type HandedIn } from './hand-in.ts'

const columns = ['file', 'seed', 'difficulty', 'ties', 'right', 'not_yet', 'blank', 'of', 'first', 'says', 'not_marked']

/** @see {@link columns}: `of` is how many numbers the sheet asks for, `first` the first that is not right, `says` what
 *  happened there, `not_marked` why a sheet has no marks. */
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
  return csvOf([columns, ...rows])
}
