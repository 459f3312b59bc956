// The numbers that a step is given at one timestep, by the names of the inputs of its net.
import { at, eachOf } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Schedule } from './schedule.ts'

/** Numbers by name, for inputs of 1×1. */
export type Coefficients = { readonly [name: string]: number }

/** As matrices of 1×1, to be given to a reading. */
export const asGiven = (coefficients: Coefficients): { readonly [name: string]: Grid<number> } =>
  Object.fromEntries(Object.entries(coefficients).map(([name, value]) => [name, [[value]]]))

/** Rounded to single precision, as the official code rounds them even where all else is double. */
const single = (coefficients: Coefficients): Coefficients =>
  Object.fromEntries(Object.entries(coefficients).map(([name, value]) => [name, Math.fround(value)]))

/** What a clean clip is noised with at timestep i: `signal`·clip + `spread`·noise (Ho et al. 2020, eq. 4). */
export function noising({ alphasCumprod }: Schedule, i: number): Coefficients {
  const kept = at(alphasCumprod, i, 'the schedule')
  return single({ signal: Math.sqrt(kept), spread: Math.sqrt(1 - kept) })
}

/** The clean clip that some noise means, the mean of the step before, and the bounds of its variance (Ho et al. 2020, eq.
 *  7; Nichol & Dhariwal 2021, eq. 15). `first` is 1 at timestep 0, which no noise follows. */
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

/** A step of DDIM (Song et al. 2021, eq. 12); eta 0 adds no noise, 1 as much as DDPM. */
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
