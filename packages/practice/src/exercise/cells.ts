// The cells of a matrix, one after the other.
import { named } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'

/** The cells of a named matrix, row by row. @throws {RangeError} where the net has no such matrix */
export function cellsOf(net: Net, name: string): readonly CellRef[] {
  const [rows, columns] = named(net, name).shape
  return Array.from({ length: rows * columns }, (_, i) => ({
    name,
    row: Math.floor(i / columns),
    column: i % columns,
  }))
}
