// How long a frame is shown and how often a film plays, within what files can store.

export interface Timing {
  /** Milliseconds that each frame is shown. */
  readonly delay: number
  /** How often the film plays; 0 is forever. */
  readonly plays: number
}

/** Checks a timing. @throws {RangeError} naming the bounds: players slow down below 20 ms, files count plays up to 65535 */
export function checkTiming({ delay, plays }: Timing): void {
  if (!(delay >= 20 && delay <= 60_000))
    throw new RangeError(`a frame cannot be shown for ${delay} ms; it must be from 20 to 60000`)
  if (!(Number.isInteger(plays) && plays >= 0 && plays <= 65_535))
    throw new RangeError(`a film cannot play ${plays} times; it must be a whole number up to 65535, or 0 for forever`)
}
