// What the brightness of pixels is held against.
import { named } from '@dit-by-hand/graph/at'
import { brightestOf as brightest } from '@dit-by-hand/walkthrough/pictures/scale'
import type { Facts } from '@dit-by-hand/walkthrough/telling'

/** The brightest pixel of the video and of the generated one, so that the two can be compared; where that is hidden, of the
 *  video alone. */
export const brightestOf = ({ values }: Facts, hides = false): number =>
  brightest(...(hides ? ['video'] : ['video', 'generatedVideo']).map(name => named(values, name, 'the lesson')))
