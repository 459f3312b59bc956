// Marking: each number that was filled in is right, or not yet, with what happened; later ones follow from one's own.
import { cellValue } from '@dit-by-hand/core/lesson'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { cellTitle } from '@dit-by-hand/walkthrough/matrices'
import type { Problem } from '../problem/problem.ts'
import { agrees, type Filled, happened, isSameCell, looksLike } from './happened.ts'
import { bases, expected, type Sheet, sheetOf } from './sheet.ts'
import { isExactly } from './tolerance.ts'
import { printed, readNumber } from './typed.ts'

/** How a number came out. */
export type Verdict =
  | { readonly state: 'blank' }
  | { readonly state: 'unread'; readonly says: string }
  | {
      readonly state: 'right'
      /** `near`: within the tolerance for what comes after a softmax. */
      readonly how: 'exactly' | 'rounded' | 'near'
      /** The earlier number that is not right, where this one follows from it rightly. */
      readonly follows: CellRef | null
      readonly says: string
    }
  | {
      readonly state: 'wrong'
      /** Whether what happened is known. */
      readonly isNamed: boolean
      readonly says: string
    }

/** What stands beside a number that was judged; '' where there is nothing to say. */
export const verdictSign = (verdict: Verdict | undefined): string =>
  verdict?.state === 'right' ? '✓' : verdict?.state === 'wrong' || verdict?.state === 'unread' ? '✗' : ''

/** A cell and what was typed there. */
export interface Typed {
  readonly cell: CellRef
  readonly text: string
}

/** All that was typed that is a number. */
export function filledIn(typed: readonly Typed[]): readonly Filled[] {
  return typed.flatMap(({ cell, text }) => {
    const read = readNumber(text)
    return read.ok ? [{ cell, value: read.value, places: read.places }] : []
  })
}

/**
 * Marks what was typed at some cells.
 * @param typed everything that was typed so far, in the order of the walk: later cells are judged from it
 * @param cells which cells to judge
 * @returns a verdict a cell, in the order of `cells`
 */
export function markCells(
  problem: Pick<Problem, 'lesson'>,
  typed: readonly Typed[],
  cells: readonly CellRef[],
): readonly Verdict[] {
  const filled = filledIn(typed)
  const sheet = sheetOf(problem, filled)
  return cells.map(cell => {
    const text = typed.findLast(one => isSameCell(one.cell, cell))?.text ?? ''
    if (text.trim() === '') return { state: 'blank' }
    const read = readNumber(text)
    if (!read.ok) return { state: 'unread', says: read.why }
    const here = { cell, value: read.value, places: read.places }
    return rightly(sheet, here, filled) ?? wrongly(sheet, here, filled, printed(text))
  })
}

/** Right as the lesson has it, or from the learner's own numbers before it. */
function rightly(sheet: Sheet, here: Filled, filled: readonly Filled[]): Verdict | undefined {
  const truth = cellValue(sheet.right, here.cell)
  const own = bases(sheet, here.cell.name).map(from => expected(sheet, here.cell, from))
  const fitting = [truth, ...own].filter(wanted => agrees(sheet, here, wanted))
  if (fitting.length === 0) return undefined
  const how = fitting.map(wanted => isExactly(here, wanted)).find(exactly => exactly !== null) ?? 'near'
  const follows = agrees(sheet, here, truth) ? null : firstWrong(sheet, filled, here.cell)
  return { state: 'right', how, follows, says: said(sheet, how, follows) }
}

function said(sheet: Sheet, how: 'exactly' | 'rounded' | 'near', follows: CellRef | null): string {
  if (follows)
    return `Right, from your own numbers. Not right yet, before it: ${cellTitle(follows, factsOf(sheet.right))}.`
  return how === 'exactly' ? 'Right.' : how === 'rounded' ? 'Right, rounded.' : 'Right, within the tolerance.'
}

/** The first number before a cell that is not what it should be. */
function firstWrong(sheet: Sheet, filled: readonly Filled[], cell: CellRef): CellRef | null {
  const before = filled.filter(one => !isSameCell(one.cell, cell))
  return before.find(one => !agrees(sheet, one, cellValue(sheet.right, one.cell)))?.cell ?? null
}

/** All that is said of a wrong number of which nothing is known. */
export const notYet = 'Not yet.'

/** @param text the number as it was typed */
function wrongly(sheet: Sheet, here: Filled, filled: readonly Filled[], text: string): Verdict {
  const beside = filled.filter(({ cell }) => cell.name === here.cell.name)
  const says = happened(sheet, here, beside)
  if (says !== null) return { state: 'wrong', isNamed: true, says: `Not yet: ${text} is what comes out when ${says}.` }
  const look = looksLike(sheet, here)
  return { state: 'wrong', isNamed: false, says: look === null ? notYet : `${notYet} ${look}` }
}
