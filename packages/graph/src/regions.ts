// Cells of matrices joined into regions, and what regions are called.
import type { CellRef } from './expression.ts'

/** Some rows by some columns, counted from 0. */
export interface Region {
  readonly rows: readonly [from: number, count: number]
  readonly columns: readonly [from: number, count: number]
}

/** Cells of a named matrix. */
export interface NamedRegion extends Region {
  readonly name: string
}

export type Span = Region['rows']

/** Cells joined into regions: runs along a column, then neighbouring columns with the same run. Matrices keep the order in
 *  which they first occur. */
export const regionsOf = (cells: readonly CellRef[]): readonly NamedRegion[] =>
  [...Map.groupBy(cells, ({ name }) => name)].flatMap(([name, own]) =>
    regionsIn(own).map(region => ({ name, ...region })),
  )

/** The regions of cells of one matrix. */
function regionsIn(cells: readonly CellRef[]): readonly Region[] {
  const runs: { from: number; count: number; column: number }[] = []
  for (const { row, column } of cells.toSorted((a, b) => a.column - b.column || a.row - b.row)) {
    const last = runs.at(-1)
    if (last?.column !== column || row > last.from + last.count) runs.push({ from: row, count: 1, column })
    else if (row === last.from + last.count) last.count++
  }
  const regions: { rows: Span; columns: [number, number] }[] = []
  for (const { from, count, column } of runs) {
    const beside = regions.find(
      ({ rows, columns }) => rows[0] === from && rows[1] === count && columns[0] + columns[1] === column,
    )
    if (beside) beside.columns[1]++
    else regions.push({ rows: [from, count], columns: [column, 1] })
  }
  return regions
}

const span = ([from, count]: Span): string => (count === 1 ? `${from + 1}` : `${from + 1}–${from + count}`)

/** `attention.scores[1–16,3]`: rows and columns counted from 1. */
export const regionName = ({ name, rows, columns }: NamedRegion): string => `${name}[${span(rows)},${span(columns)}]`
