// A misprint planted in a worked step, so that it can be found: one number that is not what its arithmetic gives.
import type { Worked } from '@dit-by-hand/core/lesson'
import { add, mul, sign, toCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell } from '@dit-by-hand/spec/format'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { worthAt } from '@dit-by-hand/walkthrough/line'
import type { Dice } from '../problem/random.ts'
import { shown } from '../sheet/cells.ts'
import { cellsOf } from './cells.ts'

/** Draws a cell of some matrices and what is printed there instead: one more, one less, or with the other sign. */
export function planted(
  worked: Worked,
  names: readonly AnswerName[],
  dice: Dice,
): { readonly cell: CellRef; readonly printed: Cell } {
  const cell = dice.pick(cellsOf(worked.net, dice.pick(names)))
  const value = worthAt(worked, cell)
  const others = [add(value, 1), add(value, -1), ...(sign(value) === 0 ? [] : [mul(value, -1)])]
  return { cell, printed: toCell(shown(dice.pick(others))) }
}
