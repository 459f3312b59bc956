// Training on show: steps of gradient descent, each with the loss and the video that would be generated.

import { learn } from '@dit-by-hand/core/learn'
import type { Worked } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { brief } from './brief.ts'

/** The lesson after a number of steps of gradient descent. */
export interface LearningStep {
  /** Steps taken: 0 is the lesson as it stands. */
  readonly step: number
  /** The mean squared error, as near as a double can be. */
  readonly loss: number
  /** The loss for a reader: exact while it is short, then a decimal. */
  readonly text: string
  /** The video generated with the weights of this step, frame under frame. */
  readonly video: Grid<Exact>
}

/** Gradient descent on a lesson, lazily: step 0, 1, 2, … without end. */
export function* learning({ lesson, net }: Pick<Worked, 'lesson' | 'net'>): Generator<LearningStep, never> {
  const steps = learn(lesson, net)
  for (;;) {
    const { step, loss, values } = steps.next().value
    yield { step, loss: toNumber(loss), text: brief(loss), video: named(values, 'generatedVideo', 'the lesson') }
  }
}

/** The course of the loss, in one sentence. */
export function learnedWords(steps: readonly LearningStep[]): string {
  const [first, ...later] = steps
  if (!first) return 'The loss has not been computed yet.'
  const last = later.at(-1)
  if (!last) return `The loss is ${first.text}.`
  return `In ${counted(last.step, 'step')} of gradient descent the loss ${course(first, later, last)}.`
}

function course(first: LearningStep, later: readonly LearningStep[], last: LearningStep): string {
  if (!Number.isFinite(last.loss))
    return `rises from ${first.text} past the largest decimal: the learning rate is too large`
  if (last.loss === first.loss)
    return later.every(({ loss }) => loss === first.loss) ? `stays at ${first.text}` : `is back at ${first.text}`
  const how = last.loss < first.loss ? 'falls' : 'rises'
  // So little that no digit shows it.
  const isTiny = last.text === brief(first.loss)
  return isTiny
    ? `${how} by ${brief(Math.abs(last.loss - first.loss))} from ${first.text}`
    : `${how} from ${first.text} to ${last.text}`
}

/** The most steps that are shown. */
export const mostLearning = 2000

/** A training run that keeps its steps, so that a reader can go back and forth. */
export interface Run {
  /** The steps from 0 to this one. It ends earlier where the loss leaves the range of decimals. */
  readonly upTo: (step: number) => readonly LearningStep[]
}

/** A training run of a lesson; steps are computed when they are asked for. */
export function runOf(lesson: Pick<Worked, 'lesson' | 'net'>): Run {
  const steps = learning(lesson)
  const taken: LearningStep[] = []
  const isLost = (): boolean => {
    const last = taken.at(-1)
    return last !== undefined && !Number.isFinite(last.loss)
  }
  return {
    upTo(step) {
      while (taken.length <= Math.min(step, mostLearning) && !isLost()) taken.push(steps.next().value)
      return taken.slice(0, step + 1)
    },
  }
}

/** How many steps to take at once while it plays: one by one at first, so that each can be seen. */
export const stride = (step: number): number => (step < 30 ? 1 : step < 200 ? 2 : 5)

/** A curve reduced to at most `most` points, the first and the last included. */
export function thinned(taken: readonly LearningStep[], most: number): readonly LearningStep[] {
  const every = Math.max(1, Math.ceil(taken.length / Math.max(1, most - 1)))
  return taken.filter((_, i) => i % every === 0 || i === taken.length - 1)
}
