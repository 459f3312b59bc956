// Part of a matrix: a row, a column or a cell in which alone a mistake was made, or all but the first.
import type { Shape } from '@dit-by-hand/graph/graph'
import type { Seen } from './search.ts'

export interface Scope {
  /** Completes "the bias is left out …". */
  readonly says: string
  readonly holds: (row: number, column: number, shape: Shape) => boolean
}

/** Some lines of a matrix, of which there are `count`: first as rows, then as columns. */
type Lines = readonly (readonly [says: string, holds: (line: number, count: number) => boolean])[]
const both = (lines: (line: 'row' | 'column') => Lines): readonly Scope[] => [
  ...lines('row').map(([says, holds]): Scope => ({ says, holds: (row, _, [rows]) => holds(row, rows) })),
  ...lines('column').map(
    ([says, holds]): Scope => ({ says, holds: (_, column, [, columns]) => holds(column, columns) }),
  ),
]

const few = [0, 1, 2, 3]
const scopes: readonly Scope[] = [
  ...both(line => [
    ...few.map(place => [`in ${line} ${place + 1} only`, (i: number) => i === place] as const),
    [`in the last ${line} only`, (i, count) => i === count - 1],
  ]),
  ...few.flatMap(r =>
    few.map(
      (c): Scope => ({
        says: `in row ${r + 1} column ${c + 1} only`,
        holds: (row, column) => row === r && column === c,
      }),
    ),
  ),
  { says: 'on the diagonal only', holds: (row, column) => row === column },
  ...both(line => [
    [`in every other ${line} only, from the second`, i => i % 2 === 1],
    [`in every ${line} but the first ${line}`, i => i > 0],
    [`in every ${line} but the last ${line}`, (i, count) => i < count - 1],
  ]),
]

/** The parts within which all that is wrong lies, in every lesson; in one at least something lies outside. */
export const scopesFor = (all: readonly Seen[]): readonly Scope[] =>
  scopes.filter(({ holds }) => {
    const within = all.every(({ wrong, part: { node } }) =>
      wrong.every(({ row, column }) => holds(row, column, node.shape)),
    )
    return (
      within &&
      all.some(({ found, part: { node } }) => found.some((row, r) => row.some((_, c) => !holds(r, c, node.shape))))
    )
  })
