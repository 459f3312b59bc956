// Draws the batch of each training step from the seed and the step alone, so that a run can be resumed.
import { normalAt, uniformAt } from '@dit-by-hand/float32/rng'
import { nullPromptCounts } from '../world/words.ts'
import { type Recipe, timeMeanAt } from './recipe.ts'

/** Random streams of the seed, far from those of the parameters. */
const stream = {
  which: 1 << 20,
  time: (1 << 20) + 1,
  unasked: (1 << 20) + 2,
  noise: (1 << 20) + 3,
  where: (1 << 20) + 4,
  forgotten: (1 << 20) + 5,
}

/** One sample of a batch. */
export interface Sample {
  /** The index of its clip. */
  readonly clip: number
  readonly time: number
  /** Whether its prompt is left out. */
  readonly unasked: boolean
  /** Where its noise begins in the pool. */
  readonly noise: number
}

/** Draws sample k of a step, both from 0. @param pool the numbers in the pool of noise @param cells those of a clip */
export function sampleAt(recipe: Recipe, step: number, k: number, pool: number, cells: number): Sample {
  const { seed, clips, batch, unasked, time } = recipe
  const place = step * batch + k
  const raw = timeMeanAt(recipe, step) + time.deviation * normalAt(seed, stream.time, place)
  return {
    clip: clipAt(seed, clips, place),
    time: Math.min(time.most, Math.max(time.least, 1 / (1 + Math.exp(-raw)))),
    unasked: uniformAt(seed, stream.unasked, place) < unasked,
    noise: Math.floor(uniformAt(seed, stream.where, place) * (pool - cells)),
  }
}

/** The counts of a prompt's words after word dropout; where no word is left, the null label alone. */
export function withWordDropout(recipe: Recipe, step: number, k: number, counts: readonly number[]): readonly number[] {
  const { seed, batch, forgotten } = recipe
  if (forgotten === 0) return counts
  const place = (step * batch + k) * counts.length
  const kept = counts.map((count, i) => (uniformAt(seed, stream.forgotten, place + i) < forgotten ? 0 : count))
  return kept.some(count => count > 0) ? kept : nullPromptCounts(counts.length)
}

/** The clip at a place: each epoch has every clip once, shuffled by a permutation of a power of two that skips numbers too large. */
function clipAt(seed: number, clips: number, place: number): number {
  const round = Math.floor(place / clips)
  const size = 2 ** Math.ceil(Math.log2(clips))
  const stride = 4 * Math.floor(uniformAt(seed, stream.which, 2 * round) * (size / 4)) + 1
  const start = 2 * Math.floor(uniformAt(seed, stream.which, 2 * round + 1) * (size / 2)) + 1
  let found = place % clips
  do found = (found * stride + start) % size
  while (found >= clips)
  return found
}

/** The pool that samples take their noise from: new noise for each would take a quarter of every step.
 *  @param cells those of a clip: with two clips of numbers at least, samples begin at different places */
export const poolFor = (seed: number, cells: number): Float32Array => noisePool(seed, Math.max(1 << 20, 2 * cells))

/** Normal numbers, the first `count` of a seed. */
export function noisePool(seed: number, count: number): Float32Array {
  const pool = new Float32Array(count)
  for (let i = 0; i < count; i++) pool[i] = normalAt(seed, stream.noise, i)
  return pool
}
