// One matrix as text: its caption over its numbers, drawn with the brackets and marks of the screen, without colour.
import { at } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { cut } from '@dit-by-hand/walkthrough/bands'
import { type Block, type CellView, withCells } from '@dit-by-hand/walkthrough/scene'
import { framesOf } from '../screen/frames.ts'
import { captions, type Drawing, hasUnder, matrixRows, numberWidth } from '../screen/matrix.ts'
import { printable, type Row, rowText } from '../screen/text.ts'
import { type Figure, figureWidth } from './flow.ts'

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

/** A block as a figure, with one of its captions. A video's frames stand side by side, in as many rows as the page asks for. */
function figureOf(block: Block, caption: Row, width: number): Figure {
  const drawing: Drawing = { number: numberWidth(block.rows.flat(), null, false), typed: null, old: false }
  const heights = block.rows.map(cells => (hasUnder(cells, false) ? 2 : 1))
  const rows = block.frames ? framesOf(block, drawing, width).rows : matrixRows(block, drawing, heights)
  return { head: [printable(rowText(caption))], body: rows.map(row => rowText(row).trimEnd()) }
}

/** A block as one figure no wider than the page, or as several with some of its columns each. */
export const pieces = (block: Block, width: number): readonly Figure[] =>
  cut(block, piece => figureWidth(fitting(piece, width)) <= width).map(piece => fitting(piece, width))

/** With the longest caption that fits. */
function fitting(block: Block, width: number): Figure {
  const drawn = captions(block).map(caption => figureOf(block, caption, width))
  return drawn.find(figure => figureWidth(figure) <= width) ?? at(drawn, drawn.length - 1, 'the captions')
}
