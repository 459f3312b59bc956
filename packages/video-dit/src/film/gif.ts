// Encodes a film as a GIF, by modern-gif.
import { encode } from 'modern-gif'
import type { Film } from '../world/film.ts'
import { rgba } from './enlarge.ts'
import { checkTiming, type Timing } from './timing.ts'

/** A delay as a GIF can store it, in milliseconds: whole hundredths of a second. */
const gifDelay = (delay: number): number => 10 * Math.round(delay / 10)

/** Encodes a film. @throws {RangeError} for frames of one row, whose first pixels the library loses, or a wrong timing */
export async function encodeGif(film: Film, timing: Timing): Promise<Uint8Array> {
  checkTiming(timing)
  if (film.height < 2) throw new RangeError('a GIF needs frames of two rows or more: enlarge the film')
  const delay = gifDelay(timing.delay)
  const bytes = await encode({
    width: film.width,
    height: film.height,
    // The format counts how often a film is repeated, after it has played once.
    looped: timing.plays !== 1,
    loopCount: timing.plays === 0 ? 0 : timing.plays - 1,
    frames: Array.from({ length: film.frames }, (_, frame) => ({ data: rgba(film, frame), delay })),
  })
  return new Uint8Array(bytes)
}
