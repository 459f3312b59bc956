// Every matrix of a lesson as the walk shows it, by name.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Block, scene } from '@dit-by-hand/walkthrough/scene'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import { places } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'

/** What the walk shows of a lesson, all places together, with nothing lit. */
export interface AllBlocks {
  readonly facts: Facts
  readonly byName: ReadonlyMap<string, Block>
}

export function blocksOf(lesson: Lesson, reading: Reading): AllBlocks {
  const scenes = places.map(place => scene({ ...start, place, reading, box: true }, lesson))
  const unlit = (block: Block): Block => ({
    ...block,
    rows: block.rows.map(row => row.map(view => ({ ...view, lit: null, gradient: null }))),
  })
  const byName = new Map<string, Block>(scenes.flatMap(({ blocks }) => blocks.map(block => [block.name, unlit(block)])))
  const [first] = scenes
  if (!first) throw new Error('the walk has no places')
  return { facts: first.facts, byName }
}
