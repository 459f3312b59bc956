// The losses as nets, noised clip and model included; the gradient at every parameter; and AdamW.
import { at, named } from '@dit-by-hand/graph/at'
import { mean, meanSquare, subtract } from '@dit-by-hand/graph/composites'
import { ratio } from '@dit-by-hand/graph/exact'
import { gradient } from '@dit-by-hand/graph/gradient'
import type { Net, Node, Shape } from '@dit-by-hand/graph/graph'
import { add, broadcast, fill, mul, stack, step, tanh, times } from '@dit-by-hand/graph/ops'
import { type Parameter, pick, type Scope, scope } from '@dit-by-hand/graph/scope'
import { split } from '@dit-by-hand/graph/transformer'
import type { DitConfig } from './config.ts'
import { atLeast, exp, log, scaled } from './elementary.ts'
import { clipShape, model } from './net.ts'

/** A net that can be trained: its last matrix is `loss`, of one sample. */
export interface Loss {
  readonly net: Net
  readonly parameters: readonly Parameter[]
  /** The inputs that differ from sample to sample. */
  readonly perSample: readonly string[]
}

const count = ([rows, columns]: Shape): bigint => BigInt(rows) * BigInt(columns)

/** The gradient of {@link meanSquare} at its error. */
const meanSquareGradient = (error: Node): Node => times(error, ratio(2n, count(error.shape)))

/**
 * The gradient of a loss at every parameter, for the net of {@link noiseLoss} or of rectified flow, also after a rewrite.
 * The variance bound has a gradient through the variance only, not the predicted noise (Nichol & Dhariwal 2021, section 3.1).
 * @returns the gradients by the parameters' names
 */
export function gradientsOf(net: Net, parameters: readonly Parameter[]): { readonly [name: string]: Node } {
  const names = parameters.map(({ name }) => name)
  const error = named(net, 'error')
  const seed = meanSquareGradient(error)
  const { varianceBound, varianceValue } = net
  if (!varianceValue) return gradient(net.found ?? named(net, 'predictedNoise'), seed, pick(net, names))
  const below = varianceBound
    ? gradient(varianceBound, fill(1, [1, 1]), { varianceValue }).varianceValue
    : fill(0, error.shape)
  return gradient(named(net, 'output'), stack(seed, below), pick(net, names))
}

/**
 * The published loss: mean squared error of the noise, and the variance bound where the variance is learned.
 * Inputs of a sample: `start` the clean clip and `noise`, C·T·H×W; `t`; `words`; and the coefficients of `noising` and,
 * where the variance is learned, `posterior`. Peebles & Xie 2023, section 3.1; Nichol & Dhariwal 2021, section 3.1.
 * @param bound whether the variance bound is part of the loss. Default: where the variance is learned
 */
export function noiseLoss(config: DitConfig, bound: boolean = config.learnedVariance): Loss {
  const whole = scope()
  const { name, input } = whole
  const of = clipShape(config)
  const one: Shape = [1, 1]
  const [start, noise] = [input('start', of), input('noise', of)] //                                C·T·H×W
  const x = name('x', add(scaled(input('signal', one), start), scaled(input('spread', one), noise)))
  const output = model(whole, config, x, input('t', one), input('words', [config.words, 1]))
  const parts = split(output, config.learnedVariance ? 2 : 1)
  const predicted = name('predictedNoise', at(parts, 0))
  const error = name('error', subtract(predicted, noise))
  const squares = name('meanSquare', meanSquare(error)) //                                          1×1
  const perSample = ['start', 'noise', 'signal', 'spread', 't', 'words']
  const value = parts[1] && name('varianceValue', parts[1])
  if (!value || !bound) {
    name('loss', squares)
    return { net: whole.net, parameters: whole.parameters, perSample }
  }
  const within = whole.within('bound')
  const { startFromX, startFromNoise, meanFromStart, meanFromX, mostLogVariance, leastLogVariance, first } =
    coefficientInputs(whole, posteriorNames)
  const guess = name('predictedStart', subtract(scaled(startFromX, x), scaled(startFromNoise, predicted)))
  const meanOf = (clip: Node): Node => add(scaled(meanFromStart, clip), scaled(meanFromX, x))
  const [truth, found] = [within.name('mean', meanOf(start)), within.name('predictedMean', meanOf(guess))]
  const logVariance = name('logVariance', rangedLogVariance(value, mostLogVariance, leastLogVariance))
  const divergence = within.name(
    'divergence',
    gaussianDivergence(truth, broadcast(leastLogVariance, of), found, logVariance, within),
  )
  const surprise = within.name('surprise', discretisedSurprise(start, found, logVariance, within))
  const later = subtract(fill(1, one), first)
  const bits = add(scaled(first, mean(surprise)), scaled(later, mean(divergence)))
  const vb = name('varianceBound', times(bits, 1 / Math.LN2)) //                                    1×1, in bits
  name('loss', add(squares, vb))
  return { net: whole.net, parameters: whole.parameters, perSample: [...perSample, ...posteriorNames] }
}

const posteriorNames = [
  'startFromX',
  'startFromNoise',
  'meanFromStart',
  'meanFromX',
  'mostLogVariance',
  'leastLogVariance',
  'first',
] as const

