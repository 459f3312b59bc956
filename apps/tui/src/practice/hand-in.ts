// Filled sheets marked, each against the problem that it says it is of.
import { type Asked, type Problem, problem } from '@dit-by-hand/practice/problem'
import { nameOf } from '@dit-by-hand/practice/problem-named'
import type { Told, Words } from '../class.ts'
import { type Io, orTold, UsageError } from '../io.ts'
import { textFrom } from '../lesson.ts'
import { bytesIn, textIn } from '../reading.ts'
import {
  askedOf,
  cellTold,
  markSheet,
  markTyped,
  type Report,
  readSheet,
  reportFields,
  reportLines,
} from './answers.ts'

interface Marked {
  readonly problem: Problem
  readonly report: Report
}

export const sheets: Words = { many: 'sheets', on: 'on', marked: 'marked' }

/**
 * Marks one sheet.
 * @param file its path, or - for standard input
 * @param wanted which problem it is to be of, where it does not say so itself
 * @throws {UsageError} why it cannot be marked
 */
export async function sheetTold(file: string, wanted: Partial<Asked>, io: Io): Promise<Told> {
  const { problem: of, report } = await marked(file, wanted, io)
  const { right, wrong, blank: missing, cells } = report
  const notRight = cells.filter(({ verdict: { state } }) => state === 'wrong' || state === 'unread')
  const follow = cells.filter(({ verdict }) => verdict.state === 'right' && verdict.follows !== null).length
  const [first] = notRight
  const [counts] = reportLines(report)
  return {
    file,
    lesson: nameOf(of),
    right: right - follow,
    follow,
    wrong,
    missing,
    first: first ? cellTold(first) : ['', ''],
    isRight: wrong + missing === 0,
    line: `${file}, seed ${of.seed}: ${counts}`,
    whole: () => reportLines(report),
    fields: reportFields(of, report),
    spoilt: notRight.map(({ cell }) => cell.name),
  }
}

async function marked(file: string, wanted: Partial<Asked>, io: Io): Promise<Marked> {
  if (/\.xlsx$/i.test(file)) return markedSpreadsheet(file, wanted, io)
  if (/\.(ods|numbers|xlsm?|xlsb)$/i.test(file))
    throw new UsageError(`${file} is a spreadsheet of another kind: save it as .xlsx, and it can be marked.`)
  if (/\.(zip|7z|rar|tar|t?gz)$/i.test(file))
    throw new UsageError(`${file} is an archive: once it is unpacked, what is in it can be marked.`)
  if (/\.ipynb$/i.test(file)) throw new UsageError(`${file} is a notebook: dit check --numbers marks it.`)
  if (/\.(pdf|docx?|odt|html?|tex|md|txt|csv|png|jpe?g|heic)$/i.test(file))
    throw new UsageError(
      `${file} has to be marked by hand: only a spreadsheet (.xlsx) or a sheet as JSON is marked here.`,
    )
  const text = file === '-' ? await textFrom(io.stdin.bytes(), 'standard input') : await textIn(file, io)
  const sheet = readSheet(text, file)
  const of = await orTold(
    RangeError,
    why => `${why}.`,
    () => problem(askedOf(sheet, wanted, file)),
  )
  return { problem: of, report: markSheet(of, sheet, file) }
}

async function markedSpreadsheet(file: string, wanted: Partial<Asked>, io: Io): Promise<Marked> {
  const bytes = await bytesIn(file, io)
  // Only here: what reads spreadsheets is not needed for any other sheet.
  const { HandedInError, handedIn } = await import('@dit-by-hand/practice/handed-in')
  const { problem: of, typed } = await orTold(
    HandedInError,
    why => `${file} is no filled worksheet: ${why}`,
    () => handedIn(bytes),
  )
  askedOf({ of }, wanted, file)
  return { problem: of, report: markTyped(of, typed) }
}
