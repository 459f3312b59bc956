// When two numbers are one: exactly, or within what rounding may do to decimals.
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { compare, type Exact, equal, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import type { Read } from '@dit-by-hand/graph/graph'
import { isShaped, type Part } from './evidence.ts'

const size = (x: Exact): number => Math.abs(toNumber(x))
/** The number system of sizes: every term without its sign. */
const sizes: Arith<number> = { ...float, num: size, share: () => 1, amended: size }

/** How large the terms behind a cell are, where decimals are rounded: what a rounding is measured by. */
export type Room = Read<number | undefined>

export function roomOf({ evidence: { asked }, values, node }: Part): Room {
  const { lesson, precision } = asked
  if (lesson.attention.kind !== 'softmax' && precision === undefined) return () => undefined
  const given = Object.entries(values).map(([name, grid]) => [name, grid?.map(row => row.map(size))])
  const terms = named(evaluate({ node }, Object.fromEntries(given), sizes), 'node')
  return (row, column) => {
    const term = at(at(terms, row), column)
    return precision === 'single' ? 1e4 * Math.max(1, term) : term
  }
}

/** Within 1e-9, relative to the largest of 1, the numbers and the terms they are made of. Two that are none are alike. */
export function close(a: Exact, b: Exact, terms = 1): boolean {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Object.is(x, y)
  return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), terms)
}

export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a)

const agrees = (worked: Exact, found: Exact, terms: number | undefined): boolean =>
  equal(worked, found) || ((terms !== undefined || isDecimal(worked)) && close(worked, found, terms))

/** Whether two matrices are one. */
export const agree = (worked: Grid<Exact>, found: Grid<Exact>, room: Room): boolean =>
  isShaped(found, [worked.length, at(worked, 0).length]) &&
  worked.every((cells, r) => cells.every((cell, c) => agrees(cell, at(at(found, r), c), room(r, c))))

/** A cell of a matrix. */
export type Cell = readonly [row: number, column: number]

/** Every cell where two matrices differ; all of them, where their shapes do. */
export function differing(worked: Grid<Exact>, found: Grid<Exact>, room: Room): readonly Cell[] {
  const isAlike = isShaped(found, [worked.length, at(worked, 0).length])
  const isWrong = (r: number, c: number): boolean =>
    !isAlike || !agrees(at(at(worked, r), c), at(at(found, r), c), room(r, c))
  return worked.flatMap((cells, r) => cells.flatMap((_, c): readonly Cell[] => (isWrong(r, c) ? [[r, c]] : [])))
}
