// Training watched: step after step of gradient descent, with the loss and the video that would be generated.

import { learn } from '@dit-by-hand/core/learn'
import type { Worked } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { digits, type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'

/** The lesson after some steps of gradient descent. */
export interface LearningStep {
  /** Steps taken: 0 is the lesson as it stands. */
  readonly step: number
  /** The mean squared error, as near as a double can be. */
  readonly loss: number
  /** The loss for a reader: exact while it is short, a decimal from where it is not. */
  readonly text: string
  /** What the model generates with the weights of this step, frame under frame. */
  readonly video: Grid<Exact>
}

/** A fraction of more digits than this is shown as a decimal. */
const mostDigits = 10

const brief = (value: Exact): string =>
  showNumber(isDecimal(value) || digits(value) <= mostDigits ? value : toNumber(value))

/** Gradient descent on a lesson, step 0, 1, 2, … without end; worked only as far as it is asked for. */
export function* learning({ lesson, net }: Pick<Worked, 'lesson' | 'net'>): Generator<LearningStep, never> {
  const steps = learn(lesson, net)
  for (;;) {
    const { step, loss, values } = steps.next().value
    yield { step, loss: toNumber(loss), text: brief(loss), video: named(values, 'generatedVideo', 'the lesson') }
  }
}

/** What a run of steps shows, in one sentence. */
export function learnedWords(steps: readonly LearningStep[]): string {
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last || first === last) return `The loss is ${first?.text ?? 'not worked yet'}.`
  const how = last.loss < first.loss ? 'falls' : last.loss > first.loss ? 'rises' : 'stays'
  const from = how === 'stays' ? `at ${first.text}` : `from ${first.text} to ${last.text}`
  return `In ${last.step} ${last.step === 1 ? 'step' : 'steps'} of gradient descent the loss ${how} ${from}.`
}
