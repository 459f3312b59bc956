// Filled sheets marked, one or as many as were handed in: each against the problem that it says it is of.
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Asked, type Problem, problem } from '@dit-by-hand/practice/problem'
import { exits } from '../exits.ts'
import { type Io, orTold, UsageError } from '../io.ts'
import { textFrom } from '../lesson.ts'
import { fieldsJson } from '../plain/json.ts'
import { bytesIn, textIn, unreadable } from '../reading.ts'
import { askedOf, markSheet, markTyped, type Report, readSheet, reportFields, reportLines } from './answers.ts'

interface Marked {
  readonly file: string
  readonly problem: Problem
  readonly report: Report
}

/** A sheet by its file: how it was marked, or why it cannot be. */
type HandedIn = Marked | { readonly file: string; readonly refused: string }

/** What is told of sheets, and the exit code that says the same. */
export interface Told {
  readonly text: string
  readonly code: number
}

/**
 * Marks sheets. One alone is told number by number; of several, one that cannot be marked keeps no other from it.
 * @param paths files, folders of them, or - for standard input
 * @param wanted which problem they are to be of, where a sheet does not say so itself
 * @throws {UsageError} why a sheet that stands alone cannot be marked, or where there is none
 */
export async function marksOf(paths: readonly string[], wanted: Partial<Asked>, json: boolean, io: Io): Promise<Told> {
  const files = await sheetsIn(paths, io)
  const [file, ...more] = files
  if (file !== undefined && more.length === 0 && file === paths[0]) {
    const { problem: of, report } = await marked(file, wanted, io)
    const told = json ? fieldsJson(reportFields(of, report)) : reportLines(report).join('\n')
    return { text: told, code: isRight(report) ? exits.fine : exits.wrong }
  }
  const all: HandedIn[] = []
  for (const each of files) all.push(await markedOrTold(each, wanted, io))
  const { not, refused } = tally(all)
  return {
    text: json ? listJson(all) : lines(all).join('\n'),
    code: refused > 0 ? exits.usage : not > 0 ? exits.wrong : exits.fine,
  }
}

/** The files that are meant: of a folder every one in it that is not hidden, 2 before 10. */
async function sheetsIn(paths: readonly string[], io: Io): Promise<readonly string[]> {
  const files = await Promise.all(paths.map(path => (path === '-' ? [path] : sheetsAt(path, io))))
  return files.flat()
}

async function sheetsAt(path: string, { cwd }: Io): Promise<readonly string[]> {
  const full = resolve(cwd, path)
  try {
    if (!(await stat(full)).isDirectory()) return [path]
    const entries = await readdir(full, { withFileTypes: true })
    // Spreadsheet programs lay files with ~$ and .~ beside those that are open.
    const sheets = entries
      .filter(entry => !entry.isDirectory() && !/^(\.|~\$)/.test(entry.name))
      .map(({ name }) => name)
    if (sheets.length > 0)
      return sheets.sort(new Intl.Collator('en', { numeric: true }).compare).map(name => join(path, name))
  } catch (error) {
    throw unreadable(path, error)
  }
  throw new UsageError(`${path} is a folder without a file: there is nothing to mark.`)
}

async function marked(file: string, wanted: Partial<Asked>, io: Io): Promise<Marked> {
  if (/\.xlsx$/i.test(file)) return markedSpreadsheet(file, wanted, io)
  if (/\.(ods|numbers|xlsm?|xlsb|pdf|docx?|odt|html?|tex|md|png|jpe?g)$/i.test(file))
    throw new UsageError(`${file} is left to you: a spreadsheet saved as .xlsx can be marked, and a sheet as JSON.`)
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

const markedOrTold = (file: string, wanted: Partial<Asked>, io: Io): Promise<HandedIn> =>
  marked(file, wanted, io).catch((error: unknown) => {
    if (error instanceof UsageError) return { file, refused: error.message }
    throw error
  })

const isRight = ({ wrong, blank }: Report): boolean => wrong + blank === 0

/** How many are not right, and not marked. */
function tally(all: readonly HandedIn[]): { readonly not: number; readonly refused: number } {
  const refused = all.filter(each => 'refused' in each).length
  return { not: all.filter(each => 'report' in each && !isRight(each.report)).length, refused }
}

/** A line for each sheet, and under it the first number that is not right; at the end, how many. */
function lines(all: readonly HandedIn[]): readonly string[] {
  const told = all.flatMap(each => {
    if ('refused' in each) return [`${each.file}: not marked`, `  ${each.refused.replaceAll('\n', '\n  ')}`]
    const wrong = each.report.cells.filter(({ verdict: { state } }) => state === 'wrong' || state === 'unread')
    const [counts, ...first] = reportLines({ ...each.report, cells: wrong.slice(0, 1) })
    return [`${each.file}, seed ${each.problem.seed}: ${counts}`, ...first.map(line => `  first: ${line}`)]
  })
  const { not, refused } = tally(all)
  const unread = refused === 0 ? '' : `, ${refused} not marked`
  return [...told, `${all.length} sheets: ${all.length - not - refused} all right, ${not} not yet${unread}.`]
}

/** A list of reports, each with its file. */
const listJson = (all: readonly HandedIn[]): string =>
  `[\n${all
    .map(each => fieldsJson('refused' in each ? each : { file: each.file, ...reportFields(each.problem, each.report) }))
    .join(',\n')}\n]`
