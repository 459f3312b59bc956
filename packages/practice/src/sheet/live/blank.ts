// The live worksheet to be filled in: given numbers, open cells, and cells that say whether what is in them is right, or
// what went wrong. No answer stands in it: each check works from the given numbers, and from what was typed before.
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { eachOf, named } from '@dit-by-hand/graph/at'
import type { CellRef, Expression } from '@dit-by-hand/graph/expression'
import { fitted, lineOf } from '@dit-by-hand/graph/text'
import { stepOfSlug } from '@dit-by-hand/spec/names'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { fewestPlaces, tolerance as soft } from '../../marking/tolerance.ts'
import { stepOf } from '../arithmetic.ts'
import { allSteps, lastOf, type Steps } from '../steps.ts'
import { type Address, addressText, rangeText } from './address.ts'
import type { BookCell, BookSheet } from './book.ts'
import { formulaText, longestFormula } from './formula.ts'
import { arithmeticAt, captionCell, edgesOf, headCells, headingCells, spotCells, widthsOf } from './full.ts'
import { type Geometry, geometryOf, type Section, type Spot } from './geometry.ts'
import { slackFormula } from './slack.ts'
import { slipsOf } from './slips.ts'
import { cleanFormula, numberFormula, unread, unsignedFormula } from './typed.ts'

/** How close a number must be. Exact lessons ask for the number itself, or a fraction rounded to two places at least; with
 *  softmax the marker's tolerance holds, plus what earlier rounding carries through. */
type Closeness = 'exact' | 'soft'

/** How far a number with two decimals is from the true one, at most. */
const rounding = 0.005

/** The worksheets that the checks work on: what was typed, cleaned; without its sign; the number of it; what is to be said of it. */
export const helpers = { clean: 'Cleaned', unsigned: 'Unsigned', typed: 'Read', why: 'Said' } as const

/** Spreadsheets take no longer text inside a formula. */
const longestText = 200

/** What tells the cells apart without colour. */
const frames = 'Thick frame, bold: given. Dashed frame, slanted: the same number once more. White: to be filled in.'

interface Filling {
  readonly name: string
  readonly worked: Worked
  readonly geometry: Geometry
  readonly closeness: Closeness
  readonly steps: Steps
}

/** What is worked after the last step that is asked is no part of the sheet. */
const upTo = (geometry: Geometry, last: number): Geometry => ({
  ...geometry,
  sections: geometry.sections.filter(({ place }) => (stepOfSlug(place) ?? 0) <= last),
})

const askedIn = (filling: Pick<Filling, 'worked' | 'steps' | 'geometry'>) =>
  filling.geometry.sections.flatMap(section =>
    section.spots.filter(spot => spot.home && isAsked(spot.name, filling)).map(spot => ({ spot, section })),
  )

/** The open cells of a blank worksheet, in the order in which they are worked, and where each stands. */
export function openCells(worked: Worked, steps: Steps): readonly (Address & { readonly cell: CellRef })[] {
  const geometry = upTo(geometryOf(worked, 2), lastOf(steps))
  return askedIn({ worked, steps, geometry }).flatMap(({ spot }) =>
    eachCell(spot, (row, column, cell) => ({ row, column, cell })),
  )
}

/** Where a worksheet says what makes it again: by that it is known when it comes back. */
export const originCell = { row: 6, column: 1 } as const

/**
 * The numbers of a lesson to be filled in, those of some steps; what is worked before them stands there: the worksheet of
 * this name, and the hidden ones that its checks need.
 */
export function blankSheets(
  name: string,
  { title, origin }: { readonly title: string; readonly origin: string },
  worked: Worked,
  steps: Steps = allSteps,
): readonly BookSheet[] {
  const geometry = upTo(geometryOf(worked, 2), lastOf(steps))
  const isSoft = worked.lesson.attention.kind === 'softmax'
  const filling: Filling = { name, worked, geometry, steps, closeness: isSoft ? 'soft' : 'exact' }
  const asked = askedIn(filling)
  const count = asked.reduce((sum, { spot }) => sum + spot.rows * spot.columns, 0)
  const use = `Fill in the open cells: 3, -1, 0.5 or 1/2. Whether a row is right stands beside it, what went wrong above it.${
    isSoft ? ' Two decimals are enough.' : ''
  }`
  const whole = rangeText({ sheet: helpers.why, row: 0, column: 0 }, { row: geometry.rows, column: geometry.columns })
  const widths = widthsOf(geometry)
  const helper = (helperName: string, cells: readonly BookCell[]): BookSheet => ({
    name: helperName,
    cells,
    widths,
    hidden: true,
  })
  return [
    {
      name,
      widths,
      cells: [
        ...headCells(title, use, frames),
        {
          ...formulaCell(5, 1, 'why', `COUNTIF(${whole},"✓")&" of ${count} cells are right"`),
          value: `0 of ${count} cells are right`,
        },
        { ...originCell, part: 'note', value: origin },
        ...geometry.sections.flatMap(section => sectionCells(section, filling)),
      ],
    },
    helper(
      helpers.clean,
      asked.flatMap(({ spot }) => cleaned(spot, filling)),
    ),
    helper(
      helpers.unsigned,
      asked.flatMap(({ spot }) => unsigned(spot)),
    ),
    helper(
      helpers.typed,
      asked.flatMap(({ spot }) => read(spot)),
    ),
    helper(
      helpers.why,
      asked.flatMap(({ spot, section }) => said(spot, section, filling)),
    ),
  ]
}

