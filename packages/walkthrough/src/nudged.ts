// A lesson's number, a little more or a little less: for arrow keys and for dragging.
import { add, fromCell, toCell } from '@dit-by-hand/graph/exact'
import type { Cell } from '@dit-by-hand/spec/format'

/** The cell moved by a whole number; unchanged where it would grow past what a lesson can hold exactly. */
export function nudged(cell: Cell, by: number): Cell {
  const moved = toCell(add(fromCell(cell), by))
  return typeof moved === 'number' || moved.includes('/') ? moved : cell
}
