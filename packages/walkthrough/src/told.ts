// The words for one moment of a walk: prose, formulas, story, errata of the originals, what the toy leaves out, and what Sora
// does.
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { type Erratum, errata, errataAt } from '@dit-by-hand/spec/errata'
import { type Formula, formulasOf, formulasOfNames, numpyOf } from './formulas.ts'
import type { Paragraph } from './prose.ts'
import type { Scene } from './scene.ts'
import { soraAt } from './sora.ts'
import { stagesOf } from './stages.ts'
import { tellingOf } from './steps.ts'
import { storyAt } from './stories.ts'
import type { Facts } from './telling.ts'
import { passing } from './words/passes.ts'
import { stageWordsOf, wordsOf } from './words.ts'

/** The words of a scene. */
export interface Told {
  readonly prose: readonly Paragraph[]
  /** The formulas that summarise the step, or the stage on show. */
  readonly formulas: readonly Formula[]
  /** The same in NumPy, with the functions that it takes; '' where nothing is made. */
  readonly numpy: string
  readonly story: Paragraph | null
  /** Errata of the originals, in the one lesson that is theirs. */
  readonly errata: readonly Erratum[]
  /** What the real model has and the toy leaves out. */
  readonly leftOut: readonly Paragraph[]
  /** What Sora itself does here, as far as its makers have said. */
  readonly sora: readonly Paragraph[]
}

/** The words of a scene. */
export const toldOf = (scene: Scene): Told => told(scene.facts)(scene)

const told = memo((_facts: Facts) =>
  memoByKey(tell, ({ place, stage, isSourced }) => `${place} ${stage} ${isSourced}`, 100),
)

function tell({ place, step, stage, facts, isSourced }: Scene): Told {
  const stages = stagesOf(place, facts)
  const now = stages.find(({ id }) => id === stage)
  const opens = stages[0] === now
  const formulas = now ? formulasOfNames(now.formula(facts), facts) : formulasOf(tellingOf(place), facts)
  return {
    prose: [
      ...(opens ? [...passing(place, facts), ...wordsOf(place).prose(facts)] : []),
      ...(stage === null ? [] : stageWordsOf(stage, facts)),
    ],
    formulas,
    numpy: numpyOf(
      formulas.map(({ name }) => name),
      facts,
    ),
    errata: isSourced ? (step === null ? loose(place) : errataAt(step)) : [],
    story: opens ? storyAt(place, facts) : null,
    leftOut: wordsOf(place).leftOut(facts),
    sora: soraAt(place),
  }
}

/** Errata that belong to no single step, which are shown at the end. */
const loose = (place: Scene['place']): readonly Erratum[] =>
  place === 'closing' ? errata().filter(({ step }) => step === null) : []
