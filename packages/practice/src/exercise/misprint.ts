// A misprint planted in a worked step, so that it can be found: one number that is not what its arithmetic gives.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, equal, mul, ratio, sign, toCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell } from '@dit-by-hand/spec/format'
import type { AnswerName } from '@dit-by-hand/spec/names'
import type { Dice } from '../problem/random.ts'
import { shown } from '../sheet/cells.ts'
import { cellsOf } from './cells.ts'

/**
 * Draws a cell of some matrices and what is printed there instead: one more, one less, or with the other sign; a share or a
 * digit as another one may be. Nothing that is seen to be wrong before it is worked.
 */
export function planted(
  worked: Worked,
  names: readonly AnswerName[],
  dice: Dice,
): { readonly cell: CellRef; readonly printed: Cell } {
  const name = dice.pick(names)
  const cell = dice.pick(cellsOf(worked.net, name))
  const value = cellValue(worked, cell)
  const node = named(worked.net, name)
  const isSoft = node.op === 'share' && node.arg.soft
  const isPart = node.op === 'share' || node.op === 'bits'
  const isSigned = named(worked.values, name)
    .flat()
    .some(other => sign(other) < 0)
  const step = isSoft ? ratio(1n, 10n) : 1
  const others = isPart && !isSoft ? [0, 1] : [add(value, step), add(value, mul(step, -1)), mul(value, -1)]
  const seems = (other: Exact): boolean =>
    !equal(shown(other), shown(value)) && (isSigned || sign(other) >= 0) && !(isPart && compare(other, 1) > 0)
  return { cell, printed: toCell(shown(dice.pick(others.filter(seems)))) }
}
