// Training by hand: the lesson's step of gradient descent, repeated.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Given } from '@dit-by-hand/graph/evaluate'
import { digits, type Exact, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import type { Net } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { givenOf, modelOf, netOf, type WorkedValues } from './lesson.ts'
import { type Name, updatedName } from './names.ts'

/** The lesson after a number of steps of gradient descent. */
export interface Learned {
  /** Steps taken: 0 is the lesson as it stands. */
  readonly step: number
  /** The mean squared error of the predicted noise with the parameters of this step. */
  readonly loss: Exact
  readonly values: WorkedValues
}

/** Where learning diverged: the step at which the loss became infinite or NaN, and from which step on it had only grown. */
export interface Diverged {
  readonly step: number
  /** The first step of an unbroken rise of the loss that ends just before `step`; `step` itself where there was none. */
  readonly since: number
}

/**
 * Finds where learning diverged: at the first loss that is infinite or NaN. Undefined where there is none.
 * @param losses as decimals, from step 0 on
 */
export function divergence(losses: readonly number[]): Diverged | undefined {
  const step = losses.findIndex(loss => !Number.isFinite(loss))
  if (step === -1) return undefined
  let since = step
  while (since > 1 && at(losses, since - 1) > at(losses, since - 2)) since--
  return { step, since }
}

/** Exact fractions grow about threefold in length at every step; beyond this many digits learning goes on in decimals. */
const longestLoss = 400

/**
 * Gradient descent on a lesson, lazily: step 0, 1, 2, …, without end. Every parameter w becomes w − learning rate · gradient
 * of ½·Σ error², as in the walkthrough; encoder and decoder are frozen. A misprint of the net recurs at every step.
 * @param longest once the loss has more digits than this, learning goes on in decimals
 */
export function* learn(
  lesson: Lesson,
  net: Net<Name> = netOf(lesson),
  longest: number = longestLoss,
): Generator<Learned, never> {
  const { parameters } = modelOf(lesson)
  let given: Given<Exact> = givenOf(lesson)
  for (let step = 0; ; step++) {
    const values: WorkedValues = evaluate(net, given, exact)
    const loss = at(at(named(values, 'loss'), 0), 0)
    yield { step, loss, values }
    const tooLong = !isDecimal(loss) && digits(loss) > longest
    const after = parameters.map(({ name }) => {
      const grid = named(values, updatedName(name))
      return [name, tooLong ? grid.map(row => row.map(toNumber)) : grid]
    })
    given = { ...given, ...Object.fromEntries(after) }
  }
}
