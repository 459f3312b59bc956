// What paper takes of the walkthrough: the pages of a step, and the grids of a page.
import { stagesOf } from '@dit-by-hand/walkthrough/stages'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import type { Facts, Layout, Place, Square, Stage } from '@dit-by-hand/walkthrough/telling'

/** A page on paper: a stage of a step, or the whole of one. */
export interface PaperPage {
  readonly stage: Stage | null
  readonly layout: Layout
}

/** The pages on which paper tells a place: one, or one for each of its stages but the last, which plays. */
export function paperPages(place: Place, facts: Facts): readonly PaperPage[] {
  const { opened, layout } = tellingOf(place)
  const stages = stagesOf(place, facts).filter(({ id }) => id !== 'learning')
  if (stages.length === 0) return [{ stage: null, layout: (opened ?? layout)(facts) }]
  return stages.map(stage => ({ stage, layout: stage.layout(facts) }))
}

/** What stands between the empty rows of a layout. */
export function gridsOf(layout: Layout): readonly Layout[] {
  const grids: (readonly Square[])[][] = [[]]
  for (const row of layout) {
    if (row.length === 0) grids.push([])
    else grids.at(-1)?.push(row)
  }
  return grids.filter(grid => grid.length > 0)
}
