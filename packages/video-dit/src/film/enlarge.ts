// Films with larger pixels, as RGBA, row by row, and laid out as one picture.
import { channels, emptyFilm, type Film } from '../world/film.ts'

/** Makes every pixel a square of `by` pixels a side. @throws {RangeError} where `by` is not a whole number, 1 or more */
export function enlarged(film: Film, by: number): Film {
  if (!(Number.isInteger(by) && by >= 1))
    throw new RangeError(`pixels cannot be enlarged ${by} times; it must be a whole number, 1 or more`)
  if (by === 1) return film
  const large = emptyFilm({ frames: film.frames, height: film.height * by, width: film.width * by })
  for (let t = 0; t < large.frames; t++)
    for (let y = 0; y < large.height; y++)
      for (let x = 0; x < large.width; x++) {
        const from = ((t * film.height + Math.floor(y / by)) * film.width + Math.floor(x / by)) * channels
        const to = ((t * large.height + y) * large.width + x) * channels
        for (let c = 0; c < channels; c++) large.pixels[to + c] = film.pixels[from + c]!
      }
  return large
}

/** A frame as RGBA, as most libraries want it. */
export function rgba({ height, width, pixels }: Film, frame: number): Uint8ClampedArray<ArrayBuffer> {
  const cells = new Uint8ClampedArray(4 * height * width)
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < channels; c++) cells[4 * i + c] = pixels[(frame * height * width + i) * channels + c]!
    cells[4 * i + 3] = 255
  }
  return cells
}

/** The bytes of a row of a frame. */
export const rowOf = ({ height, width, pixels }: Film, frame: number, row: number): Uint8Array =>
  pixels.subarray((frame * height + row) * width * channels, (frame * height + row + 1) * width * channels)

/** A film as one picture: its frames from left to right, white between. @param gap pixels between two frames */
export function strip(film: Film, gap: number): Film {
  const { frames, height, width } = film
  const whole = emptyFilm({ frames: 1, height, width: frames * (width + gap) - gap })
  whole.pixels.fill(255)
  for (let t = 0; t < frames; t++)
    for (let y = 0; y < height; y++)
      whole.pixels.set(rowOf(film, t, y), (y * whole.width + t * (width + gap)) * channels)
  return whole
}
