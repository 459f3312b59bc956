// Increases or decreases a lesson's number, for arrow keys and dragging.
import { add, fromCell, toCell } from '@dit-by-hand/graph/exact'
import type { Cell } from '@dit-by-hand/spec/format'

/** The cell plus a whole number; unchanged where the result would be too large for a lesson. */
export function nudged(cell: Cell, by: number): Cell {
  const moved = toCell(add(fromCell(cell), by))
  return typeof moved === 'number' || moved.includes('/') ? moved : cell
}
