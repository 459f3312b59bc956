// One matrix as text: its caption over its numbers, drawn with the brackets and marks of the screen, without colour.
import { at } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { cut } from '@dit-by-hand/walkthrough/bands'
import { type Block, type CellView, withCells } from '@dit-by-hand/walkthrough/scene'
import { framesOf, framesWidth } from '../screen/frames.ts'
import { captions, type Drawing, hasUnder, matrixRows, matrixWidth, numberWidth } from '../screen/matrix.ts'
import { printable, rowText, textWidth } from '../screen/text.ts'
import type { Figure } from './flow.ts'

/** A number longer than this is printed as a decimal with ≈ before it; `dit explain` prints it whole. */
const longest = 17

/** A block as plain text can show it: long numbers shortened, and misprints told below the matrices instead of under the
 *  number, where nothing but a colour would say that they are wrong. */
export const plainBlock = (block: Block): Block => withCells(block, plainCell)

function plainCell(cell: CellView): CellView {
  const { text, gradient, value, misprint } = cell
  return {
    ...cell,
    text: text.length > longest ? `≈${showNumber(toNumber(value))}` : text,
    gradient: gradient !== null && gradient.length > longest ? '…' : gradient,
    misprint: misprint && { ...misprint, printed: null },
  }
}

const drawingOf = ({ rows }: Block): Drawing => ({
  number: numberWidth(rows.flat(), null, false),
  typed: null,
  old: false,
})

/** A block as a figure under the longest caption that fits. A video's frames stand side by side, in as many rows as the page
 *  asks for. */
function figureOf(block: Block, width: number): Figure {
  const heads = captions(block).map(caption => printable(rowText(caption)))
  const heights = block.rows.map(cells => (hasUnder(cells, false) ? 2 : 1))
  const rows = block.frames
    ? framesOf(block, drawingOf(block), width).rows
    : matrixRows(block, drawingOf(block), heights)
  return {
    head: [heads.find(head => textWidth(head) <= width) ?? at(heads, heads.length - 1, 'the captions')],
    body: rows.map(row => rowText(row).trimEnd()),
  }
}

const fits = (block: Block, width: number): boolean =>
  (block.frames
    ? framesWidth(block, drawingOf(block), width, 1)
    : matrixWidth(block.shape[1], drawingOf(block).number)) <= width

/** A block as one figure no wider than the page, or as several with some of its columns each. */
export const pieces = (block: Block, width: number): readonly Figure[] =>
  cut(block, piece => fits(piece, width)).map(piece => figureOf(piece, width))
