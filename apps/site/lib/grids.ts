// The bands of a scene as grids: how wide their columns are, and what of them need not be drawn again.

import { same } from '@dit-by-hand/graph/same'
import { type Band, bandsOf } from '@dit-by-hand/walkthrough/bands'
import type { Block, CellView } from '@dit-by-hand/walkthrough/scene'
import { blockSquares, cellSize } from './squares.ts'

/** A band of a scene, and the width of each of its columns in squares, known before any matrix has been drawn. */
export interface Grid extends Band {
  readonly widths: readonly number[]
}

/** The grids of a scene, from top to bottom. */
export const gridsOf = (scene: Band): readonly Grid[] => bandsOf(scene).map(gridOf)

/** A band with the widths of its columns. */
export const gridOf = (band: Band): Grid => ({ ...band, widths: widthsOf(band) })

/** How many squares wide grids are, one under the other: as the widest of them, with the square before it. */
export const squaresWide = (grids: readonly Grid[]): number =>
  1 + Math.max(...grids.map(({ widths }) => widths.reduce((sum, width) => sum + width, 0)))

/** How many squares high each row of a band is, with its captions; what reaches over several rows is no higher than they are. */
export function rowHeights({ blocks }: Band): readonly number[] {
  const heights: number[] = []
  for (const block of blocks)
    if (block.at.rowSpan === 1)
      heights[block.at.row] = Math.max(
        heights[block.at.row] ?? 0,
        2 + block.shape[0] * (cellSize(block, blocks).tall ? 1.5 : 1),
      )
  return heights
}

/** How many squares high a grid of plain matrices is. */
export const squaresHigh = (grid: Band): number => rowHeights(grid).reduce((all, one) => all + one, 0)

function widthsOf({ blocks, signs }: Band): readonly number[] {
  const widths: number[] = []
  for (const { at } of signs) widths[at.column] = Math.max(widths[at.column] ?? 0, 1)
  for (const block of blocks) widths[block.at.column] = Math.max(widths[block.at.column] ?? 0, blockSquares(block))
  return Array.from(widths, width => width ?? 0)
}

/** The grids as they are now, each part that looks as it did before being the very same object: nothing of it is drawn
 *  again. */
export const keptGrids = (before: readonly Grid[], now: readonly Grid[]): readonly Grid[] =>
  now.map((grid, i) => {
    const old = before[i]
    if (!old) return grid
    return same(grid, old) ? old : { ...grid, blocks: grid.blocks.map(block => kept(block, old.blocks)) }
  })

function kept(block: Block, before: readonly Block[]): Block {
  const old = before.find(({ name, turned }) => name === block.name && turned === block.turned)
  if (!old || same(block, old)) return old ?? block
  const viewAt = (view: CellView, r: number, c: number): CellView => {
    const was = old.rows[r]?.[c]
    return was && same(was, view) ? was : view
  }
  return { ...block, rows: block.rows.map((cells, r) => cells.map((view, c) => viewAt(view, r, c))) }
}
