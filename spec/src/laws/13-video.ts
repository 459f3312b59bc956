// Step 13, video: patches are put back where they came from.
import type { Lesson } from '../lesson/format.ts'
import { sizesOf } from '../lesson/sizes.ts'
import { clean, copied, zeros } from './edits.ts'
import { lawsOf } from './equations.ts'
import { identity, map, patchify } from './grids.ts'
import { differ, type Law, numbers, see } from './law.ts'

export const videoLaws: readonly Law[] = lawsOf(13, [
  {
    id: 'video/cut-again',
    statement: 'Cutting the generated video into patches again gives decoded.',
    finds(seen) {
      const { lesson } = seen
      const cut = patchify(seen.at('generatedVideo'), lesson)
      const again = differ(
        seen.arithmetic,
        'decoded',
        seen.at('decoded'),
        cut,
        'generatedVideo was cut into patches again',
      )
      return again.map(found => ({
        ...found,
        matrix: 'generatedVideo',
        message: `generatedVideo is not made of decoded: ${found.message}`,
      }))
    },
  },
  {
    id: 'video/given-back',
    statement: 'If encoder and decoder are the identity and the noise is predicted exactly, the video comes back.',
    applies: lesson => sizesOf(lesson).pixels <= 32,
    async check(lesson, ask, dice) {
      const mirror = faithful(lesson, dice.int(-3, 3))
      const seen = await see(ask, mirror)
      const k = seen.arithmetic
      const expected = map(numbers(k, lesson.video.flat()), k.max0)
      return seen.faults('generatedVideo', expected, 'nothing was lost on the way, so that is the video that went in')
    },
  },
])

/** A lesson about the same video that encodes and decodes by copying, with noise that the feed-forward bias predicts. */
function faithful(lesson: Lesson, noise: number): Lesson {
  const { pixels: p, patches: n, condition } = sizesOf(lesson)
  const none = (length: number): number[] => Array.from({ length }, () => 0)
  const copying = { weight: copied(identity(p)), bias: none(p) }
  return {
    ...clean(lesson),
    encoder: copying,
    decoder: { weight: copied(identity(p)), bias: none(p) },
    noise: Array.from({ length: p }, () => Array.from({ length: n }, () => noise)),
    modulation: { weight: zeros(2 * p, condition), bias: none(2 * p).map((_, i) => i % 3) },
    attention: { kind: 'given', matrix: copied(identity(n)) },
    feedForward: { weight: zeros(p, p), bias: none(p).map(() => noise) },
  }
}