/** Inputs of 1×1 by their names. */
export function coefficientInputs<Name extends string>(
  whole: Scope,
  names: readonly Name[],
): { readonly [K in Name]: Node } {
  const made = {} as { [K in Name]: Node }
  for (const each of names) made[each] = whole.input(each, [1, 1])
  return made
}

/** ln σ² between its bounds, by the net's value from −1 to 1: f·most + (1 − f)·least with f = (value + 1)/2. */
export function rangedLogVariance(value: Node, most: Node, least: Node): Node {
  const share = times(add(value, fill(1, value.shape)), ratio(1n, 2n))
  const rest = subtract(fill(1, value.shape), share)
  return add(scaled(most, share), scaled(least, rest))
}

/** The Kullback–Leibler divergence of one normal distribution from another, cell by cell, in nats. */
function gaussianDivergence(mean: Node, logVariance: Node, otherMean: Node, otherLogVariance: Node, to: Scope): Node {
  const apart = to.name('apart', subtract(mean, otherMean))
  const narrower = to.name('narrower', subtract(otherLogVariance, logVariance))
  const variances = to.name('ratioOfVariances', exp(times(narrower, -1), to.within('variances')))
  const sharpness = to.name('sharpness', exp(times(otherLogVariance, -1), to.within('sharpness')))
  const ratios = add(variances, mul(mul(apart, apart), sharpness))
  return times(add(add(narrower, fill(-1, mean.shape)), ratios), ratio(1n, 2n))
}

/** The negative log-likelihood, in nats, of a clip of 256 levels from −1 to 1 under a normal distribution, whose tails belong
 *  to the first and last level; the distribution function in its tanh form (Ho et al. 2020, eq. 13; Page 1977). */
function discretisedSurprise(clip: Node, mean: Node, logVariance: Node, to: Scope): Node {
  const of = clip.shape
  const sharpness = to.name('perDeviation', exp(times(logVariance, ratio(-1n, 2n)), to.within('perDeviation')))
  const apart = to.name('fromMean', subtract(clip, mean))
  const below = (edge: string, by: bigint): Node => {
    const z = to.name(`${edge}Edge`, mul(sharpness, add(apart, fill(ratio(by, 255n), of))))
    const bent = mul(z, add(fill(1, of), times(mul(z, z), ratio(44715n, 1_000_000n))))
    return to.name(`upTo${edge}Edge`, times(add(fill(1, of), tanh(times(bent, Math.sqrt(2 / Math.PI)))), ratio(1n, 2n)))
  }
  const [upTo, under] = [below('Upper', 1n), below('Lower', -1n)]
  const edge = (sign: number): Node => step(add(times(clip, sign), fill(ratio(-999n, 1000n), of)))
  const [low, high] = [to.name('first', edge(-1)), to.name('last', edge(1))]
  const between = subtract(subtract(fill(1, of), low), high)
  const tails = add(mul(low, upTo), mul(high, subtract(fill(1, of), under)))
  const share = to.name('share', add(tails, mul(between, subtract(upTo, under))))
  return times(log(atLeast(share, ratio(1n, 1_000_000_000_000n)), to.within('log')), -1)
}

/** A point x on the straight path from a clip, at time 0, to noise, at time 1, and the model's output there, whose `t` is
 *  1000·time. Inputs of a sample: `start`, `noise`, C·T·H×W; `time`; `words`. @throws {RangeError} where the variance is to be learned too */
export function straightPath(config: DitConfig): {
  readonly whole: Scope
  readonly start: Node
  readonly noise: Node
  readonly time: Node
  readonly x: Node
  readonly output: Node
  readonly perSample: readonly string[]
} {
  if (config.learnedVariance) throw new RangeError('rectified flow has no variance to learn')
  const whole = scope()
  const { name, input } = whole
  const of = clipShape(config)
  const [start, noise, time] = [input('start', of), input('noise', of), input('time', [1, 1])]
  const x = name('x', add(scaled(subtract(fill(1, [1, 1]), time), start), scaled(time, noise))) //  C·T·H×W
  const t = name('t', times(time, 1000)) //                                                         1×1
  const output = model(whole, config, x, t, input('words', [config.words, 1]))
  return { whole, start, noise, time, x, output, perSample: ['start', 'noise', 'time', 'words'] }
}

/** AdamW's running means of one parameter's gradient and of its square. */
export interface Moments {
  readonly mean: Float64Array
  readonly square: Float64Array
}

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8]

/**
 * One step of AdamW in place, in double precision, with the usual decays of its means and, as published, no weight decay
 * (Loshchilov & Hutter 2019, algorithm 2; Kingma & Ba 2015).
 * @param taken steps taken before this one
 */
export function adamW(
  cells: Float64Array,
  gradientCells: ArrayLike<number>,
  { mean, square }: Moments,
  taken: number,
  rate: number,
): void {
  const [unbiased, unbiasedSquare] = [1 - beta1 ** (taken + 1), 1 - beta2 ** (taken + 1)]
  for (let i = 0; i < cells.length; i++) {
    const g = at(gradientCells, i, 'the gradient')
    const [m, v] = [beta1 * at(mean, i) + (1 - beta1) * g, beta2 * at(square, i) + (1 - beta2) * g * g]
    mean[i] = m
    square[i] = v
    cells[i] = at(cells, i) - (rate * (m / unbiased)) / (Math.sqrt(v / unbiasedSquare) + epsilon)
  }
}
