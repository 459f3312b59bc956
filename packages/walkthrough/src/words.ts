// The words of every step, apart from its layout, so that a screen that shows only numbers need not load the prose.
import type { Paragraph } from './prose.ts'
import type { Facts, Place, StageId } from './telling.ts'
import * as conditions from './words/conditions.ts'
import * as generation from './words/generation.ts'
import * as latent from './words/latent.ts'
import * as prediction from './words/prediction.ts'
import * as training from './words/training.ts'

/** The words of a place. */
export interface Words {
  /** What happens and why, and what to look at. The prose of a step with stages opens the first of them. */
  readonly prose: (facts: Facts) => readonly Paragraph[]
  /** What the real model has and the toy leaves out. */
  readonly leftOut: (facts: Facts) => readonly Paragraph[]
}

/** The words of one stage. */
export type StageWords = (facts: Facts) => readonly Paragraph[]

const byPlace: { readonly [K in Place]: Words } = {
  ...latent,
  ...conditions,
  ...prediction,
  'feed-forward': prediction.feedForward,
  ...training,
  ...generation,
}

const byStage: { readonly [K in StageId]: StageWords } = {
  ...training,
  attention: facts =>
    facts.lesson.attention.kind === 'softmax' ? training.softAttention(facts) : training.hardAttention(facts),
  'query-key': training.queryKey,
}

/** The words of a place. */
export const wordsOf = (place: Place): Words => byPlace[place]

/** The words of a stage of step 10. */
export const stageWordsOf = (stage: StageId, facts: Facts): readonly Paragraph[] => byStage[stage](facts)
