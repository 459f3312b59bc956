// Slips in writing a number down: that of another row or column, a share in percent, a fraction upside down, a point in the wrong
// place, powers of e that were rounded too early.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { exact } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { type Exact, inv, isDecimal, mul, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, evaluateExpression, expression } from '@dit-by-hand/graph/expression'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { columnHead, rowHead } from '@dit-by-hand/walkthrough/matrices'
import { cellsOf } from '../exercise/cells.ts'
import type { LineSlip } from './arithmetic.ts'
import { expected, isSoft, isWhole, type Sheet } from './sheet.ts'

type WritingSlip = Pick<LineSlip, 'says' | 'rank'> & { readonly made: Exact }

/** Every slip in writing a cell down. @param from the numbers that it is worked from */
export function* writingSlips(sheet: Sheet, cell: CellRef, from: Worked): Generator<WritingSlip> {
  const value = expected(sheet, cell, from)
  if (cell.name === 'attention') yield { says: 'the share is written in percent', made: mul(100, value), rank: 0.5 }
  if (!isWhole(value)) {
    if (!isDecimal(value)) yield { says: 'the fraction is turned upside down', made: inv(value), rank: 1.2 }
    yield { says: 'the decimal point stands one place too far to the right', made: mul(10, value), rank: 2.9 }
    yield { says: 'the decimal point stands one place too far to the left', made: mul(inv(10), value), rank: 2.9 }
  }
  yield* roundedPowers(sheet, cell, from)
  // A share of all or nothing is as another share is, whatever was done.
  if (cell.name !== 'attention' || isSoft(sheet.lesson, cell.name)) yield* fromBeside(sheet, cell, from)
}

/** The number of another column, or of another row, the nearest first. */
function* fromBeside(sheet: Sheet, cell: CellRef, from: Worked): Generator<WritingSlip> {
  const facts = factsOf(sheet.right)
  const off = ({ row, column }: CellRef): number => Math.abs(row - cell.row) + Math.abs(column - cell.column)
  const beside = cellsOf(sheet.right.net, cell.name).filter(
    other => off(other) > 0 && (other.row === cell.row || other.column === cell.column),
  )
  for (const other of beside.toSorted((a, b) => off(a) - off(b))) {
    const [there, here] = [other, cell].map(({ name, row, column }) =>
      other.row === cell.row ? columnHead(name, column, facts) : rowHead(name, row, facts),
    )
    yield { says: `${there} is taken instead of ${here}`, made: expected(sheet, other, from), rank: 2.3 }
  }
}

/** A share of powers of e that were rounded to two places before they were divided. */
function* roundedPowers({ right }: Sheet, cell: CellRef, from: Worked): Generator<WritingSlip> {
  const line = expression(right.net, cell)
  if (line.kind !== 'share' || !line.soft) return
  const powers = line.among.map(score => {
    const power = Math.exp(toNumber(evaluateExpression(score, exact, of => cellValue(from, of))))
    return Math.round(100 * power) / 100
  })
  const made = at(powers, line.index) / powers.reduce((a, b) => a + b)
  yield { says: 'the powers of e are rounded before they are divided', made, rank: 0.6 }
}
