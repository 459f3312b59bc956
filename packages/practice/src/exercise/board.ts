// The matrices of a task on one grid, as a learner sees them: given numbers, what was typed, and what follows from it.
import { cellValue } from '@dit-by-hand/core/lesson'
import { type Exact, fromCell } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey, expression, sources } from '@dit-by-hand/graph/expression'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { blockWith, laidOut } from '@dit-by-hand/walkthrough/laid-out'
import type { Block, CellView, Sign } from '@dit-by-hand/walkthrough/scene'
import { type Field, fieldsOf, typedCells } from '../marking/fields.ts'
import { filledIn, type Verdict } from '../marking/mark.ts'
import { numberText, sheetOf } from '../marking/sheet.ts'
import { readNumber } from '../marking/typed.ts'
import { hintsAt, type Work } from '../progress/progress.ts'
import type { Posed, Task } from './exercise.ts'
import { layoutOf } from './layout.ts'

/** What was typed, as a number: a picture comes out as it is filled in. */
function worthOf(typed: string | undefined): Exact {
  const read = readNumber(typed ?? '')
  return read.ok ? read.value : 0
}

export interface BoardState {
  readonly posed: Posed
  readonly task: Task
  readonly work: Pick<Work, 'entries' | 'hints'>
  /** Verdicts on what was checked, by field. */
  readonly marks: { readonly [id: string]: Verdict }
  /** Where the learner is. */
  readonly focus: Field
}

/** A cell that is to be filled in, or that may be typed over. */
export interface BlankCell {
  readonly field: Field
  /** What stands there; undefined where nothing was typed. */
  readonly typed: string | undefined
  readonly verdict: Verdict | undefined
  /** What is printed there, where a misprint is to be found; null where the cell is blank. */
  readonly printed: string | null
  /** Whether it is filled in at this place of the board: a matrix may stand on more than one page of its step. */
  readonly isHere: boolean
}

export interface Board {
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
  /** A number on the board as one to be filled in; null where it is given. */
  readonly blankAt: (view: CellView) => BlankCell | null
}

/**
 * The board of a task. In its blocks an empty blank says '?'; no text of it, and no value, is one that the learner has yet to
 * find. @param text what a blank says, where it is not what was typed
 */
export function boardOf(
  { posed, task, work, marks, focus }: BoardState,
  text: (blank: Omit<BlankCell, 'isHere'>) => string = ({ typed, printed }) => typed ?? printed ?? '?',
): Board {
  const sheet = sheetOf(posed.problem, filledIn(typedCells(posed, work.entries)))
  const fields = new Map(
    fieldsOf(task, posed).flatMap(field => (field.cell ? [[cellKey(field.cell), field] as const] : [])),
  )
  const lit = new Set(
    focus.cell && hintsAt(work, focus.id) > 1 ? sources(expression(sheet.right.net, focus.cell)).map(cellKey) : [],
  )
  const worth = (cell: CellRef): Exact =>
    task.kind === 'misprint' && cellKey(task.cell) === cellKey(cell)
      ? fromCell(task.printed)
      : cellValue(sheet.own, cell)
  const printedAt = (cell: CellRef): string => numberText(posed.problem.lesson, cell.name, worth(cell))
  const blankOf = (cell: CellRef): Omit<BlankCell, 'isHere'> | null => {
    const field = fields.get(cellKey(cell))
    if (!field) return null
    const typed = work.entries[field.id]
    return {
      field,
      typed: typed === '' ? undefined : typed,
      verdict: marks[field.id],
      printed: task.kind === 'misprint' ? printedAt(cell) : null,
    }
  }
  const view = (cell: CellRef): CellView => {
    const blank = blankOf(cell)
    const isFocus = blank !== null && focus.cell !== null && cellKey(focus.cell) === cellKey(cell)
    return {
      cell,
      value: blank === null || blank.printed !== null ? worth(cell) : worthOf(blank.typed),
      text: blank === null ? printedAt(cell) : text(blank),
      whole: null,
      lit: isFocus ? 'focus' : lit.has(cellKey(cell)) ? 'source' : null,
      was: null,
      given: blank === null,
      misprint: null,
      origin: null,
      gradient: null,
    }
  }
  const from = { worked: sheet.right, facts: factsOf(sheet.right) }
  const { blocks, signs } = laidOut(layoutOf(task, sheet.right), (name, place) => blockWith(name, place, from, view))
  const blanks = new Map<CellView, BlankCell>()
  const names = new Set<string>()
  for (const { name, rows } of blocks) {
    for (const one of rows.flat()) {
      const blank = blankOf(one.cell)
      if (blank) blanks.set(one, { ...blank, isHere: !names.has(name) })
    }
    names.add(name)
  }
  return { blocks, signs, blankAt: one => blanks.get(one) ?? null }
}
