// Times candidates in turn, round after round, so that whatever disturbs the machine disturbs them all.
import { eachOf } from '@dit-by-hand/graph/at'
import { quantile } from '../measure.ts'
import type { Ready } from './engine.ts'

/** V8 compiles WebAssembly with a fast compiler first and an optimising one later. This makes it use the latter at once, so that
 *  no one is timed before that. */
export const optimizing: readonly string[] = ['--no-liftoff']

export interface Candidate {
  readonly name: string
  readonly ready: Pick<Ready, 'run' | 'timed'>
}

export interface Measured {
  readonly name: string
  /** The milliseconds of one run, round by round. */
  readonly rounds: readonly number[]
}

export interface Spread {
  readonly median: number
  /** The 10th and the 90th percentile. */
  readonly low: number
  readonly high: number
}

export interface Pace {
  readonly rounds: number
  /** The milliseconds for which a candidate runs unmeasured, twice; and those that it runs in each round, at least. */
  readonly warm: number
  readonly slice: number
}

/** The milliseconds of some runs. */
export async function elapsed(ready: Candidate['ready'], times: number): Promise<number> {
  if (ready.timed) return ready.timed(times)
  const since = performance.now()
  for (let i = 0; i < times; i++) {
    const running = ready.run()
    if (running) await running
  }
  return performance.now() - since
}

/** Warms a candidate up. @returns how many runs fill a slice */
async function warmed(candidate: Candidate, { warm, slice }: Pace): Promise<number> {
  let times = 1
  for (let spent = 0, calls = 0; spent < warm || calls < 2; calls++) {
    const took = await elapsed(candidate.ready, times)
    spent += took
    // A page's clock is coarse: what is far below a slice says little.
    times = took < slice / 4 ? times * 4 : Math.max(1, Math.ceil((slice * times) / Math.max(took, 1e-3)))
  }
  return times
}

/** Times the candidates. Each round begins with the next one, so that none always follows the same other. */
export async function interleaved(candidates: readonly Candidate[], pace: Pace): Promise<readonly Measured[]> {
  // Twice: what a first run makes the compiler do in the background is done while the others run.
  let times: number[] = []
  for (let pass = 0; pass < 2; pass++) {
    times = []
    for (const candidate of candidates) times.push(await warmed(candidate, pace))
  }
  const found = candidates.map(({ name }) => ({ name, rounds: new Array<number>(pace.rounds).fill(Number.NaN) }))
  for (let round = 0; round < pace.rounds; round++)
    for (let turn = 0; turn < candidates.length; turn++) {
      const i = (round + turn) % candidates.length
      const [candidate, count = 1, own] = [candidates[i], times[i], found[i]]
      if (candidate && own) own.rounds[round] = (await elapsed(candidate.ready, count)) / count
    }
  return found
}

export function spreadOf(values: readonly number[]): Spread {
  const [median, low, high] = eachOf([0.5, 0.1, 0.9], part => quantile(values, part))
  return { median, low, high }
}

/** How many times as fast as `other` `one` is, round by round. */
export const ratios = (one: Measured, other: Measured): Spread =>
  spreadOf(one.rounds.map((took, i) => (other.rounds[i] ?? Number.NaN) / took))
