// The coefficients of a training or sampling step at one timestep, by the names of the net's inputs.
import { at, eachOf } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Schedule } from './schedule.ts'

/** Numbers by name, for inputs of 1×1. */
export type Coefficients = { readonly [name: string]: number }

/** The coefficients as 1×1 matrices, as inputs are given. */
export const asGiven = (coefficients: Coefficients): { readonly [name: string]: Grid<number> } =>
  Object.fromEntries(Object.entries(coefficients).map(([name, value]) => [name, [[value]]]))

/** Rounded to single precision, as the official code does even where all else is double. */
const single = (coefficients: Coefficients): Coefficients =>
  Object.fromEntries(Object.entries(coefficients).map(([name, value]) => [name, Math.fround(value)]))

/** The coefficients that noise a clean clip at timestep i: `signal`·clip + `spread`·noise (Ho et al. 2020, eq. 4). */
export function noising({ alphasCumprod }: Schedule, i: number): Coefficients {
  const kept = at(alphasCumprod, i, 'the schedule')
  return single({ signal: Math.sqrt(kept), spread: Math.sqrt(1 - kept) })
}

/** The coefficients of a DDPM step: of the clean clip, and of the mean and variance one timestep before (Ho et al. 2020, eq. 7;
 *  Nichol & Dhariwal 2021, eq. 15). `first` is 1 at timestep 0, where no noise is added. */
export function posterior(of: Schedule, i: number): Coefficients {
  const [kept, beta] = [at(of.alphasCumprod, i, 'the schedule'), at(of.betas, i, 'the schedule')]
  return single({
    startFromX: Math.sqrt(1 / kept),
    startFromNoise: Math.sqrt(1 / kept - 1),
    meanFromStart: at(of.posteriorMeanFromStart, i),
    meanFromX: at(of.posteriorMeanFromX, i),
    mostLogVariance: Math.log(beta),
    leastLogVariance: at(of.posteriorLogVariance, i),
    fixedLogVariance: Math.log(i === 0 && of.betas.length > 1 ? at(of.posteriorVariance, 1) : beta),
    first: i === 0 ? 1 : 0,
  })
}

/** The coefficients of a DDIM step (Song et al. 2021, eq. 12). @param eta 0 adds no noise, 1 as much as DDPM */
export function implicit(of: Schedule, i: number, eta = 0): Coefficients {
  const [kept, previous] = eachOf([at(of.alphasCumprod, i), at(of.alphasCumprodPrevious, i)], Math.fround)
  const deviation = eta * Math.sqrt((1 - previous) / (1 - kept)) * Math.sqrt(1 - kept / previous)
  const { startFromX, startFromNoise } = posterior(of, i) as {
    readonly startFromX: number
    readonly startFromNoise: number
  }
  return single({
    startFromX,
    startFromNoise,
    fromStart: Math.sqrt(previous),
    fromNoise: Math.sqrt(1 - previous - deviation ** 2),
    deviation: i === 0 ? 0 : deviation,
  })
}
