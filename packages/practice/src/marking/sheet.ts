// A learner's sheet: the lesson as it is right, and as it goes on from the numbers that were filled in.
import { cellValue, netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import { exact } from '@dit-by-hand/graph/arith'
import { type Exact, isDecimal, toCell, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, evaluateExpression, expression } from '@dit-by-hand/graph/expression'
import { topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import { rewritten } from '@dit-by-hand/walkthrough/edits'
import type { Problem } from '../problem/problem.ts'
import { paperNumber, shown, twoDecimals } from '../sheet/cells.ts'

export interface Sheet {
  readonly lesson: Lesson
  /** As it is right. */
  readonly right: Worked
  /** As it goes on from what was filled in, right or wrong: each entry stands in place of what is computed. */
  readonly own: Worked
}

const rightly = memo((lesson: Lesson) => work(lesson, netOf(lesson)))

/** The sheet with some cells filled in. Of two for a cell the later counts. */
export function sheetOf(
  { lesson }: Pick<Problem, 'lesson'>,
  filled: readonly { readonly cell: CellRef; readonly value: Exact }[],
): Sheet {
  const right = rightly(lesson)
  const edits = filled.map(({ cell, value }) => ({ cell, value: cellOf(value) }))
  const net = rewritten(right.net, lesson, edits)
  return { lesson, right, own: net === right.net ? right : work(lesson, net) }
}

/** A value that was typed is a whole number or a fraction, never a decimal. */
function cellOf(value: Exact): Cell {
  if (isDecimal(value)) throw new RangeError(`${value} is a decimal; what is typed is read exactly`)
  return toCell(value)
}

/** A learner's numbers as the sheet shows them: decimals to two places. */
const onPaper = memo((own: Worked): Worked => {
  const rounded = Object.entries(own.values).map(([name, grid]) => [name, grid.map(row => row.map(shown))])
  return { ...own, values: Object.fromEntries(rounded) }
})

/** What a matrix may be worked from: the learner's numbers, and after a softmax also as the sheet shows them. */
export const bases = ({ lesson, own }: Sheet, name: string): readonly Worked[] =>
  isSoft(lesson, name) ? [own, onPaper(own)] : [own]

/** What a cell should be, worked from the numbers before it as they stand on the sheet. */
export const expected = ({ right, own }: Sheet, cell: CellRef, from: Worked = own): Exact =>
  evaluateExpression(expression(right.net, cell), exact, ref => cellValue(from, ref))

/** The same from the numbers as a sheet shows them: decimals to two places. */
export const expectedFromShown = (sheet: Sheet, cell: CellRef): Exact => expected(sheet, cell, onPaper(sheet.own))

/** How a number of a matrix is written: wherever a softmax lies before it, what is not whole has two decimals, however it
 *  was arrived at. */
export const numberText = (lesson: Lesson, name: string, value: Exact): string =>
  isSoft(lesson, name) && !isWhole(value) ? twoDecimals(toNumber(shown(value))) : paperNumber(value)

/** A number as a line of arithmetic shows it, from the learner's own sheet. */
export function leafOf({ lesson, own }: Sheet, cell: CellRef): { readonly text: string; readonly value: Exact } {
  const value = cellValue(own, cell)
  const text = numberText(lesson, cell.name, value)
  // What has two decimals is no fraction that needs brackets.
  return { text, value: text.includes('.') ? toNumber(shown(value)) : value }
}

export const isWhole = (value: Exact): boolean => (typeof value === 'number' ? !isDecimal(value) : value.d === 1n)

const softIn = memo(
  (lesson: Lesson) =>
    new Set(
      Object.entries(netOf(lesson)).flatMap(([name, node]) =>
        topological([node]).some(part => part.op === 'share' && part.arg.soft) ? [name] : [],
      ),
    ),
)

/** Whether a softmax lies before a matrix, so that its numbers are decimals and a tolerance holds. */
export const isSoft = (lesson: Lesson, name: string): boolean => softIn(lesson).has(name)
