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
      const cut = patchify(seen.at('generatedVideo'), seen.lesson)
      const why = 'generatedVideo was cut into patches again'
      return differ(seen.arithmetic, 'decoded', seen.at('decoded'), cut, why).map(found => ({
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
  const all = (length: number, value: number): number[] => Array.from({ length }, () => value)
  const copying = { weight: copied(identity(p)), bias: all(p, 0) }
  return {
    ...clean(lesson),
    encoder: copying,
    decoder: structuredClone(copying),
    noise: all(p, 0).map(() => all(n, noise)),
    modulation: { weight: zeros(2 * p, condition), bias: all(2 * p, 0).map((_, i) => i % 3) },
    attention: { kind: 'given', matrix: copied(identity(n)) },
    feedForward: { weight: zeros(p, p), bias: all(p, noise) },
  }
}
