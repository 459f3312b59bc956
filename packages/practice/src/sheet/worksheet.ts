// A worksheet put together: which steps are asked, on one sheet or a page each, and the key to it.
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { entriesOf } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { arithmeticOf, stepOf } from './arithmetic.ts'
import type { Asked } from './cells.ts'
import { type Material, materialOf } from './drawing.ts'
import { oneSheet } from './one-sheet.ts'
import { edges, type Page, type Paper, papers, type Worksheet } from './paper.ts'
import { stepPages } from './step-pages.ts'
import { allSteps, type Steps } from './steps.ts'

/** What is wanted on paper. */
export interface Wanted {
  readonly lesson: Lesson
  /** Of a problem: titles say it, for many problems have one prompt. */
  readonly seed?: number | undefined
  /** What the footer says, so that the sheet can be made again. */
  readonly origin: string
  readonly steps: Steps
  /** All on one sheet, what comes before the steps as well; or a page for each step. */
  readonly layout: 'sheet' | 'steps'
  readonly paper: Paper
}

/** Squares smaller than this cannot be written in. Millimetres. */
export const smallestSquare = 4

/** The computed matrices of some steps. */
const askedIn = ({ net }: Worked, steps: Steps): Asked =>
  new Set(
    entriesOf(net).flatMap(([name, { op }]): readonly Name[] =>
      op !== 'input' && steps.includes(stepOf(name)) ? [name] : [],
    ),
  )

/** Whether some steps of a lesson, and all before them, fit one sheet with squares to write in. */
export function fitsOneSheet(lesson: Lesson, paper: Paper, steps: Steps = allSteps): boolean {
  const worked = work(lesson, netOf(lesson))
  return oneSheet(materialOf(worked, new Set()), roomOf(paper), steps).square >= smallestSquare
}

const roomOf = (paper: Paper): { readonly width: number; readonly height: number } => ({
  width: papers[paper].width - 2 * edges.side,
  height: papers[paper].height - edges.top - edges.bottom - edges.title - edges.footer,
})

/** What a student gets: open squares, and no answer in any of it. */
export function worksheet(wanted: Wanted): Worksheet {
  const worked = work(wanted.lesson, netOf(wanted.lesson))
  return {
    title: titleOf(wanted),
    origin: wanted.origin,
    named: true,
    paper: wanted.paper,
    pages: pagesOf(wanted, materialOf(worked, askedIn(worked, wanted.steps)), noteOf(wanted)),
  }
}

/** What stands at the head of a sheet, so that its key is found by it. */
export const titleOf = ({ lesson, seed }: Pick<Wanted, 'lesson' | 'seed'>): string =>
  seed === undefined ? lesson.title : `Sheet ${seed}: ${lesson.title}`

export const keyTitleOf = ({ lesson, seed }: Pick<Wanted, 'lesson' | 'seed'>): string =>
  seed === undefined ? `Key: ${lesson.title}` : `Key to sheet ${seed}: ${lesson.title}`

const noteOf = ({ lesson }: Wanted): string =>
  lesson.attention.kind === 'softmax'
    ? 'Fill in every open square. Two decimals are enough.'
    : 'Fill in every open square. Fractions as n/d.'

/** The same filled in, and the arithmetic of every number that was asked for. */
export function keyTo(wanted: Wanted): Worksheet {
  const worked = work(wanted.lesson, netOf(wanted.lesson))
  const title = keyTitleOf(wanted)
  const lines = arithmeticOf(worked, askedIn(worked, wanted.steps))
  const filled = pagesOf(wanted, materialOf(worked, new Set()), 'Every number filled in; the arithmetic follows.')
  return {
    title,
    origin: wanted.origin,
    named: false,
    paper: wanted.paper,
    pages: [
      ...filled.map(page => ({ ...page, title })),
      { title, note: 'The arithmetic', square: 5, rows: 0, columns: 0, stations: [], lines },
    ],
  }
}

function pagesOf(wanted: Wanted, material: Material, note: string): readonly Page[] {
  const { steps, layout, paper } = wanted
  const title = titleOf(wanted)
  const room = roomOf(paper)
  if (layout === 'sheet') return [{ title, note, ...oneSheet(material, room, steps) }]
  return steps.flatMap(step => stepPages(step, material, room)).map(page => ({ title, note, ...page }))
}
