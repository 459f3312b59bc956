// Generation in several steps: denoise, lower the timestep, and denoise the result again.
import { at, named } from '@dit-by-hand/graph/at'
import type { Net } from '@dit-by-hand/graph/graph'
import { table } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson } from '@dit-by-hand/spec/format'
import { netOf, type Worked, work } from './lesson.ts'
import type { Name } from './names.ts'

/** One denoising step: the whole model at one timestep. */
export interface Generation {
  readonly t: number
  readonly worked: Worked
}

/** The largest number of steps a lesson can be generated in: from its own t down to 1, but at most 3. */
export function mostSteps(lesson: Lesson): number {
  return Math.min(3, Math.max(1, lesson.timestep.t))
}

/**
 * Generates in 1 to 3 steps. The first is the lesson itself; each later one starts from the denoised latent of the step
 * before, with t one lower and its bits, condition, scale and shift computed anew. A misprint stands in the first step
 * only, since nothing was printed for the others.
 * @param net the lesson's net for the first step, such as its printed reading
 * @throws {RangeError} where `steps` is not from 1 to `mostSteps`
 */
export function generate(lesson: Lesson, steps: number, net: Net<Name> = netOf(lesson)): readonly Generation[] {
  const most = mostSteps(lesson)
  if (!Number.isInteger(steps) || steps < 1 || steps > most)
    throw new RangeError(
      `the lesson at t = ${lesson.timestep.t} cannot be generated in ${steps} steps, only in ${most === 1 ? 1 : `1 to ${most}`}`,
    )
  const made: Generation[] = [{ t: lesson.timestep.t, worked: work(lesson, net) }]
  while (made.length < steps) {
    const before = named(at(made, made.length - 1).worked.values, 'denoised')
    const t = lesson.timestep.t - made.length
    const resumed = rewrite(netOf(lesson), { noised: () => table(before) })
    made.push({ t, worked: work({ ...lesson, errata: [], timestep: { ...lesson.timestep, t } }, resumed) })
  }
  return made
}
