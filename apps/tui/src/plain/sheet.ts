// The matrices of a step as text: on the grid of the step where the page is wide enough, row after row where it is not.
import { type Band, bandsOf } from '@dit-by-hand/walkthrough/bands'
import { drawnGrid, prepare, sharedWidth } from '../screen/grid.ts'
import { composed } from '../screen/sheet.ts'
import { rowText } from '../screen/text.ts'
import { pieces, plainBlock } from './figure.ts'
import { flow, sign } from './flow.ts'

/** The matrices of a step in lines of at most `width`. */
export function sheetLines({ blocks, signs }: Band, width: number): readonly string[] {
  return bandsOf({ blocks: blocks.map(plainBlock), signs }).flatMap((band, i) => [
    ...(i > 0 ? [''] : []),
    ...bandLines(band, width),
  ])
}

function bandLines(band: Band, width: number): readonly string[] {
  // Without colour, captions that stand close would read as one.
  const options = { width, typed: null, roomy: true, gap: 2 }
  const blocks = band.blocks.map(block => prepare(block, options))
  const drawn = drawnGrid({ blocks, signs: band.signs }, sharedWidth(blocks), options)
  return drawn.width <= width
    ? composed(drawn.items(), drawn.height).map(row => rowText(row).trimEnd())
    : flowed(band, width)
}

/** Row after row, from left to right, in as many lines as the page asks for. A matrix that reaches down to a row stands there
 *  again where a sign leads to it or from it. */
function flowed({ blocks, signs }: Band, width: number): readonly string[] {
  const stands = ({ at }: Band['blocks'][number], row: number): boolean =>
    at.row === row ||
    (at.row < row &&
      row < at.row + at.rowSpan &&
      signs.some(sign => sign.at.row === row && Math.abs(sign.at.column - at.column) === 1))
  const rows = [...new Set([...blocks, ...signs].map(({ at }) => at.row))].toSorted((a, b) => a - b)
  return rows.flatMap((row, i) => {
    const inRow = [
      ...blocks.filter(block => stands(block, row)).map(block => ({ at: block.at, figures: pieces(block, width) })),
      ...signs.filter(({ at }) => at.row === row).map(({ at, text }) => ({ at, figures: [sign(text)] })),
    ]
    const figures = inRow.toSorted((a, b) => a.at.column - b.at.column).flatMap(each => each.figures)
    return [...(i > 0 ? [''] : []), ...flow(figures, width)]
  })
}
