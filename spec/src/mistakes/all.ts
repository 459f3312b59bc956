// The catalogue of mistakes: how real people get this wrong, each as a wrong engine made of a right one.
import type { Engine } from '../judge/engine.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { answerMistakes } from './answers.ts'
import { attentionMistakes } from './attention.ts'
import { chain, valuesOf } from './chain.ts'
import { encodingMistakes } from './encoding.ts'
import { generationMistakes } from './generation.ts'
import type { Answering, Mistake } from './mistake.ts'
import { trainingMistakes } from './training.ts'
import { videoMistakes } from './video.ts'

/** Every mistake, in the order of the steps; those of whole answers come last. */
export const mistakes: readonly Mistake[] = [
  ...videoMistakes.filter(({ step }) => step === 1),
  ...encodingMistakes,
  ...attentionMistakes,
  ...trainingMistakes,
  ...generationMistakes,
  ...videoMistakes.filter(({ step }) => step === 13),
  ...answerMistakes,
]

/** The mistake with this id. Throws RangeError where there is none. */
export function mistakeOf(id: string): Mistake {
  const found = mistakes.find(mistake => mistake.id === id)
  if (!found) throw new RangeError(`there is no mistake ${id}`)
  return found
}

const otherOf = (reading: Reading): Reading => (reading === 'corrected' ? 'printed' : 'corrected')

/** An engine that answers as this one does, but for one mistake and what follows from it. */
export function withMistake(right: Engine, { id, how }: Mistake): Engine {
  const spoil: (asked: Answering) => Values =
    how.kind === 'memory'
      ? how.start()
      : how.kind === 'answer'
        ? how.answer
        : ({ lesson, reading, right }) => valuesOf(lesson, chain(lesson, reading, how.makes, right(reading)))
  return {
    ...right,
    name: `${right.name} (${id})`,
    async answer(lesson: Lesson, reading: Reading): Promise<Values> {
      const asked = await right.answer(lesson, reading)
      const other = how.kind === 'answer' ? await right.answer(lesson, otherOf(reading)) : asked
      return spoil({ lesson, reading, right: (which = reading) => (which === reading ? asked : other) })
    },
  }
}
