// What paper takes of the walkthrough: the pages of a step, and the grids of a page.
import type { Name } from '@dit-by-hand/core/names'
import { stagesOf } from '@dit-by-hand/walkthrough/stages'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import type { Facts, Layout, Place, Square } from '@dit-by-hand/walkthrough/telling'

/** A page on paper: a stage of a step, or the whole of one. */
export interface PaperPage {
  readonly title: string
  /** The matrices whose formulas are told. */
  readonly made: readonly Name[]
  readonly layout: Layout
}

/** The pages on which paper tells a place: one, or one for each of its stages but the last, which plays. */
export function paperPages(place: Place, facts: Facts): readonly PaperPage[] {
  const { title, formula, opened, layout } = tellingOf(place)
  const stages = stagesOf(place, facts).filter(({ id }) => id !== 'learning')
  if (stages.length > 0)
    return stages.map(stage => ({ title: stage.title, made: stage.formula(facts), layout: stage.layout(facts) }))
  const made = formula(facts)
  return [{ title, made: 'to' in made ? [made.to] : made, layout: (opened ?? layout)(facts) }]
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