/** Whether a matrix is to be filled in where it is made. */
function isAsked(name: Name, { worked, steps }: Pick<Filling, 'worked' | 'steps'>): boolean {
  return named(worked.net, name).op !== 'input' && steps.includes(stepOf(name))
}

function sectionCells(section: Section, filling: Filling): readonly BookCell[] {
  const { worked, geometry } = filling
  const asked = section.spots.filter(spot => spot.home && isAsked(spot.name, filling))
  return [
    ...headingCells(section, worked, 2),
    ...asked.map((spot, i) => whyCell(spot, section.row + 2 + 2 * i)),
    ...section.spots.flatMap(spot => {
      if (!isAsked(spot.name, filling)) return spotCells(spot, section, geometry, worked).map(standing)
      return spot.home ? answerCells(spot) : repeatedCells(spot, filling)
    }),
  ]
}

/** What is worked in a step that is not asked stands there as it is: what it follows from may be asked, and still be open. */
function standing(cell: BookCell): BookCell {
  const { formula: _, ...still } = cell
  return cell.part === 'result' ? still : cell
}

/** A cell that is empty until its formula says something. */
const formulaCell = (row: number, column: number, part: BookCell['part'], formula: string): BookCell => ({
  row,
  column,
  part,
  value: '',
  formula,
})

const eachCell = <T>(spot: Spot, make: (row: number, column: number, cell: CellRef) => T): readonly T[] =>
  Array.from({ length: spot.rows * spot.columns }, (_, i) => {
    const [r, c] = [Math.floor(i / spot.columns), i % spot.columns]
    return make(spot.row + r, spot.column + c, {
      name: spot.name,
      row: spot.turned ? c : r,
      column: spot.turned ? r : c,
    })
  })

/** Open cells, and beside each row whether it is right. */
function answerCells(spot: Spot): readonly BookCell[] {
  const { role } = matrices[spot.name]
  const open = eachCell(spot, (row, column): BookCell => {
    const edges = edgesOf(spot, row - spot.row, column - spot.column)
    return { row, column, part: 'answer', role, value: '', edges }
  })
  const marks = Array.from({ length: spot.rows }, (_, r): BookCell => {
    const row = spot.row + r
    const end = { sheet: helpers.why, row, column: spot.column + spot.columns }
    const cells = rangeText({ sheet: helpers.why, row, column: spot.column }, { row, column: end.column - 1 })
    const mark = `IF(${addressText(end)}<>"",LEFT(${addressText(end)},1),IF(COUNTIF(${cells},"✓")=${spot.columns},"✓",""))`
    return formulaCell(row, end.column, 'mark', mark)
  })
  return [captionCell(spot), ...open, ...marks]
}

/** What was typed elsewhere, once more. */
function repeatedCells(spot: Spot, { geometry }: Filling): readonly BookCell[] {
  const { role } = matrices[spot.name]
  return [
    captionCell(spot),
    ...eachCell(spot, (row, column, cell): BookCell => {
      const typed = addressText(typedAt(cell, geometry))
      const edges = edgesOf(spot, row - spot.row, column - spot.column)
      return { ...formulaCell(row, column, 'copy', `IF(${typed}="","",${typed})`), role, edges }
    }),
  ]
}

/** The first thing to say of a matrix. */
function whyCell(spot: Spot, row: number): BookCell {
  const ends = Array.from({ length: spot.rows }, (_, r) =>
    addressText({ sheet: helpers.why, row: spot.row + r, column: spot.column + spot.columns }),
  )
  return formulaCell(row, 1, 'why', firstOf(ends))
}

const firstOf = (cells: readonly string[]): string =>
  cells.reduceRight((rest, cell) => `IF(${cell}<>"",${cell},${rest})`, '""')

function homeSection(name: string, { sections }: Geometry): Section {
  const section = sections.find(({ spots }) => spots.some(spot => spot.name === name && spot.home))
  if (!section) throw new RangeError(`there is no matrix ${name} on the worksheet`)
  return { ...section, spots: section.spots.filter(({ home }) => home) }
}

const typedAt = (cell: CellRef, geometry: Geometry): Address => ({
  ...geometry.where(cell, homeSection(cell.name, geometry)),
  sheet: helpers.typed,
})

