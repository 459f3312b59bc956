// The line of arithmetic: one cell written out with names and with values. In words it stands in line-spoken.ts.

import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { readThrough } from '@dit-by-hand/core/names'
import { exact } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { compare, type Exact, equal } from '@dit-by-hand/graph/exact'
import { type CellRef, type Expression, evaluateExpression, expression, sources } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { type Token, tokens } from '@dit-by-hand/graph/text'
import { leafOf } from './leaf.ts'
import { cellTitle, symbolOf } from './matrices.ts'
import type { Facts } from './telling.ts'
import { consumersIn } from './workbench.ts'

/** The line of arithmetic of one cell, and what goes with it. */
export interface Line {
  readonly cell: CellRef
  /** "latent, feature 1, patch 3" */
  readonly title: string
  /** Whether the number is given by the lesson, not computed. */
  readonly given: boolean
  readonly names: readonly Token[]
  readonly values: readonly Token[]
  readonly result: string
  /** The meaning, in words, of notation that is not taught at school; null where there is none. */
  readonly meaning: string | null
  readonly sources: readonly CellRef[]
  readonly consumers: readonly CellRef[]
}

/** The value of a named cell; undefined where there is none. */
export function valueAt({ values }: Pick<Worked, 'values'>, { name, row, column }: CellRef): Exact | undefined {
  return values[name as keyof typeof values]?.[row]?.[column]
}

/** `We[1,2]`: the matrix's symbol, row and column as readers count. */
export const shortName = ({ name, row, column }: CellRef): string => `${symbolOf(name)}[${row + 1},${column + 1}]`

/** A cell’s arithmetic, activations with what they are applied to. @throws {RangeError} where there is no such cell */
export function arithmeticOf(cell: CellRef, { net }: Worked): Expression {
  return expression(net, cell, readThrough)
}

/** Whether a number is given by the lesson, not computed. */
export const isGiven = (cell: CellRef, arithmetic: Expression): boolean =>
  arithmetic.kind === 'cell' && arithmetic.cell.name === cell.name

/** The line of arithmetic of a cell. @throws {RangeError} where the lesson has no such cell */
export function lineFor(cell: CellRef, worked: Worked, facts: Facts): Line {
  const arithmetic = arithmeticOf(cell, worked)
  const value = cellValue(worked, cell)
  const worth = (ref: CellRef): Exact => cellValue(worked, ref)
  return {
    cell,
    title: cellTitle(cell, facts),
    given: isGiven(cell, arithmetic),
    names: tokens(arithmetic, ref => ({ text: shortName(ref) })),
    values: tokens(arithmetic, leafOf(worth, arithmetic)),
    result: showNumber(value),
    meaning: meaningIn(arithmetic, worth),
    sources: isGiven(cell, arithmetic) ? [] : sources(arithmetic),
    consumers: consumersIn(worked.net, cell),
  }
}

/** The meaning of an attention weight, in words; null for other arithmetic. */
function meaningIn(arithmetic: Expression, worth: (cell: CellRef) => Exact): string | null {
  if (arithmetic.kind !== 'share') return null
  if (arithmetic.soft)
    return 'Softmax: e to the power of this score over the root, divided by the sum of these powers in its column.'
  const scores = arithmetic.among.map(each => evaluateExpression(each, exact, worth))
  const own = at(scores, arithmetic.index, 'a column of scores')
  const largest = scores.every(score => compare(score, own) <= 0)
  const many = scores.filter(score => equal(score, own)).length
  const bracket = 'A bracket is 1 if what is inside it is true, and 0 if not'
  if (!largest) return `${bracket}: ${showNumber(own)} is not the largest score of its column.`
  return many === 1
    ? `${bracket}: ${showNumber(own)} is the largest score of its column.`
    : `${bracket}: ${showNumber(own)} is the largest score of its column, ${many} times over, so they share the 1.`
}
