// When two numbers are one: exactly, or within what rounding may do to decimals.
import type { Arith } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { compare, type Exact, equal, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import type { Read } from '@dit-by-hand/graph/graph'
import { isShaped, type Part } from './evidence.ts'

/** The number system of sizes: every term without its sign. */
const sizes: Arith<number> = {
  num: value => Math.abs(toNumber(value)),
  sum: terms => terms.reduce((a, b) => a + b, 0),
  mul: (a, b) => a * b,
  inv: x => 1 / x,
  sqrt: Math.sqrt,
  relu: x => x,
  step: () => 1,
  tanh: x => x,
  sin: x => x,
  cos: () => 1,
  bit: () => 1,
  share: () => 1,
  amended: value => Math.abs(toNumber(value)),
}

/** How large the terms behind a cell are, where decimals are rounded: what a rounding is measured by. */
export type Room = Read<number | undefined>
export const noRoom: Room = () => undefined

export function roomOf({ evidence: { asked }, values, node }: Part): Room {
  const { lesson, precision } = asked
  if (lesson.attention.kind !== 'softmax' && precision === undefined) return noRoom
  const given = Object.entries(values).map(([name, grid]) => [name, grid?.map(row => row.map(sizes.num))])
  const terms = named(evaluate({ node }, Object.fromEntries(given), sizes), 'node')
  return (row, column) => {
    const term = at(at(terms, row), column)
    return precision === 'single' ? 1e4 * Math.max(1, term) : term
  }
}

/** Within 1e-9, relative to the largest of 1, the numbers and the terms they are made of. Two that are none are alike. */
export function close(a: Exact, b: Exact, size = 1): boolean {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Object.is(x, y)
  return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), size)
}

export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a)

/** A cell that is otherwise than it was worked out: exact numbers exactly, decimals closely. */
export interface Difference {
  readonly row: number
  readonly column: number
}

const agrees = (worked: Exact, found: Exact, size: number | undefined): boolean =>
  equal(worked, found) || ((size !== undefined || isDecimal(worked)) && close(worked, found, size))

/** Whether two matrices are one. */
export const agree = (worked: Grid<Exact>, found: Grid<Exact>, room: Room): boolean =>
  isShaped(found, [worked.length, at(worked, 0).length]) &&
  worked.every((cells, r) => cells.every((cell, c) => agrees(cell, at(at(found, r), c), room(r, c))))

/** Every cell where two matrices differ; all of them, where their shapes do. */
export function differing(worked: Grid<Exact>, found: Grid<Exact>, room: Room): readonly Difference[] {
  const isAlike = isShaped(found, [worked.length, at(worked, 0).length])
  return worked.flatMap((cells, row) =>
    cells.flatMap((cell, column) =>
      isAlike && agrees(cell, at(at(found, row), column), room(row, column)) ? [] : [{ row, column }],
    ),
  )
}
