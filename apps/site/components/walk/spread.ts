// How a sheet is laid out for a projector: beside each other or one under the other, whichever has the larger squares.
import { at } from '@dit-by-hand/graph/at'
import { type Grid, gridOf, rowHeights, squaresHigh, squaresWide } from '../../lib/grids.ts'

/** More squares than these, one above the other, are seen at once only where they are very small. */
const mostHigh = 20

/** Cuts what is too high below the row in which half its height is reached; what reaches across the cut stands in both. */
export const halved = (grids: readonly Grid[]): readonly Grid[] =>
  grids.flatMap(grid => {
    if (squaresHigh(grid) <= mostHigh) return [grid]
    const heights = rowHeights(grid)
    let cut = 0
    for (let high = 0; 2 * high < squaresHigh(grid); cut++) high += at(heights, cut, 'the rows of a grid')
    return [rowsOf(grid, 0, cut), rowsOf(grid, cut, heights.length)]
  })

/** Some rows of a grid. */
const rowsOf = ({ blocks, signs }: Grid, from: number, to: number): Grid =>
  gridOf({
    blocks: blocks.flatMap(block => {
      const { row, rowSpan } = block.at
      const [first, end] = [Math.max(row, from), Math.min(row + rowSpan, to)]
      return first < end ? [{ ...block, at: { ...block.at, row: first - from, rowSpan: end - first } }] : []
    }),
    signs: signs
      .filter(({ at: { row } }) => row >= from && row < to)
      .map(sign => ({ ...sign, at: { ...sign.at, row: sign.at.row - from } })),
  })

/** So many grids beside each other, in squares. */
function spreadOver(grids: readonly Grid[], columns: number) {
  const most = (of: (grid: Grid) => number, some: readonly Grid[]): number => Math.max(...some.map(of))
  const rows = Map.groupBy(grids, grid => Math.floor(grids.indexOf(grid) / columns))
  const down = Map.groupBy(grids, grid => grids.indexOf(grid) % columns)
  return {
    columns,
    high: [...rows.values()].reduce((sum, row) => sum + most(squaresHigh, row), 0.5),
    wide: [...down.values()].reduce((sum, column) => sum + most(grid => squaresWide([grid]), column), 0),
  }
}

/** What stands above and below a sheet, in pixels; as in views.css. */
const around = 256

/** Spreads grids over the screen, in one column or two. @returns what ends that */
export function spread(sheet: HTMLElement, grids: readonly Grid[]): () => void {
  const square = ({ high, wide }: ReturnType<typeof spreadOver>): number =>
    Math.min((innerHeight - around) / high, innerWidth / wide)
  const set = (): void => {
    const [one, two] = [spreadOver(grids, 1), spreadOver(grids, 2)]
    const { columns, high, wide } = grids.length > 1 && square(two) > square(one) ? two : one
    sheet.style.setProperty('--columns', String(columns))
    sheet.style.setProperty('--high', String(high))
    sheet.style.setProperty('--wide', String(wide))
  }
  set()
  addEventListener('resize', set)
  return () => {
    removeEventListener('resize', set)
    sheet.removeAttribute('style')
  }
}
