// The live worksheet: every given number to be changed, every other one a formula with its true value.
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, type Expression, expression } from '@dit-by-hand/graph/expression'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { countOf } from '@dit-by-hand/graph/scope'
import type { Lesson } from '@dit-by-hand/spec/format'
import { stepOfSlug } from '@dit-by-hand/spec/names'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { saysOf } from '@dit-by-hand/walkthrough/says'
import { formulasOf } from '../drawing.ts'
import { formulaLine, type SignFormula } from '../paper.ts'
import { roleNames, roles } from '../roles.ts'
import { addressText, fixedText } from './address.ts'
import { type BookCell, type BookSheet, note, withMinus } from './book.ts'
import { formulaText } from './formula.ts'
import { type Geometry, geometryOf, type Section, type Spot, withinReach } from './geometry.ts'

/** The cell that says which reading is worked, where a lesson has misprints, and the words for each. */
export const readingCell = { row: 5, column: 1 } as const
export const readingWords = { corrected: 'corrected', printed: 'as printed' } as const

/** Below where a blank worksheet has it: a key that is handed in is none. */
const keyOrigin = 7

/** A lesson on a worksheet of this name, with its corrected values. The formulas know both readings. */
export function fullSheet(name: string, head: Head, lesson: Lesson): BookSheet {
  const { values } = work(lesson)
  const worked = { lesson, net: netOf(lesson, 'printed'), values }
  const made = entriesOf(worked.net).flatMap(([, node]) => (node.op === 'input' ? [] : [node]))
  withinReach(worked, countOf(made))
  const geometry = geometryOf(worked)
  const hasMisprints = lesson.errata.some(slip => slip.printed !== null)
  const cells: BookCell[] = [
    ...headCells(
      head.title,
      'Change any number in the first part: everything below follows. Every other number is a formula.',
      frames,
    ),
    note(keyOrigin, head.origin),
    ...(hasMisprints ? readingCells() : []),
  ]
  for (const section of geometry.sections) {
    cells.push(...headingCells(section, worked))
    for (const spot of section.spots) cells.push(...spotCells(spot, section, geometry, worked))
  }
  return {
    name,
    cells,
    widths: widthsOf(geometry),
    ...(hasMisprints && { choices: [{ ...readingCell, values: Object.values(readingWords) }] }),
  }
}

export const widthsOf = ({ columns }: Geometry): readonly number[] => [2, ...Array.from({ length: columns }, () => 7.5)]

/** What tells the cells apart without colour. */
const frames =
  'Thick frame, bold: given, to be changed. Dashed frame, slanted: the same number once more. Plain: a formula.'

export interface Head {
  readonly title: string
  /** What makes it again, and where its numbers come from. */
  readonly origin: string
}

/** Title, how to use the worksheet, what marks mean. */
export function headCells(title: string, use: string, told: string): readonly BookCell[] {
  const legend = (from: number): string =>
    roleNames
      .slice(from, from + 4)
      .map(role => `${roles[role].mark} ${roles[role].words}`)
      .join('   ')
  const notes = [use, legend(0), legend(4), told].map((text, i) => note(i + 1, text))
  return [{ row: 0, column: 1, part: 'title', value: title }, ...notes]
}

function readingCells(): readonly BookCell[] {
  return [
    { ...readingCell, part: 'input', value: readingWords.corrected },
    note(
      readingCell.row,
      `The reading: “${readingWords.corrected}” puts the misprints (†) right, “${readingWords.printed}” leaves them and follows them through.`,
      readingCell.column + 2,
    ),
  ]
}

export function headingCells(
  { place, title, row, signs, spots }: Section,
  worked: Worked,
  lines: number = 1,
): readonly BookCell[] {
  const step = stepOfSlug(place)
  return [
    { row, column: 1, part: 'heading', value: step === undefined ? `Given: ${title}` : `${step}  ${title}` },
    ...madeIn(spots, worked).map((made, i) => note(row + 1 + lines * i, made.map(formulaLine).join(' '))),
    ...signs.map(({ text, row, column }) => ({ row, column, part: 'sign', value: text }) as const),
  ]
}

/** How the matrices that are made here are made, a line each. */
const madeIn = (spots: readonly Spot[], worked: Worked): readonly (readonly SignFormula[])[] =>
  formulasOf(
    spots.flatMap(({ name, home }) => (home ? [name] : [])),
    { worked },
  )

export function spotCells(spot: Spot, section: Section, geometry: Geometry, worked: Worked): readonly BookCell[] {
  const grid = named(worked.values, spot.name, 'the lesson')
  const { role } = matrices[spot.name]
  const cells: BookCell[] = [captionCell(spot)]
  const content = (cell: CellRef, made: Expression | undefined, value: Exact) => {
    if (!spot.home) return { part: 'copy', formula: addressText(geometry.where(cell)) } as const
    if (made === undefined)
      return { part: 'input', ...(typeof value !== 'number' && { formula: `${value.n}/${value.d}` }) } as const
    const formula = formulaText(made, {
      where: source => geometry.where(source, section),
      printed: `${fixedText(readingCell)}="${readingWords.printed}"`,
    })
    return made.kind === 'amended'
      ? ({
          part: 'misprint',
          formula,
          note: '† Here the article has a misprint. Choose the reading at the top.',
        } as const)
      : ({ part: 'result', formula } as const)
  }
  grid.forEach((across, i) => {
    across.forEach((value, j) => {
      const cell = { name: spot.name, row: i, column: j }
      const [r, c] = spot.turned ? [j, i] : [i, j]
      const made = arithmeticAt(cell, worked)
      cells.push({
        row: spot.row + r,
        column: spot.column + c,
        role,
        value: toNumber(value),
        format: formatOf(value),
        edges: edgesOf(spot, r, c),
        ...content(cell, made, value),
      })
    })
  })
  return cells
}

export const edgesOf = (
  { rows, columns }: Spot,
  r: number,
  c: number,
): readonly [boolean, boolean, boolean, boolean] => [r === 0, c === columns - 1, r === rows - 1, c === 0]

export function captionCell({ name, row, column, columns, home, turned }: Spot): BookCell {
  const { symbol, title, role } = matrices[name]
  const short = columns < 4
  return {
    row: row - 1,
    column,
    part: 'caption',
    role,
    value: `${roles[role].mark} ${symbol}${turned ? 'ᵀ' : ''}${short ? '' : ` ${title}`}`,
    note: home
      ? `${symbol}: ${title}. ${saysOf(name)}`
      : `${symbol}: ${title}, as above${turned ? ', transposed: its rows are columns here' : ''}.`,
  }
}

/** The arithmetic of a computed cell; undefined of a given one. */
export function arithmeticAt(cell: CellRef, { net }: Worked): Expression | undefined {
  return named(net, cell.name).op === 'input' ? undefined : expression(net, cell)
}

/** Whole numbers as they are, fractions as fractions as far as they are short, decimals to four places. */
function formatOf(value: Exact): string {
  if (isDecimal(value)) return withMinus('0.0000')
  const digits = typeof value === 'number' || value.d === 1n ? Number.POSITIVE_INFINITY : String(value.d).length
  return withMinus(digits > 4 ? 'General' : `?/${'?'.repeat(digits)}`)
}
