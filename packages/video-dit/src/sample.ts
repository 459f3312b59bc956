// Sampling: guidance and the steps of the samplers, each a net whose coefficients are inputs.
import { at } from '@dit-by-hand/graph/at'
import { subtract } from '@dit-by-hand/graph/composites'
import { ratio } from '@dit-by-hand/graph/exact'
import type { Net, Node, Shape } from '@dit-by-hand/graph/graph'
import { add, broadcast, inv, mul, rows, stack, times } from '@dit-by-hand/graph/ops'
import { scope } from '@dit-by-hand/graph/scope'
import { split } from '@dit-by-hand/graph/transformer'
import { channelsOut, type DitConfig } from './config.ts'
import { atLeast, atMost, exp, scaled } from './elementary.ts'
import { clipShape } from './net.ts'
import { coefficientInputs, rangedLogVariance } from './train.ts'

const outputShape = (config: DitConfig): Shape => {
  const [rows, columns] = clipShape(config)
  return [(rows / config.channels) * channelsOut(config), columns]
}

/**
 * Classifier-free guidance (Ho & Salimans 2022): u + scale·(c − u). Inputs `conditional` and `unconditional`, the net's output
 * with the words and without, O·T·H×W, and `scale`. Matrices `guided` and `guidedUnconditional`: the same guided channels,
 * with the other channels of either; and `guidedChannels`, those without the others, where there are others.
 * @param channels how many are guided: all that predict noise or velocity, or 3 as in the official code (a known leftover)
 */
export function guidance(config: DitConfig, channels: number = config.channels): Net {
  const whole = scope()
  const { name, input } = whole
  const of = outputShape(config)
  const [conditional, unconditional] = [input('conditional', of), input('unconditional', of)]
  const scale = input('scale', [1, 1])
  const height = (of[0] / channelsOut(config)) * Math.min(channels, config.channels)
  const [c, u] = [rows(conditional, 0, height), rows(unconditional, 0, height)]
  const led = add(u, scaled(scale, subtract(c, u)))
  const both = height < of[0] ? name('guidedChannels', led) : led
  const withRest = (other: Node): Node => (height < of[0] ? stack(both, rows(other, height, of[0] - height)) : both)
  name('guided', withRest(conditional))
  name('guidedUnconditional', withRest(unconditional))
  return whole.net
}

export interface StepOptions {
  /** Whether the predicted clean clip is clipped to −1 … 1. Default: no. */
  readonly clip?: boolean
}

/** The beginning of a step that removes noise: inputs `x`, `noise`, `output` and these coefficients, and the clean clip that is
 *  predicted from them. */
function denoising<Name extends string>(config: DitConfig, names: readonly Name[], { clip = false }: StepOptions) {
  const whole = scope()
  const { name, input } = whole
  const of = clipShape(config)
  const [x, noise, output] = [input('x', of), input('noise', of), input('output', outputShape(config))]
  const to = coefficientInputs(whole, ['startFromX', 'startFromNoise', ...names])
  const predicted = name('predictedNoise', at(split(output, config.learnedVariance ? 2 : 1), 0))
  const guess = subtract(scaled(to.startFromX, x), scaled(to.startFromNoise, predicted))
  const start = name('predictedStart', clip ? atMost(atLeast(name('unclippedStart', guess), -1), 1) : guess)
  return { whole, x, noise, output, to, start }
}

/**
 * One step of DDPM (Ho et al. 2020, algorithm 2; Nichol & Dhariwal 2021, eq. 15). Inputs `x` and `noise` C·T·H×W, `output`
 * O·T·H×W, and the coefficients of `posterior`. Matrices `predictedStart`, `mean`, `logVariance`, `variance`, `next`.
 */
export function ddpmStep(config: DitConfig, options: StepOptions = {}): Net {
  const names = ['meanFromStart', 'meanFromX', 'first'] as const
  const { whole, x, noise, output, to, start } = denoising(config, names, options)
  const { name, input } = whole
  const mean = name('mean', add(scaled(to.meanFromStart, start), scaled(to.meanFromX, x)))
  const bounds = (): Node => {
    const { mostLogVariance, leastLogVariance } = coefficientInputs(whole, ['mostLogVariance', 'leastLogVariance'])
    return rangedLogVariance(at(split(output, 2), 1), mostLogVariance, leastLogVariance)
  }
  const logVariance = name(
    'logVariance',
    config.learnedVariance ? bounds() : broadcast(input('fixedLogVariance', [1, 1]), x.shape),
  )
  name('variance', exp(logVariance, whole.within('variance')))
  const deviation = name('deviation', exp(times(logVariance, ratio(1n, 2n)), whole.within('deviation')))
  const spread = subtract(deviation, scaled(to.first, deviation))
  name('next', add(mean, mul(spread, noise)))
  return whole.net
}

/**
 * One step of DDIM (Song et al. 2021, eq. 12). Inputs `x` and `noise` C·T·H×W, `output` O·T·H×W, and the coefficients of
 * `implicit`. Matrices `predictedStart`, `usedNoise`, `next`.
 */
export function ddimStep(config: DitConfig, options: StepOptions = {}): Net {
  const names = ['fromStart', 'fromNoise', 'deviation'] as const
  const { whole, x, noise, to, start } = denoising(config, names, options)
  const { name } = whole
  const rest = subtract(scaled(to.startFromX, x), start)
  const used = name('usedNoise', scaled(inv(to.startFromNoise), rest))
  const direct = name('withoutNoise', add(scaled(to.fromStart, start), scaled(to.fromNoise, used)))
  name('next', add(direct, scaled(to.deviation, noise)))
  return whole.net
}

/** Euler's step of rectified flow, along the velocity. Inputs `x`, `velocity` C·T·H×W; `step`, negative towards the clip.
 *  Matrix `next`. */
export function eulerStep(config: DitConfig): Net {
  const whole = scope()
  const { name, input } = whole
  const of = clipShape(config)
  name('next', add(input('x', of), scaled(input('step', [1, 1]), input('velocity', of))))
  return whole.net
}

/** Heun's step, along the mean of the velocities here and where Euler's step leads. Inputs `x`, `velocity`, `velocityThere`
 *  C·T·H×W; `step`. Matrix `next`. */
export function heunStep(config: DitConfig): Net {
  const whole = scope()
  const { name, input } = whole
  const of = clipShape(config)
  const both = add(input('velocity', of), input('velocityThere', of))
  const mean = name('meanVelocity', times(both, ratio(1n, 2n)))
  name('next', add(input('x', of), scaled(input('step', [1, 1]), mean)))
  return whole.net
}
