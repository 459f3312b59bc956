// A scene whose computed numbers are hidden until they are asked for, one by one.
import { cellKey } from '@dit-by-hand/graph/expression'
import type { Token } from '@dit-by-hand/graph/text'
import type { CellView, Scene } from '@dit-by-hand/walkthrough/scene'

/** What stands in the place of a number that is hidden. */
export const hiddenText = '?'

/** The scene with every computed number but the shown ones as a question mark. */
export function masked(scene: Scene, shown: ReadonlySet<string>): Scene {
  const views = new Map(scene.blocks.flatMap(({ rows }) => rows.flat().map(view => [cellKey(view.cell), view])))
  const isHidden = (view: CellView | undefined): boolean =>
    view !== undefined && !view.given && !shown.has(cellKey(view.cell))
  const hide = (view: CellView): CellView =>
    isHidden(view)
      ? { ...view, text: hiddenText, whole: null, value: 0, was: null, gradient: null, misprint: null, origin: null }
      : view
  const token = (token: Token): Token =>
    token.cell && isHidden(views.get(cellKey(token.cell))) ? { cell: token.cell, text: hiddenText } : token
  const { line } = scene
  const lineHidden = line !== null && isHidden(views.get(cellKey(line.cell)))
  return {
    ...scene,
    blocks: scene.blocks.map(block => ({ ...block, rows: block.rows.map(row => row.map(hide)) })),
    line: line && {
      ...line,
      values: line.values.map(token),
      meaning: null,
      ...(lineHidden && { result: hiddenText }),
    },
    wantsProof: false,
    generations: [],
  }
}
