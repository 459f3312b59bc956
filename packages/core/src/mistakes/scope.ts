// Part of a matrix: a row, a column or a cell in which alone a mistake was made, or all but the first.
import { at } from '@dit-by-hand/graph/at'
import type { Shape } from '@dit-by-hand/graph/graph'
import type { Cell } from './agree.ts'
import type { Seen } from './search.ts'

/** Completes "the bias is left out …". */
export type Scope = readonly [says: string, holds: (cell: Cell, shape: Shape) => boolean]

/** Some lines of a matrix, of which there are `count`: first as rows, then as columns. */
type Lines = (line: string) => readonly (readonly [says: string, holds: (place: number, count: number) => boolean])[]
const both = (lines: Lines): readonly Scope[] =>
  (['row', 'column'] as const).flatMap((line, axis: number) =>
    lines(line).map(([says, holds]): Scope => [says, (cell, shape) => holds(at(cell, axis), at(shape, axis))]),
  )

const few = [0, 1, 2, 3]
const scopes: readonly Scope[] = [
  ...both(line => [
    ...few.map(n => [`in ${line} ${n + 1} only`, (place: number) => place === n] as const),
    [`in the last ${line} only`, (place, count) => place === count - 1],
  ]),
  ...few.flatMap(r =>
    few.map((c): Scope => [`in row ${r + 1} column ${c + 1} only`, ([row, column]) => row === r && column === c]),
  ),
  ['on the diagonal only', ([row, column]) => row === column],
  ...both(line => [
    [`in every other ${line} only, from the second`, place => place % 2 === 1],
    [`in every ${line} but the first ${line}`, place => place > 0],
    [`in every ${line} but the last ${line}`, (place, count) => place < count - 1],
  ]),
]

/** The parts within which all that is wrong lies, in every lesson; in one at least something lies outside. */
export const scopesFor = (all: readonly Seen[]): readonly Scope[] =>
  scopes.filter(
    ([, holds]) =>
      all.every(({ wrong, node: { shape } }) => wrong.every(cell => holds(cell, shape))) &&
      all.some(({ found, node: { shape } }) => found.some((row, r) => row.some((_, c) => !holds([r, c], shape)))),
  )
