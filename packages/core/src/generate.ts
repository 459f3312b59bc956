// Generation in more than one step: denoise, step the clock back, and denoise what is left.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { type Worked, work } from './lesson.ts'

/** One denoising step: the whole model at one timestep. */
export interface Generation {
  readonly t: number
  readonly worked: Worked
}

/** How many steps a lesson can be generated in: from its own t down to 1, at most three. */
export function mostSteps(lesson: Lesson): number {
  return Math.min(3, Math.max(1, lesson.timestep.t))
}

/**
 * Generates in 1 to 3 steps. The first is the lesson itself; each next one starts from the denoised latent of the one
 * before, with t one lower and its bits, condition, scale and shift made anew. A misprint belongs to the first step:
 * nothing was printed for the others.
 * @throws {RangeError} where there are fewer timesteps than steps
 */
export function generate(lesson: Lesson, reading: Reading, steps: number): readonly Generation[] {
  const most = mostSteps(lesson)
  if (!Number.isInteger(steps) || steps < 1 || steps > most)
    throw new RangeError(`${steps} steps cannot be taken from t = ${lesson.timestep.t}; 1 to ${most} can`)
  const made: Generation[] = []
  for (let step = 0; step < steps; step++) {
    const t = lesson.timestep.t - step
    const now = { ...lesson, timestep: { ...lesson.timestep, t } }
    const before = made.at(-1)?.worked.values.denoised
    made.push({ t, worked: before ? work(now, 'corrected', before) : work(now, reading) })
  }
  return made
}
