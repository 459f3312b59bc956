// A video as pictures: its frames side by side, every number standing in its own shade of grey.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Block, CellView } from '@dit-by-hand/walkthrough/scene'
import { type Box, cellSpans, cellWidth, type Drawing, hasUnder, underRow } from './matrix.ts'
import { padded, type Row, span } from './text.ts'
import { brackets, shade } from './theme.ts'

/** Frames laid out: rows of text, and where each cell stands in them. */
export interface Frames {
  readonly rows: readonly Row[]
  readonly width: number
  readonly box: (row: number, column: number) => Box
}

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

/** The frames of a video block, laid out. */
export function framesOf(block: Block, drawing: Drawing, width: number, rowsOfFrames = 1): Frames {
  const high = block.frames?.rows ?? block.rows.length
  const count = block.frames?.count ?? 1
  const each = frameWidth(block.shape[1], drawing)
  const beside = besideOf(block, drawing, width, rowsOfFrames)
  const most = brightest(block.rows)
  const tall = block.rows.some(cells => hasUnder(cells, drawing.old))
  const lines = 1 + high * (tall ? 2 : 1)
  const rows: Row[] = []
  for (let first = 0; first < count; first += beside) {
    const group = Array.from({ length: Math.min(beside, count - first) }, (_, i) => first + i)
    const pictures = group.map(frame => pictureOf(block, frame, high, drawing, most, tall))
    for (let line = 0; line < lines; line++)
      rows.push(
        pictures.flatMap((picture, i) => [
          ...(i === 0 ? [] : [span(' '.repeat(between))]),
          ...padded(at(picture, line, 'a frame'), each),
        ]),
      )
  }
  return {
    rows,
    width: beside * (each + between) - between,
    box: (row, column) => {
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

function pictureOf(
  block: Block,
  frame: number,
  high: number,
  drawing: Drawing,
  most: number,
  tall: boolean,
): readonly Row[] {
  const { left, right } = brackets[block.role]
  const picture: Row[] = [[span(` ${frame + 1}`, 'quiet')]]
  for (let row = 0; row < high; row++) {
    const cells = at(block.rows, frame * high + row, block.title)
    const edge = high === 1 && !tall ? 3 : row === 0 ? 0 : row === high - 1 && !tall ? 2 : 1
    picture.push([
      span(left[edge], block.role),
      ...cells.flatMap(cell => cellSpans(cell, drawing, fillOf(cell, most))),
      span(right[edge], block.role),
    ])
    const under = row === high - 1 ? 2 : 1
    if (tall) picture.push([span(left[under], block.role), ...underRow(cells, drawing), span(right[under], block.role)])
  }
  return picture
}
