// What is told of an explained cell, alike in a terminal and on a page.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { cellName, fitted, type Token } from '@dit-by-hand/graph/text'
import type { ExplainedCell } from './cell.ts'

/** Its arithmetic in names and in numbers, each of no more letters than there is room for. */
export function linesOf(
  { arithmetic, valueAt }: Pick<ExplainedCell, 'arithmetic' | 'valueAt'>,
  room: number,
): { readonly [Kind in 'names' | 'numbers']: readonly Token[] } {
  const valued = (cell: CellRef) => ({ text: showNumber(valueAt(cell)), value: valueAt(cell) })
  return {
    names: fitted(arithmetic, cell => ({ text: cellName(cell) }), room),
    numbers: fitted(arithmetic, valued, room),
  }
}

/** A gradient to four figures, however small. */
export const gradientText = ({ gradient }: Pick<ExplainedCell, 'gradient'>): string =>
  gradient === 0 ? '0' : gradient.toPrecision(4).replaceAll('-', '−')
