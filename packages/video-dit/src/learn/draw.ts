// What each step learns from: clips, noise, times and words, a function of (seed, step) alone, so that a run goes on where it was.
import { normalAt, uniformAt } from '@dit-by-hand/float32/rng'
import { at } from '@dit-by-hand/graph/at'
import { type Recipe, timeMeanAt } from './recipe.ts'

/** Streams of the seed, far from those that parameters are drawn from. */
const stream = {
  which: 1 << 20,
  time: (1 << 20) + 1,
  unasked: (1 << 20) + 2,
  noise: (1 << 20) + 3,
  where: (1 << 20) + 4,
  forgotten: (1 << 20) + 5,
}

/** One sample of a step. */
export interface Drawn {
  /** Which clip. */
  readonly clip: number
  readonly time: number
  readonly unasked: boolean
  /** Where in the pool its noise begins. */
  readonly noise: number
}

/** Sample k of a step, both from 0. @param pool numbers in the pool of noise @param cells numbers of a clip */
export function drawn(recipe: Recipe, step: number, k: number, pool: number, cells: number): Drawn {
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

/** How often each word stands in a prompt of which some words may have been left out; the last row stands for none left. */
export function remembered(recipe: Recipe, step: number, k: number, counts: readonly number[]): readonly number[] {
  const { seed, batch, forgotten } = recipe
  if (forgotten === 0) return counts
  const place = (step * batch + k) * counts.length
  const kept = counts.map((count, i) => (uniformAt(seed, stream.forgotten, place + i) < forgotten ? 0 : count))
  return kept.some(count => count > 0) ? kept : counts.map((_, i) => (i === counts.length - 1 ? 1 : 0))
}

/** Every clip once each time round, in an order of its own: a permutation of a power of two, walked on from past the last clip. */
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

/** Normal numbers that samples cut their noise from: making new ones for each would take a quarter of every step. */
export function noisePool(seed: number, count: number): Float32Array {
  const pool = new Float32Array(count)
  for (let i = 0; i < count; i++) pool[i] = normalAt(seed, stream.noise, i)
  return pool
}

/** Item of a list of one cell. */
export const only = (cells: Float32Array): number => at(cells, 0)
