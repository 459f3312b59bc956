// Every matrix of a lesson as the walk shows it, by name.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Block, scene, unlit } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'

/** The matrices of a place and all its stages, each once, and none turned over. */
export function blocksAt(place: Place, reading: Reading, lesson: Lesson): readonly Block[] {
  const state = { ...start, place, reading }
  const first = scene(state, lesson)
  const scenes = [first, ...first.stages.slice(1).map(({ id }) => scene({ ...state, stage: id }, lesson))]
  const upright = scenes.flatMap(({ blocks }) => blocks.filter(({ turned }) => !turned))
  return upright.filter(({ name }, i) => upright.findIndex(block => block.name === name) === i)
}

/** What the walk shows of a lesson, all places together, with nothing lit. */
export function blocksOf(lesson: Lesson, reading: Reading) {
  const byName: ReadonlyMap<string, Block> = new Map(
    places.flatMap(place => blocksAt(place, reading, lesson).map(block => [block.name, unlit(block)])),
  )
  return { facts: scene({ ...start, reading }, lesson).facts, byName }
}
