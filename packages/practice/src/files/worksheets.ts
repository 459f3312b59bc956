// Everything that a class needs at once: a worksheet for each lesson, and one key to all of them, in the formats asked for.
import { netOf, work } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import type { Lesson } from '@dit-by-hand/spec/format'
import { stepsIn } from '@dit-by-hand/spec/required'
import { nameOf } from '../problem/named.ts'
import { isDifficulty, type Problem, type Asked as ProblemAsked } from '../problem/problem.ts'
import { blankSheets } from '../sheet/live/blank.ts'
import { fullSheet } from '../sheet/live/full.ts'
import { notebook, type Programmed } from '../sheet/notebook.ts'
import type { Paper, Worksheet } from '../sheet/paper.ts'
import { PaperError } from '../sheet/paper-error.ts'
import { sourcesOf } from '../sheet/sources.ts'
import { allSteps, isAll, type Steps, stepsText } from '../sheet/steps.ts'
import { fitsOneSheet, keyTitleOf, keyTo, titleOf, type Wanted, worksheet } from '../sheet/worksheet.ts'
import type { Preview } from './html.ts'

export type { Preview }

export type Format = 'pdf' | 'xlsx' | 'html' | 'tex' | 'md' | 'ipynb' | 'moodle'
export type SheetLayout = Wanted['layout']

/** One lesson to be put on paper. */
export interface Asked {
  readonly lesson: Lesson
  /** Of a problem. */
  readonly seed?: number
  /** What stands in file names: a seed, or the name of a lesson. */
  readonly as: string
  /** What the lesson is called where it is asked for: softmax-7. Default: as. */
  readonly named?: string
  /** What makes the same sheet again, for its footer. */
  readonly origin: string
}

/** A problem to be put on paper: its footer says how the same sheet is made again. */
export function askedOf({ lesson, seed, difficulty, ties, version }: Problem, steps: Steps): Asked {
  const again = `dit worksheet --seed ${seed} --difficulty ${difficulty}${ties ? ' --ties' : ''}${stepsOption(steps)}`
  const named = nameOf({ seed, difficulty, ties })
  return { lesson, seed, as: String(seed), named, origin: `Seed ${seed} · ${again} · generator ${version}` }
}

/** What a footer asks for, where it is of a problem: the same, and the steps. */
export function askedBack(origin: string): { readonly asked: ProblemAsked; readonly steps: Steps } | undefined {
  const found = again.exec(origin)?.groups
  if (!found) return undefined
  const { seed, difficulty = '', ties, asked = '', version } = found
  const steps = asked === '' ? allSteps : stepsIn(asked)
  if (!isDifficulty(difficulty) || !steps) return undefined
  return {
    asked: { seed: Number(seed), difficulty, ties: ties !== undefined, version: Number(version) },
    steps,
  }
}

const again =
  /^Seed \d+ · dit worksheet --seed (?<seed>\d+) --difficulty (?<difficulty>[a-z-]+)(?<ties> --ties)?(?: --steps (?<asked>[\d,-]+))? · generator (?<version>\d+)$/

/** How some of the steps are asked for again: nothing where all are. */
export const stepsOption = (steps: Steps): string => (isAll(steps) ? '' : ` --steps ${stepsText(steps)}`)

export interface Request {
  readonly asked: readonly Asked[]
  readonly formats: readonly Format[]
  /** Also the key: one book for all. */
  readonly key: boolean
  /** All sheets in one file, to be printed in one go; what is filled in on a machine stays a file of its own. */
  readonly together?: boolean | undefined
  readonly steps: Steps
  /** Without it: one sheet where the whole walk is asked and its squares can be written in, else a page for each step. */
  readonly layout: SheetLayout | undefined
  readonly paper: Paper
}

/** A file by name, and what is in it when it is asked for. */
export interface MadeFile {
  readonly name: string
  readonly made: () => Promise<Uint8Array | string>
}

/**
 * The files of a request, by name, each made when it is asked for: no two at once need be in memory.
 * @throws {PaperError} where a lesson does not fit the layout that is asked for
 */
