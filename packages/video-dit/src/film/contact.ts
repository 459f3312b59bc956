// A contact sheet: many films as one picture, each with its frames in a row, some within a white border.
import { at } from '@dit-by-hand/graph/at'
import { channels, emptyFilm, type Film } from '../world/film.ts'
import { rowOf } from './enlarge.ts'

export interface Shown {
  readonly film: Film
  /** Whether it has a white border. */
  readonly framed: boolean
}

/** Pixels around every film; a border is drawn on the innermost of them. */
const margin = 2

/**
 * Lays films out from left to right, in rows, on grey.
 * @param columns films in a row
 * @throws {RangeError} where there is no film, or one is of another size than the first
 */
export function contactSheet(shown: readonly Shown[], columns: number): Film {
  const { frames, height, width } = at(shown, 0, 'the films of a sheet').film
  const [wide, high] = [frames * width + 2 * margin, height + 2 * margin]
  const sheet = emptyFilm({
    frames: 1,
    height: high * Math.ceil(shown.length / columns),
    width: wide * Math.min(columns, shown.length),
  })
  sheet.pixels.fill(96)
  const lay = (row: number, column: number, line: Uint8Array): void =>
    sheet.pixels.set(line, (row * sheet.width + column) * channels)
  const white = new Uint8Array((frames * width + 2) * channels).fill(255)
  for (const [i, { film, framed }] of shown.entries()) {
    if (film.frames !== frames || film.height !== height || film.width !== width)
      throw new RangeError(
        `films of ${film.frames}×${film.height}×${film.width} and ${frames}×${height}×${width} cannot share a sheet`,
      )
    const [top, left] = [Math.floor(i / columns) * high + margin, (i % columns) * wide + margin]
    if (framed) for (let y = -1; y <= height; y++) lay(top + y, left - 1, white)
    for (let t = 0; t < frames; t++) for (let y = 0; y < height; y++) lay(top + y, left + t * width, rowOf(film, t, y))
  }
  return sheet
}
