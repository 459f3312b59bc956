// The live worksheet to be filled in: given numbers, open cells, and cells that say whether what is in them is right, or
// what went wrong. No answer stands in it: each check works from the given numbers, and from what was typed before.
import type { Worked } from '@dit-by-hand/core/lesson'
import { eachOf } from '@dit-by-hand/graph/at'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { allSteps, type Steps } from '../steps.ts'
import { type Address, addressText, rangeText } from './address.ts'
import { type BookCell, type BookSheet, note, withMinus } from './book.ts'
import { checkFormula } from './check.ts'
import { eachCell, type Filling, fillingOf, helpers, originCell, typedAt } from './filling.ts'
import { captionCell, edgesOf, type Head, headCells, headingCells, spotCells, widthsOf } from './full.ts'
import type { Section, Spot } from './geometry.ts'
import { cleanFormula, numberFormula, unsignedFormula } from './typed.ts'

/** What tells the cells apart without colour. */
const frames = 'Thick frame, bold: given. Dashed frame, slanted: the same number once more. White: to be filled in.'

/**
 * The numbers of a lesson to be filled in, those of some steps; what is worked before them stands there: the worksheet of
 * this name, and the hidden ones that its checks need.
 */
export function blankSheets(name: string, head: Head, worked: Worked, steps: Steps = allSteps): readonly BookSheet[] {
  const filling = fillingOf(name, worked, steps)
  const { geometry, asked, openCount } = filling
  const use = `Fill in the open cells: 3, -1, 0.5 or 1/2. Whether a row is right stands beside it, what went wrong above it.${
    worked.lesson.attention.kind === 'softmax' ? ' Two decimals are enough.' : ''
  }`
  const whole = rangeText({ sheet: helpers.why, row: 0, column: 0 }, { row: geometry.rows, column: geometry.columns })
  const widths = widthsOf(geometry)
  const helper = (helperName: string, cells: (spot: Spot) => readonly BookCell[]): BookSheet => ({
    name: helperName,
    cells: asked.flatMap(cells),
    widths,
    hidden: true,
  })
  /** A formula in the place of each open cell, of what was typed there, of that cleaned, and of that without its sign. */
  const reading = (helperName: string, formula: typeof numberFormula): BookSheet =>
    helper(helperName, spot =>
      eachCell(spot, (row, column) => {
        const from = eachOf([name, helpers.clean, helpers.unsigned], sheet => addressText({ sheet, row, column }))
        return formulaCell(row, column, 'note', formula(...from))
      }),
    )
  return [
    {
      name,
      widths,
      cells: [
        ...headCells(head.title, use, frames),
        {
          ...formulaCell(5, 1, 'why', `COUNTIF(${whole},"✓")&" of ${openCount} cells are right"`),
          value: `0 of ${openCount} cells are right`,
        },
        note(originCell.row, head.origin),
        ...geometry.sections.flatMap(section => sectionCells(section, filling)),
      ],
    },
    reading(helpers.clean, cleanFormula),
    reading(helpers.unsigned, (_, clean) => unsignedFormula(clean)),
    reading(helpers.typed, numberFormula),
    helper(helpers.why, spot => said(spot, filling)),
  ]
}

function sectionCells(section: Section, filling: Filling): readonly BookCell[] {
  const { worked, geometry, isAsked } = filling
  const asked = section.spots.filter(spot => spot.home && isAsked(spot.name))
  return [
    ...headingCells(section, worked, 2),
    ...asked.map((spot, i) => whyCell(spot, section.row + 2 + 2 * i)),
    ...section.spots.flatMap(spot => {
      if (!isAsked(spot.name)) return spotCells(spot, section, geometry, worked).map(standing)
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
function repeatedCells(spot: Spot, filling: Filling): readonly BookCell[] {
  const { role } = matrices[spot.name]
  return [
    captionCell(spot),
    ...eachCell(spot, (row, column, cell): BookCell => {
      const typed = addressText(typedAt(cell, filling))
      const edges = edgesOf(spot, row - spot.row, column - spot.column)
      const format = withMinus('General')
      return { ...formulaCell(row, column, 'copy', `IF(${typed}="","",${typed})`), role, edges, format }
    }),
  ]
}

/** The first thing to say of a matrix. */
function whyCell(spot: Spot, row: number): BookCell {
  const column = spot.column + spot.columns
  const first = firstOf({ sheet: helpers.why, row: spot.row, column }, { row: spot.row + spot.rows - 1, column })
  return formulaCell(row, 1, 'why', first)
}

/** The first thing that went wrong in a row or a column of what is said, or else the first that is missing. Looked up, because
 *  conditions within conditions are 64 at most. */
function firstOf(from: Address, to: Address): string {
  const range = rangeText(from, to)
  const first = (mark: string): string => `INDEX(${range},MATCH("${mark}*",${range},0))`
  return `IFERROR(${first('✗')},IFERROR(${first('…')},""))`
}

/** What is to be said of each cell: ✓, nothing yet, or what went wrong; and the first of a row behind its last cell. */
function said(spot: Spot, filling: Filling): readonly BookCell[] {
  const cells = eachCell(spot, (row, column, cell) =>
    formulaCell(row, column, 'note', checkFormula(cell, { row, column }, filling)),
  )
  const ends = Array.from({ length: spot.rows }, (_, r): BookCell => {
    const [row, end] = [spot.row + r, spot.column + spot.columns]
    return formulaCell(row, end, 'note', firstOf({ row, column: spot.column }, { row, column: end - 1 }))
  })
  return [...cells, ...ends]
}
