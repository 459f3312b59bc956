// How bright a pixel is drawn.
import { named } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Facts } from '@dit-by-hand/walkthrough/telling'

/** 0 (dark) to 8; what is below zero is dark, and `brightest` is 8. */
export function levelOf(value: Exact, brightest: number): number {
  const number = toNumber(value)
  return brightest > 0 && number > 0 ? Math.min(8, Math.round((8 * number) / brightest)) : 0
}

/** The brightest pixel of the video and of the generated one, so that the two can be compared; where that is hidden, of the
 *  video alone. */
export const brightestOf = ({ values }: Facts, hides = false): number =>
  Math.max(
    0,
    ...(hides ? ['video'] : ['video', 'generatedVideo'])
      .flatMap(name => named(values, name, 'the lesson').flat())
      .map(toNumber),
  )
