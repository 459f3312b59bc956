// Filled sheets marked, one or as many as were handed in: each against the problem that it says it is of.
import { type Asked, type Problem, problem } from '@dit-by-hand/practice/problem'
import { nameOf } from '@dit-by-hand/practice/problem-named'
import { classLines, codeOf, eachOf, type Refused, type Told, type Words } from '../class.ts'
import type { Marks } from '../csv.ts'
import { exits } from '../exits.ts'
import { filesIn } from '../files-in.ts'
import { type Io, orTold, UsageError } from '../io.ts'
import { textFrom } from '../lesson.ts'
import { allFieldsJson, fieldsJson } from '../plain/json.ts'
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

type Marked = { readonly file: string; readonly problem: Problem; readonly report: Report }

/** A sheet by its file: how it was marked, or why it cannot be. */
type HandedIn = Marked | Refused

/** How sheets are marked: also which problem they are to be of, where a sheet does not say so itself. */
interface Asking extends Partial<Asked> {
  readonly json?: boolean
  /** The file that the marks go to. */
  readonly csv?: string
}

/**
 * Marks sheets, and says what is told of them, with the exit code that says the same, and what a grade book has of each. One alone is told number by number; of several, one that cannot be marked keeps no other from it.
 * @param paths files, folders of them, or - for standard input
 * @throws {UsageError} why a sheet that stands alone cannot be marked, or where there is none
 */
export async function marksOf(paths: readonly string[], wanted: Asking, io: Io) {
  const { json, csv } = wanted
  const files = await filesIn(paths, csv, io)
  const [file, ...more] = files
  if (more.length === 0 && file === paths[0]) {
    const one = await marked(file, wanted, io)
    const { report } = one
    const told = json ? fieldsJson(reportFields(one.problem, report)) : reportLines(report).join('\n')
    return { text: told, code: isRight(report) ? exits.fine : exits.wrong, marks: [markOf(one)] }
  }
  const all = await eachOf(files, each => marked(each, wanted, io))
  const told = all.map(toldOf)
  return {
    text: json ? allFieldsJson(all.map(fieldsOf)) : [...classLines(told, sheets), ...astray(all)].join('\n'),
    code: codeOf(told),
    marks: all.map(markOf),
  }
}

const sheets: Words = { many: 'sheets', on: 'on', marked: 'marked' }

async function marked(file: string, wanted: Partial<Asked>, io: Io): Promise<Marked> {
  if (/\.xlsx$/i.test(file)) return markedSpreadsheet(file, wanted, io)
  if (/\.(ods|numbers|xlsm?|xlsb)$/i.test(file))
    throw new UsageError(`${file} is a spreadsheet of another kind: save it as .xlsx, and it can be marked.`)
  if (/\.ipynb$/i.test(file)) throw new UsageError(`${file} is a notebook: dit check --numbers marks it.`)
  if (/\.(pdf|docx?|odt|html?|tex|md|txt|csv|zip|png|jpe?g|heic)$/i.test(file))
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
  return { file, problem: of, report: markSheet(of, sheet, file) }
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
  return { file, problem: of, report: markTyped(of, typed) }
}

const isRight = ({ wrong, blank }: Report): boolean => wrong + blank === 0

const notRight = ({ cells }: Report): Report['cells'] =>
  cells.filter(({ verdict: { state } }) => state === 'wrong' || state === 'unread')

/** What a grade book has of one sheet. @see Marks */
function markOf(each: HandedIn): Marks | Refused {
  if ('refused' in each) return each
  const { file, problem: of, report } = each
  const { right, wrong, blank: missing, cells } = report
  const follow = cells.filter(({ verdict }) => verdict.state === 'right' && verdict.follows !== null).length
  const [first] = notRight(report)
  return {
    file,
    lesson: nameOf(of),
    right: right - follow,
    follow,
    wrong,
    missing,
    first: first ? cellTold(first) : ['', ''],
  }
}

/** A line for each sheet, and under it the first number that is not right. */
function toldOf(each: HandedIn): Told | Refused {
  if ('refused' in each) return each
  const { file, problem: of, report } = each
  const [counts, ...first] = reportLines({ ...report, cells: notRight(report).slice(0, 1) })
  return {
    file,
    isRight: isRight(report),
    lines: [`${file}, seed ${of.seed}: ${counts}`, ...first.map(line => `  first: ${line}`)],
    wrong: notRight(report).map(({ cell }) => cell.name),
  }
}

/** Which came back more than once, where each was to be another; where most are of one problem, which are not. */
function astray(all: readonly HandedIn[]): readonly string[] {
  const marked = all.flatMap(each => ('report' in each ? [{ ...each, named: nameOf(each.problem) }] : []))
  const kinds = [...Map.groupBy(marked, ({ named, report }) => `${named} ${asked(report)}`).values()]
  const most = kinds.find(({ length }) => length > Math.max(2, marked.length / 2))?.[0]?.named
  if (most === undefined)
    return kinds
      .filter(({ length }) => length > 1 && length < marked.length)
      .map(some => `Of ${some[0]?.named} there are ${some.length}: ${some.map(({ file }) => file).join(', ')}.`)
  const others = marked.filter(({ named }) => named !== most).map(({ file, named }) => `${file} (${named})`)
  return others.length === 0 ? [] : [`Not of ${most}, as most are: ${others.join(', ')}.`]
}

/** How many numbers a sheet asks for. */
const asked = ({ right, wrong, blank }: Report): number => right + wrong + blank

const fieldsOf = (each: HandedIn): { readonly [name: string]: unknown } =>
  'refused' in each ? { ...each } : { file: each.file, ...reportFields(each.problem, each.report) }
