// A matrix of another shape than it should have: what was done to it.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { agrees } from './agree.ts'
import { cellsIn } from './evidence.ts'
import type { Explanation } from './search.ts'

const isRows = (raw: unknown): raw is readonly (readonly unknown[])[] =>
  Array.isArray(raw) && raw.length > 0 && raw.every(Array.isArray)
const turned = <T>(rows: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  at(rows, 0).map((_, c) => rows.map(row => at(row, c)))

/** What the right matrix would look like, were it spoilt so. */
const spoilings: readonly (readonly [says: string, of: (right: Grid<Exact>) => Grid<Exact>])[] = [
  ['it is transposed', turned],
  ['its last column is missing', right => right.map(row => row.slice(0, -1))],
  ['its last row is missing', right => right.slice(0, -1)],
  ['its first column is missing', right => right.map(row => row.slice(1))],
  ['its first row is missing', right => right.slice(1)],
  ['only its first column is there', right => right.map(row => row.slice(0, 1))],
  ['only its last column is there', right => right.map(row => row.slice(-1))],
]

/** What explains a shape. @param raw as it was answered @param right as it should be */
export function shapesOf(raw: unknown, right: Grid<Exact>, isVideo: boolean): readonly Explanation[] {
  const explained = (says: string): readonly Explanation[] => [{ family: 'shape', says }]
  if (isVideo && isRows(raw) && !isRows(at(raw, 0))) return explained('it is one matrix instead of a list of frames')
  if (Array.isArray(raw) && raw.length > 0 && !raw.some(Array.isArray))
    return explained('it is a flat list instead of rows of numbers')
  if (!isRows(raw)) return explained('it is no matrix')
  const found = cellsIn(raw)
  if (!found) return explained('it holds what is no number')
  const same = (other: Grid<Exact>): boolean =>
    other.length === found.length &&
    other.every(
      (row, r) => row.length === at(found, r).length && row.every((cell, c) => agrees(cell, at(at(found, r), c), 1)),
    )
  const fitting = spoilings.flatMap(([says, of]) => (same(of(right)) ? explained(says) : []))
  return fitting
}
