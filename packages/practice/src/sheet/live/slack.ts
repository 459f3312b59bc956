// How far a number may honestly be from what its own written sources give, where these were rounded: the arithmetic of
// one cell read once more, for how much of an error comes through.
import { at } from '@dit-by-hand/graph/at'
import type { CellRef, Expression } from '@dit-by-hand/graph/expression'
import { formulaText, type Writing } from './formula.ts'

/**
 * The largest error to first order, as a formula; undefined where nothing in it is rounded.
 * @param rounding how far a written number may be from the true one; undefined of an exact one
 */
export function slackFormula(
  of: Expression,
  rounding: (cell: CellRef) => number | undefined,
  writing: Writing,
): string | undefined {
  const errors = (part: Expression): readonly string[] => {
    switch (part.kind) {
      case 'literal':
      case 'bit':
      case 'step':
        return []
      case 'cell': {
        const by = rounding(part.cell)
        return by === undefined ? [] : [String(by)]
      }
      case 'product':
        return [...scaled(errors(part.left), part.right), ...scaled(errors(part.right), part.left)]
      case 'sum':
        return part.terms.flatMap(errors)
      // A share moves by no more than half of what scores move against each other: once their own error.
      case 'share':
        return part.soft ? errors(at(part.among, part.index, 'a column of scores')) : []
      case 'amended':
        return errors(part.instead)
      default:
        return errors(part.of)
    }
  }
  const scaled = (parts: readonly string[], by: Expression): readonly string[] =>
    parts.length === 0
      ? []
      : [`ABS(${formulaText(by, writing)})*${parts.length === 1 ? parts[0] : `(${parts.join('+')})`}`]
  const all = errors(of)
  return all.length === 0 ? undefined : all.join('+')
}