const formulas = (spot: Spot, formula: (at: { readonly row: number; readonly column: number }) => string) =>
  eachCell(spot, (row, column) => formulaCell(row, column, 'note', formula({ row, column })))

const cleaned = (spot: Spot, { name }: Filling): readonly BookCell[] =>
  formulas(spot, at => cleanFormula(addressText({ sheet: name, ...at })))

const unsigned = (spot: Spot): readonly BookCell[] =>
  formulas(spot, at => unsignedFormula(addressText({ sheet: helpers.clean, ...at })))

const read = (spot: Spot): readonly BookCell[] =>
  formulas(spot, at => {
    const [clean, bare] = eachOf([helpers.clean, helpers.unsigned], sheet => addressText({ sheet, ...at }))
    return numberFormula(clean, bare)
  })

/** What is to be said of each cell: ✓, nothing yet, or what went wrong; and the first of a row behind its last cell. */
function said(spot: Spot, section: Section, filling: Filling): readonly BookCell[] {
  const cells = eachCell(spot, (row, column, cell) =>
    formulaCell(row, column, 'note', checkFormula(cell, { row, column }, filling)),
  )
  const ends = Array.from({ length: spot.rows }, (_, r): BookCell => {
    const row = spot.row + r
    const wrong = Array.from({ length: spot.columns }, (_, c) => addressText({ row, column: spot.column + c }))
    const first = wrong.reduceRight((rest, cell) => `IF(OR(${cell}="",${cell}="✓"),${rest},${cell})`, '""')
    return formulaCell(row, spot.column + spot.columns, 'note', first)
  })
  return section.spots.includes(spot) ? [...cells, ...ends] : cells
}

function checkFormula(cell: CellRef, at: { readonly row: number; readonly column: number }, filling: Filling): string {
  const { worked, geometry, closeness, name } = filling
  const made = arithmeticAt(cell, worked)
  if (!made) throw new RangeError(`${cell.name} is given; there is nothing to check`)
  const isTyped = (source: CellRef): boolean => isAsked(source.name as Name, filling)
  const where = (source: CellRef): Address =>
    isTyped(source)
      ? typedAt(source, geometry)
      : { ...geometry.where(source, homeSection(source.name, geometry)), sheet: name }
  const [typed, text] = eachOf([helpers.typed, helpers.clean], sheet => addressText({ sheet, ...at }))
  const place = `${matrices[cell.name as Name].symbol}, row ${cell.row + 1}, column ${cell.column + 1}: `
  const off = (formula: string): string => `ABS(${typed}-(${formula}))`
  const right = formulaText(made, { where })
  const wrong = (says: string): string => `"✗ ${(place + says).replaceAll('"', '""').slice(0, longestText)}"`
  const names = lineOf(fitted(made, ref => ({ text: shortName(ref) }), longestText - place.length - 12))
  const slips = slipsOf(worked.net, cell, made).map(
    slip =>
      `IF(IFERROR(${off(formulaText(slip.made, { where }))}<=${closeness === 'soft' ? soft.absolute : tiny},FALSE),${wrong(slip.says)},`,
  )
  const missing = '"… what it is made from is still missing"'
  const isRight =
    closeness === 'soft' ? isNear(off(right), typed, made, isTyped, where) : isExactly(off(right), right, text)
  for (let most = slips.length; ; most--) {
    const told = slips.slice(0, most)
    const otherwise = `${told.join('')}${wrong(`not yet; it is ${names}`)}${')'.repeat(told.length)}`
    const formula = `IF(${typed}="","",IF(${typed}="${unread}",${wrong('that is not a number: write one such as 3, -1, 0.5 or 1/2')},IFERROR(IF(${isRight},"✓",${otherwise}),${missing})))`
    // A long cell is told less about rather than refused.
    if (formula.length <= longestFormula || most === 0) return formula
  }
}

/** A difference of nothing, as doubles go. Not 1E-9: HyperFormula 3 takes that for an error within a formula. */
const tiny = '10^-9'

/** The number itself; or a fraction rounded to the places that were written, two at least. */
function isExactly(off: string, right: string, text: string): string {
  const places = `(LEN(${text})-FIND(".",${text}))`
  const rounded = `AND(${places}>=${fewestPlaces},${off}<=0.5*10^-${places}+10^-12,ABS(${right}-ROUND(${right},0))>${tiny})`
  return `OR(${off}<=${tiny}*MAX(1,ABS(${right})),IFERROR(${rounded},FALSE))`
}

function isNear(
  off: string,
  typed: string,
  made: Expression,
  isTyped: (cell: CellRef) => boolean,
  where: (cell: CellRef) => Address,
): string {
  const slack = slackFormula(made, source => (isTyped(source) ? rounding : undefined), { where })
  return `${off}<=MAX(${soft.absolute},${soft.relative}*ABS(${typed}))+0.0005${slack === undefined ? '' : `+${slack}`}`
}
