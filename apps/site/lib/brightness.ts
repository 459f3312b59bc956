// What the brightness of pixels is held against.
import { named } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import type { Facts } from '@dit-by-hand/walkthrough/telling'

/** The brightest pixel of the video and of the generated one, so that the two can be compared; where that is hidden, of the
 *  video alone. */
export const brightestOf = ({ values }: Facts, hides = false): number =>
  Math.max(
    0,
    ...(hides ? ['video'] : ['video', 'generatedVideo'])
      .flatMap(name => named(values, name, 'the lesson').flat())
      .map(toNumber),
  )
