// The marks of a class as CSV, for a grade book: a row for each sheet, in the order in which they are told.
import { whyNot } from '../class.ts'
import { csvOf } from '../csv.ts'
import { toldOf } from './answers.ts'
import { asked, firstNot, type HandedIn } from './hand-in.ts'

const columns = ['file', 'seed', 'difficulty', 'ties', 'right', 'not_yet', 'blank', 'of', 'first', 'says', 'not_marked']

/** @see {@link columns}: `of` is how many numbers the sheet asks for, `first` the first that is not right, `says` what
 *  happened there, `not_marked` why a sheet has no marks. */
export function gradeBook(all: readonly HandedIn[]): string {
  const rows = all.map((each): readonly (string | number | boolean)[] => {
    if ('refused' in each) return [each.file, ...columns.slice(2).map(() => ''), whyNot(each)]
    const { file, problem, report } = each
    const { seed, difficulty, ties } = problem
    const { right, wrong, blank } = report
    const first = firstNot(report)
    const said = first ? toldOf(first) : ['', '']
    return [file, seed, difficulty, ties, right, wrong, blank, asked(report), ...said, '']
  })
  return csvOf([columns, ...rows])
}
