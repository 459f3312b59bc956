// Films with larger pixels, as RGBA, and laid out as one picture.
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

/** Films of one size as one picture: a row for each, its frames from left to right, white between. */
export function sheet(films: readonly Film[], gap = 1): Film {
  const [first] = films
  if (!first) throw new RangeError('a sheet needs a film')
  const { frames, height, width } = first
  const other = films.find(film => film.frames !== frames || film.height !== height || film.width !== width)
  if (other)
    throw new RangeError(
      `films of ${other.frames}×${other.height}×${other.width} and ${frames}×${height}×${width} cannot share a sheet`,
    )
  const whole = emptyFilm({
    frames: 1,
    height: films.length * (height + gap) - gap,
    width: frames * (width + gap) - gap,
  })
  whole.pixels.fill(255)
  films.forEach((film, row) => {
    for (let t = 0; t < frames; t++)
      for (let y = 0; y < height; y++) {
        const line = film.pixels.subarray((t * height + y) * width * channels, (t * height + y + 1) * width * channels)
        whole.pixels.set(line, ((row * (height + gap) + y) * whole.width + t * (width + gap)) * channels)
      }
  })
  return whole
}
