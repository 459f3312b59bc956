// Training by hand: the lesson's one step of gradient descent, taken again and again.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { exact } from './arith.ts'
import { evaluate, type Given } from './evaluate.ts'
import { digits, type Exact, isDecimal, toNumber } from './exact.ts'
import { givenOf, netOf, type WorkedValues } from './lesson.ts'

/** The lesson after some steps of gradient descent. */
export interface Learned {
  /** Steps taken: 0 is the lesson as it stands. */
  readonly step: number
  /** The mean squared error of the predicted noise with the weights of this step. */
  readonly loss: Exact
  readonly values: WorkedValues
}

/** Exact fractions grow about threefold in length at every step; past this many digits decimals go on. */
export const longestLoss = 400

const weights = ['feedForwardWeight', 'feedForwardBias', 'modulationWeight', 'modulationBias', 'query', 'key'] as const

/**
 * Gradient descent on a lesson, lazily: step 0, 1, 2, …, without end. Every learnable weight w becomes w − rate·∂w,
 * with the slopes of ½·Σ error² as in the walkthrough; encoder and decoder are frozen. In the printed reading the
 * misprint is made again at every step. A loss of more than `longest` digits is the last exact one.
 */
export function* learn(lesson: Lesson, reading: Reading, longest: number = longestLoss): Generator<Learned, never> {
  const net = netOf(lesson, reading)
  let given: Given<Exact> = givenOf(lesson)
  for (let step = 0; ; step++) {
    const values: WorkedValues = evaluate(net, given, exact)
    const loss = values.loss?.[0]?.[0] ?? 0
    yield { step, loss, values }
    const tooLong = !isDecimal(loss) && digits(loss) > longest
    const after = weights.flatMap(weight => {
      const grid = values[`${weight}After`]
      return grid ? [[weight, tooLong ? grid.map(row => row.map(toNumber)) : grid]] : []
    })
    given = { ...given, ...Object.fromEntries(after) }
  }
}
