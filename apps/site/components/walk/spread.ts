// How a sheet is laid out for a projector: beside each other or one under the other, whichever has the larger squares.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { type Grid, gridsOf, squaresHigh, squaresWide } from '../../lib/grids.ts'

/** So many grids beside each other, in squares. */
function spreadOver(grids: readonly Grid[], columns: number) {
  const most = (of: (grid: Grid) => number, some: readonly Grid[]): number => Math.max(...some.map(of))
  const rows = Map.groupBy(grids, grid => Math.floor(grids.indexOf(grid) / columns))
  const down = Map.groupBy(grids, grid => grids.indexOf(grid) % columns)
  return {
    columns,
    high: [...rows.values()].reduce((sum, row) => sum + most(squaresHigh, row), 1),
    wide: [...down.values()].reduce((sum, column) => sum + most(grid => squaresWide([grid]), column), 0),
  }
}

/** What stands above and below a sheet, in pixels; as in views.css. */
const around = 280

/** Spreads the grids of a scene over the screen, in one column or two, until it is left. */
export function spread(sheet: HTMLElement, scene: Scene, left: AbortSignal): void {
  if (left.aborted) return
  const grids = gridsOf(scene)
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
  addEventListener('resize', set, { signal: left })
}
