// The heading of a step: its title, and the formulas in rows, as many beside the title as there is room for.
import { formulaLine, type SignFormula } from './paper.ts'

// In squares, about: every writer sets them in faces of its own.
export const titleSquares = (title: string): number => 1.3 + 0.29 * title.length
const formulaSquares = (formula: SignFormula): number => 0.7 + 0.215 * formulaLine(formula).length

/** Formulas in rows of so many squares: the first row stands behind the title, and may be empty. */
export function inRows(
  title: string,
  formulas: readonly SignFormula[],
  room: number,
): readonly (readonly SignFormula[])[] {
  const rows: SignFormula[][] = [[]]
  let used = titleSquares(title)
  for (const formula of formulas) {
    const wide = formulaSquares(formula)
    if (used + wide <= room) rows.at(-1)?.push(formula)
    else {
      rows.push([formula])
      used = 0
    }
    used += wide
  }
  return rows
}
