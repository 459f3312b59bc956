// Part of a matrix: a row, a column or a cell in which alone a mistake was made, or all but the first.
import type { Shape } from '@dit-by-hand/graph/graph'
import { ordinal } from './phrase.ts'
import type { Seen } from './search.ts'

export interface Scope {
  /** Completes "the bias is left out …". */
  readonly says: string
  readonly holds: (row: number, column: number, shape: Shape) => boolean
}

const few = [0, 1, 2, 3]

const scopes: readonly Scope[] = [
  ...few.map((i): Scope => ({ says: `in row ${i + 1} only`, holds: row => row === i })),
  { says: 'in the last row only', holds: (row, _, [rows]) => row === rows - 1 },
  ...few.map((i): Scope => ({ says: `in column ${i + 1} only`, holds: (_, column) => column === i })),
  { says: 'in the last column only', holds: (_, column, [, columns]) => column === columns - 1 },
  ...few.flatMap(r =>
    few.map(
      (c): Scope => ({
        says: `in row ${r + 1} column ${c + 1} only`,
        holds: (row, column) => row === r && column === c,
      }),
    ),
  ),
  { says: 'in every other row only, from the second', holds: row => row % 2 === 1 },
  { says: 'in every other column only, from the second', holds: (_, column) => column % 2 === 1 },
  { says: 'on the diagonal only', holds: (row, column) => row === column },
  { says: `in every row but the ${ordinal(0)} row`, holds: row => row > 0 },
  { says: `in every column but the ${ordinal(0)} column`, holds: (_, column) => column > 0 },
  { says: 'in every row but the last row', holds: (row, _, [rows]) => row < rows - 1 },
  { says: 'in every column but the last column', holds: (_, column, [, columns]) => column < columns - 1 },
]

/** The parts within which all that is wrong lies, in every lesson; in one at least something lies outside. */
export function scopesFor(wrong: readonly Seen[]): readonly Scope[] {
  return scopes.filter(({ holds }) => {
    const within = wrong.every(({ wrong, local }) =>
      wrong.every(({ row, column }) => holds(row, column, local.node.shape)),
    )
    const isPart = wrong.some(({ found, local }) =>
      found.some((line, r) => line.some((_, c) => !holds(r, c, local.node.shape))),
    )
    return within && isPart
  })
}
