// A video as pictures: its frames side by side, every number standing in its own shade of grey.
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Block, CellView } from '@dit-by-hand/walkthrough/scene'
import { type Box, cellWidth, type Drawing, hasUnder, matrixRows } from './matrix.ts'
import { type Row, beside as sideBySide, span } from './text.ts'
import { shade } from './theme.ts'

const between = 1

/** Columns that one frame takes. */
const frameWidth = (columns: number, drawing: Drawing): number => columns * cellWidth(drawing.number) + 2

/** The brightest number of a block, at least 1: what a full block stands for. */
export const brightest = (cells: readonly (readonly { readonly value: Exact }[])[]): number =>
  Math.max(1, ...cells.flat().map(({ value }) => toNumber(value)))

const fillOf = (cell: CellView, most: number) => span(shade(toNumber(cell.value) / most), 'pixels')

/** How many frames stand beside each other: as many rows of them as asked for, or as `width` makes necessary. */
function besideOf(block: Block, drawing: Drawing, width: number, rowsOfFrames: number): number {
  const fitting = Math.floor((width + between) / (frameWidth(block.shape[1], drawing) + between))
  return Math.max(1, Math.min(Math.ceil((block.frames?.count ?? 1) / rowsOfFrames), fitting))
}

/** Columns that the frames of a video take. */
export const framesWidth = (block: Block, drawing: Drawing, width: number, rowsOfFrames: number): number =>
  besideOf(block, drawing, width, rowsOfFrames) * (frameWidth(block.shape[1], drawing) + between) - between

/** The frames of a video block, laid out: rows of text, and where each cell stands in them. */
export function framesOf(block: Block, drawing: Drawing, width: number, rowsOfFrames = 1) {
  const high = block.frames?.rows ?? block.rows.length
  const count = block.frames?.count ?? 1
  const each = frameWidth(block.shape[1], drawing)
  const beside = besideOf(block, drawing, width, rowsOfFrames)
  const most = brightest(block.rows)
  const tall = block.rows.some(cells => hasUnder(cells, drawing.old))
  const lines = 1 + high * (tall ? 2 : 1)
  const heights = Array.from({ length: high }, () => (tall ? 2 : 1))
  const framed = (frame: number): Block['rows'] => block.rows.slice(frame * high, (frame + 1) * high)
  const rows: Row[] = []
  for (let first = 0; first < count; first += beside) {
    const group = Array.from({ length: Math.min(beside, count - first) }, (_, i) => first + i)
    const pictures = group.map((frame): readonly Row[] => [
      [span(` ${frame + 1}`, 'quiet')],
      ...matrixRows({ role: block.role, rows: framed(frame) }, drawing, heights, cell => fillOf(cell, most)),
    ])
    rows.push(...sideBySide(pictures, between))
  }
  return {
    rows,
    box: (row: number, column: number): Box => {
      const frame = Math.floor(row / high)
      return {
        x: (frame % beside) * (each + between) + 1 + column * cellWidth(drawing.number),
        y: Math.floor(frame / beside) * lines + 1 + (row % high) * (tall ? 2 : 1),
        width: cellWidth(drawing.number),
        height: tall ? 2 : 1,
      }
    },
  }
}
