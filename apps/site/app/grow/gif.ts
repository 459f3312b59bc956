// The film as a GIF to keep, large enough for any player. Loaded when it is asked for.
import { enlarged } from '@dit-by-hand/video-dit/film/enlarge'
import { encodeGif } from '@dit-by-hand/video-dit/film/gif'
import type { Film } from '@dit-by-hand/video-dit/world/film'

/** How much larger a pixel is, milliseconds of a frame, and for ever. */
const [scale, timing] = [16, { delay: 120, plays: 0 }] as const

export const gifOf = async (film: Film): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await encodeGif(enlarged(film, scale), timing))
