// How large a sheet is in squares, where squares are made as large as lets all of them be seen.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { gridsOf } from '../../lib/grids.ts'
import { across, isTall } from '../../lib/squares.ts'

/** How many squares high the grids of a scene are, one under the other: each row of matrices has its caption. */
export const squaresHigh = (scene: Scene): number =>
  1 +
  gridsOf(scene).reduce((sum, { blocks }) => {
    const rows = new Map<number, number>()
    for (const block of blocks) {
      const { frames, shape } = block
      const inFrames = frames ? Math.ceil(frames.count / across(frames.count)) : 1
      const own = 2 + inFrames * (frames ? frames.rows + 1 : shape[0] * (isTall(block) ? 2 : 1))
      rows.set(block.at.row, Math.max(rows.get(block.at.row) ?? 0, own))
    }
    return [...rows.values()].reduce((all, one) => all + one, sum)
  }, 0)

/** How many squares wide: as its widest grid, with the square before it. */
export const squaresWide = (scene: Scene): number =>
  1 + Math.max(...gridsOf(scene).map(({ widths }) => widths.reduce((sum, width) => sum + width, 0)))
