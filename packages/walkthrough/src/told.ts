// What is told at one moment of a walk: prose, story, what the toy leaves out, and what Sora does.
import { memo } from '@dit-by-hand/graph/memo'
import type { Paragraph } from './prose.ts'
import type { Scene } from './scene.ts'
import { soraAt } from './sora.ts'
import { stagesOf } from './stages.ts'
import { storyAt } from './stories.ts'
import { passing } from './words/passes.ts'
import { stageWordsOf, wordsOf } from './words.ts'

/** The words of a scene. */
export interface Told {
  readonly prose: readonly Paragraph[]
  readonly story: Paragraph | null
  /** What the toy leaves out, that the real model has. */
  readonly leftOut: readonly Paragraph[]
  /** What Sora itself does here, as its makers have told. */
  readonly sora: readonly Paragraph[]
}

/** What is told with a scene; worked out once. */
export const toldOf: (scene: Scene) => Told = memo(({ place, stage, facts }: Scene): Told => {
  const opens = stage === null || stagesOf(place, facts)[0]?.id === stage
  return {
    prose: [
      ...(opens ? [...passing(place, facts), ...wordsOf(place).prose(facts)] : []),
      ...(stage === null ? [] : stageWordsOf(stage, facts)),
    ],
    story: opens ? storyAt(place, facts) : null,
    leftOut: wordsOf(place).leftOut(facts),
    sora: soraAt(place),
  }
})
