// An array beside the matrix it is meant to be: whether it fits, its rows, and how far its numbers may be off.
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Shape } from '@dit-by-hand/graph/graph'
import type { AnswerMatrix } from '@dit-by-hand/spec/format'
import { halfUnit, type Numbers } from './numbers.ts'

export const shapeOf = (rows: readonly (readonly unknown[])[]): Shape => [rows.length, rows[0]?.length ?? 0]

/** Half a unit of the last place that was printed; nothing where fewer than two were, for those are exact. */
export const roomOf = (places: number | null): number => (places !== null && places >= 2 ? halfUnit(places) : 0)

/** How far each number may be off, in the rows of {@link rowsOf}. */
export const roomsOf = (numbers: Numbers, grid: Grid<Exact>, isTransposed: boolean): readonly (readonly number[])[] =>
  laidOut(numbers, numbers.rooms ?? numbers.cells.map(() => roomOf(numbers.places)), grid, isTransposed)

/** A shape without axes of length 1 in front of the last two: a batch of one. */
function withoutBatch(shape: readonly number[]): readonly number[] {
  const first = shape.findIndex((length, axis) => length !== 1 || axis >= shape.length - 2)
  return shape.slice(Math.max(0, first))
}

const countIn = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** Whether it is one list, and as long as the matrix, which is a row or a column or is filled row by row. */
const isList = (axes: readonly number[], wanted: Shape): boolean =>
  axes.filter(length => length !== 1).length < 2 && countIn(axes) === countIn(wanted)

/** How an array fits a matrix: as it is, only transposed, or either way; undefined where it does not. */
export function fitOf({ shape }: Numbers, grid: Grid<Exact>): 'as it is' | 'transposed' | 'either way' | undefined {
  const [rows, columns] = shapeOf(grid)
  const axes = withoutBatch(shape)
  const [height, width, ...deeper] = axes
  // Frames of a video have no other way to lie.
  if (isList(axes, [rows, columns]) || (deeper.length > 0 && countIn(axes) === rows * columns)) return 'either way'
  const isPlain = height === rows && width === columns
  const isTransposed = height === columns && width === rows
  if (deeper.length > 0 || !(isPlain || isTransposed)) return undefined
  return isPlain && isTransposed ? 'either way' : isPlain ? 'as it is' : 'transposed'
}

/** An array as rows of numbers: one list as the row or column that is wanted, frames one below the other. */
export const rowsOf = (numbers: Numbers, grid: Grid<Exact>, isTransposed: boolean): AnswerMatrix =>
  laidOut(numbers, numbers.cells, grid, isTransposed)

function laidOut<T>({ shape }: Numbers, cells: readonly T[], grid: Grid<Exact>, isTransposed: boolean): T[][] {
  const axes = withoutBatch(shape)
  const wanted = shapeOf(grid)
  if (isList(axes, wanted)) return inRows(cells, wanted[1])
  const rows = inRows(cells, axes.at(-1) ?? 1)
  return isTransposed && axes.length === 2 ? transposed(rows) : rows
}

const inRows = <T>(cells: readonly T[], width: number): T[][] =>
  Array.from({ length: width === 0 ? 0 : cells.length / width }, (_, r) => cells.slice(r * width, (r + 1) * width))

const transposed = <T>(rows: readonly T[][]): T[][] =>
  (rows[0] ?? []).map((_, c) => rows.flatMap(row => row.slice(c, c + 1)))
