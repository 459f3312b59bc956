// The lines of a grid: matrices that stand side by side share the heights of their rows.
import { held } from '@dit-by-hand/graph/at'
import type { Prepared } from './grid.ts'

const sum = (heights: readonly number[]): number => heights.reduce((total, height) => total + height, 0)

/**
 * @param pictured the lines of a video's frames; null for a matrix
 * @param airy a blank line between the rows of the grid
 */
export function linesOf(blocks: readonly Prepared[], pictured: (prepared: Prepared) => number | null, airy: boolean) {
  const air = airy ? 1 : 0
  // Side by side is what begins and ends on the same rows of the grid.
  const sideOf = ({ block: { at } }: Prepared): string => `${at.row} ${at.rowSpan}`
  const shared = new Map<string, number[]>()
  const body = new Map<number, number>()
  for (const prepared of blocks) {
    const { row, rowSpan } = prepared.block.at
    for (let i = 0; i < rowSpan; i++) body.set(row + i, body.get(row + i) ?? 0)
    if (pictured(prepared) !== null) continue
    const heights = shared.get(sideOf(prepared)) ?? []
    prepared.heights.forEach((height, i) => {
      heights[i] = Math.max(heights[i] ?? 1, height)
    })
    shared.set(sideOf(prepared), heights)
  }
  const linesIn = (row: number): number => held(body, row, 'row')
  const heightsOf = (prepared: Prepared): readonly number[] => shared.get(sideOf(prepared)) ?? prepared.heights
  const linesOfBody = (prepared: Prepared): number => pictured(prepared) ?? sum(heightsOf(prepared))
  for (const prepared of blocks) {
    const { row, rowSpan } = prepared.block.at
    if (rowSpan === 1) body.set(row, Math.max(linesIn(row), linesOfBody(prepared)))
  }
  for (const prepared of blocks) {
    const { row, rowSpan } = prepared.block.at
    if (rowSpan === 1) continue
    const covered = Array.from({ length: rowSpan }, (_, i) => linesIn(row + i))
    const missing = linesOfBody(prepared) - (sum(covered) + (1 + air) * (rowSpan - 1))
    const last = row + rowSpan - 1
    if (missing > 0) body.set(last, linesIn(last) + missing)
  }
  const tops = new Map<number, number>()
  let y = 0
  for (const row of [...body.keys()].toSorted((a, b) => a - b)) {
    tops.set(row, y)
    y += 1 + linesIn(row) + air
  }
  const top = (row: number): number => held(tops, row, 'row')
  return {
    height: Math.max(0, y - air),
    /** The line on which the captions of a row of the grid stand. */
    top,
    /** The line half-way down the matrices of a row of the grid. */
    middle: (row: number): number => {
      const alone = shared.get(`${row} 1`)
      return top(row) + 1 + Math.floor(Math.max(0, (alone ? sum(alone) : linesIn(row)) - 1) / 2)
    },
    /** Lines that each row of a matrix takes. */
    heights: (prepared: Prepared): readonly number[] => heightsOf(prepared).slice(0, prepared.block.rows.length),
  }
}