export function filesOf(request: Request): readonly MadeFile[] {
  const { asked, formats: wanted, key } = request
  const [first, last] = [at(asked, 0, 'the lessons'), at(asked, asked.length - 1, 'the lessons')]
  const as = asked.length === 1 ? first.as : `${first.as}-to-${last.as}`
  const isBound = (format: Format): boolean =>
    asked.length > 1 && (format === 'moodle' || (request.together === true && isPrinted(format)))
  const file = (name: string, format: Format, made: MadeFile['made']): MadeFile => ({
    name: `${name}.${format === 'moodle' ? 'xml' : format}`,
    made,
  })
  const single = wanted.filter(format => !isBound(format))
  const singly = (one: Asked) => (format: Format) =>
    file(`worksheet-${one.as}`, format, () => fileOf(format, [one], request))
  // Moodle's questions have their key within.
  const keyed = key ? wanted.filter(format => format !== 'moodle') : []
  return [
    ...wanted.filter(isBound).map(format => file(`worksheets-${as}`, format, () => fileOf(format, asked, request))),
    ...asked.flatMap(one => single.map(singly(one))),
    ...keyed.map(format => file(`key-${as}`, format, () => fileOf(format, asked, request, true))),
  ]
}

const isPrinted = (format: Format): boolean => format !== 'xlsx' && format !== 'ipynb'

/** The sheet of a lesson as it will be printed, made by what writes it as HTML. @throws {PaperError} as {@link filesOf} does */
export async function previewOf(one: Asked, request: Request): Promise<Preview> {
  const html = await import('./html.ts')
  return html.previewOf(legible(worksheet(wantedOf(one, request))))
}

/** How a lesson is laid out. @throws {PaperError} where one sheet is asked for and cannot be */
function wantedOf({ lesson, seed, ...one }: Asked, { steps, layout, paper }: Request): Wanted {
  const fits = layout !== 'steps' && (isAll(steps) || layout === 'sheet') && fitsOneSheet(lesson, paper, steps)
  if (layout === 'sheet' && !fits)
    throw new PaperError(
      `${lesson.id} is too large for one sheet: its squares would be too small to write in. --layout steps gives each step a page.`,
    )
  return { lesson, seed, origin: signed({ lesson, ...one }), steps, layout: fits ? 'sheet' : 'steps', paper }
}

const programmed = ({ named, ...one }: Asked, { steps }: Request): Programmed => ({
  ...one,
  origin: signed(one),
  named: named ?? one.as,
  steps,
})

/** What makes a sheet again, and where the numbers of the walkthrough's own lesson come from. */
const signed = ({ lesson, origin }: Asked): string => `${origin}${sourcesOf(lesson, netOf(lesson))}`

/** A file of worksheets, or the key to them. Each library only where its format is asked for. */
async function fileOf(
  format: Format,
  asked: readonly Asked[],
  request: Request,
  isKey = false,
): Promise<Uint8Array | string> {
  const titleFor = isKey ? keyTitleOf : titleOf
  const many = `${asked.length} worksheets`
  const title = asked.length === 1 ? titleFor(at(asked, 0, 'the lessons')) : isKey ? `Key to ${many}` : many
  const printed = (): readonly Worksheet[] => asked.map(one => (isKey ? keyTo : worksheet)(wantedOf(one, request)))
  switch (format) {
    case 'xlsx': {
      const sheets = asked.flatMap(one => {
        const [name, head] = [sheetName(one), { title: titleFor(one), origin: signed(one) }]
        return isKey ? [fullSheet(name, head, one.lesson)] : blankSheets(name, head, work(one.lesson), request.steps)
      })
      return (await import('./xlsx.ts')).xlsxBytes({ title, sheets, paper: request.paper })
    }
    case 'pdf':
      return (await import('./pdf/pdf.ts')).pdfBytes(title, printed().map(legible))
    case 'html':
      return (await import('./html.ts')).htmlText(title, printed().map(legible))
    case 'tex':
      return (await import('./tex.ts')).texText(printed())
    case 'ipynb':
      return (await import('./ipynb.ts')).ipynbText(asked.flatMap(one => notebook(programmed(one, request), isKey)))
    case 'moodle':
      return (await import('./moodle.ts')).moodleText(asked.map(one => programmed(one, request)))
    case 'md': {
      const { markdownText } = await import('./markdown.ts')
      return printed().map(markdownText).join('\n')
    }
  }
}

/** What stands in smaller squares cannot be read. Millimetres. */
const smallest = 2

/** A sheet that is drawn on squares. @throws {PaperError} where they would be too small */
function legible(sheet: Worksheet): Worksheet {
  const small = sheet.pages.find(({ square }) => square < smallest)
  if (!small) return sheet
  throw new PaperError(
    `“${sheet.title}” is too large for squared paper: squares would be ${small.square.toFixed(1)} mm wide. TeX and Markdown take any size (--format tex,md).`,
  )
}

/** Spreadsheets take names of 31 characters at most, without some signs. */
const sheetName = ({ as }: Asked): string => `Walk ${as}`.replace(/[\\/?*[\]:']/g, '-').slice(0, 31)
