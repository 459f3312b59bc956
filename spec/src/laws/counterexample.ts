// Shrinks a lesson on which a law fails, in a bounded number of tries.
import fc from 'fast-check'
import type { Lesson } from '../lesson/format.ts'
import type { Fault } from './law.ts'

/** The most smaller lessons that are tried. */
const most = 150

/**
 * Draws the lesson again (by the seed and index of {@link lessons}) and makes it smaller as long as `trial` still finds
 * faults. `undefined` where no lesson fails.
 */
export async function smallest(
  lessons: fc.Arbitrary<Lesson>,
  drawn: { readonly seed: number; readonly index: number },
  binds: (lesson: Lesson) => boolean,
  trial: (lesson: Lesson) => Promise<readonly Fault[]>,
): Promise<{ readonly lesson: Lesson; readonly faults: readonly Fault[] } | undefined> {
  let left = most
  let best: { readonly lesson: Lesson; readonly faults: readonly Fault[] } | undefined
  const holds = async (lesson: Lesson): Promise<boolean> => {
    if (left <= 0 || !binds(lesson)) return true
    left--
    const faults = await trial(lesson)
    if (faults.length > 0) best = { lesson, faults }
    return faults.length === 0
  }
  const { seed, index } = drawn
  await fc.check(fc.asyncProperty(lessons, holds), { seed, path: String(index), numRuns: index + 1 })
  return best
}
