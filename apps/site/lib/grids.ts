// The bands of a scene as grids: how wide their columns are, and what of them need not be drawn again.
import { cellKey } from '@dit-by-hand/graph/expression'
import { type Band, bandsOf } from '@dit-by-hand/walkthrough/bands'
import type { Block, CellView, Sign } from '@dit-by-hand/walkthrough/scene'
import { blockSquares } from './squares.ts'

/** A band of a scene, and the width of each of its columns in squares, known before any matrix has been drawn. */
export interface Grid extends Band {
  readonly widths: readonly number[]
}

/** The grids of a scene, from top to bottom. */
export const gridsOf = (scene: Band): readonly Grid[] =>
  bandsOf(scene).map(band => ({ ...band, widths: widthsOf(band) }))

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
    const blocks = grid.blocks.map(block => kept(block, old.blocks))
    const same = blocks.length === old.blocks.length && blocks.every((block, b) => block === old.blocks[b])
    return same && sameSigns(grid.signs, old.signs) ? old : { ...grid, blocks }
  })

function kept(block: Block, before: readonly Block[]): Block {
  const old = before.find(({ name, turned }) => name === block.name && turned === block.turned)
  if (!old) return block
  const rows = block.rows.map((cells, r) => {
    const olds = old.rows[r] ?? []
    const views = cells.map((view, c) => {
      const was = olds[c]
      return was && sameView(was, view) ? was : view
    })
    return sameItems(views, olds) ? olds : views
  })
  return sameItems(rows, old.rows) && sameFrame(old, block) ? old : { ...block, rows }
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

/** Whether a number would be drawn the same. */
const sameView = (a: CellView, b: CellView): boolean =>
  a.text === b.text &&
  a.whole === b.whole &&
  a.lit === b.lit &&
  a.was === b.was &&
  a.gradient === b.gradient &&
  a.given === b.given &&
  a.misprint?.printed === b.misprint?.printed &&
  a.misprint?.correct === b.misprint?.correct &&
  a.origin?.mark === b.origin?.mark &&
  cellKey(a.cell) === cellKey(b.cell)

/** Whether what stands around the numbers would be drawn the same. */
const sameFrame = (a: Block, b: Block): boolean =>
  a.title === b.title &&
  a.symbol === b.symbol &&
  a.role === b.role &&
  a.isGradient === b.isGradient &&
  a.frames?.count === b.frames?.count &&
  a.frames?.rows === b.frames?.rows &&
  a.at.row === b.at.row &&
  a.at.column === b.at.column &&
  a.at.rowSpan === b.at.rowSpan &&
  sameItems(a.shape, b.shape) &&
  sameItems(a.rowHeads, b.rowHeads) &&
  sameItems(a.columnHeads, b.columnHeads)

const sameSigns = (a: readonly Sign[], b: readonly Sign[]): boolean =>
  a.length === b.length &&
  a.every(({ text, at }, i) => text === b[i]?.text && at.row === b[i].at.row && at.column === b[i].at.column)
