// Sinusoidal embeddings, built from ops: the positions of the tokens and the timestep.
import { at } from '@dit-by-hand/graph/at'
import type { Node } from '@dit-by-hand/graph/graph'
import { cos, fill, matmul, sin, stack, table, times } from '@dit-by-hand/graph/ops'
import { type DitConfig, type Extent, gridOf, positionWidths } from './config.ts'

/** The frequencies 10000^(−i/count), as a column: count×1 (Vaswani et al. 2017, section 3.5). */
export const frequencies = (count: number): Node =>
  table(Array.from({ length: count }, (_, i) => [10000 ** (-i / count)]))

/** The sinusoidal features of a timestep, all cosines above all sines; where `count` is odd the last is 0. t 1×1: count×1
 *  (Peebles & Xie 2023, after Nichol et al. 2021). */
export function waves(t: Node, count: number): Node {
  const angles = matmul(frequencies(Math.floor(count / 2)), t)
  const both = stack(cos(angles), sin(angles))
  return count % 2 === 0 ? both : stack(both, fill(0, [1, 1]))
}

/** The coordinate of each token along one axis (0 frame, 1 row, 2 column), for tokens frame by frame, row by row: 1×L. */
export function places([T, H, W]: Extent, axis: 0 | 1 | 2): Node {
  const places: number[] = []
  for (let t = 0; t < T; t++)
    for (let h = 0; h < H; h++) for (let w = 0; w < W; w++) places.push(at([t, h, w], axis, 'the axes'))
  return table([places])
}

/** The position embedding of every token: D×L. Features of the frame stand above those of the column, and those above the
 *  row's (the published order); for each axis all sines, then all cosines.
 *  @param apart the distance between neighbouring frames, rows and columns: 1 as trained; less where a clip has more frames
 *  than were trained on, but shows the same movement */
export function positions(config: DitConfig, apart: Extent = [1, 1, 1]): Node {
  const [grid, widths] = [gridOf(config), positionWidths(config)]
  const parts = ([0, 2, 1] as const).flatMap(axis => {
    if (widths[axis] === 0) return []
    const where = places(grid, axis)
    const angles = matmul(frequencies(widths[axis] / 2), apart[axis] === 1 ? where : times(where, apart[axis]))
    return [sin(angles), cos(angles)]
  })
  return parts.reduce(stack)
}
