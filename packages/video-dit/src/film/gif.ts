// A film as a GIF, by modern-gif: one table of colours for all frames, a control block for each.
import { encode } from 'modern-gif'
import type { Film } from '../world/film.ts'
import { rgba } from './enlarge.ts'
import { checkTiming, type Timing } from './timing.ts'

/** What a GIF can say: hundredths of a second. */
export const gifDelay = (delay: number): number => 10 * Math.round(delay / 10)

/** @throws {RangeError} for frames of one row, whose first pixels the library loses, and for timings that no file can say */
export async function encodeGif(film: Film, timing: Timing): Promise<Uint8Array> {
  checkTiming(timing)
  if (film.height < 2) throw new RangeError('a GIF needs frames of two rows or more: enlarge the film')
  const delay = gifDelay(timing.delay)
  const bytes = await encode({
    width: film.width,
    height: film.height,
    // What the format counts is how often a film is played again.
    looped: timing.plays !== 1,
    loopCount: timing.plays === 0 ? 0 : timing.plays - 1,
    frames: Array.from({ length: film.frames }, (_, frame) => ({ data: rgba(film, frame), delay })),
  })
  return new Uint8Array(bytes)
}
