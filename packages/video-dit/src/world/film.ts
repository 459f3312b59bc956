// A film: frames of pixels as a screen shows them, and the same as cells of the matrix that a net reads.

/** Frames of red, green and blue bytes: frame by frame, row by row, pixel by pixel. */
export interface Film {
  readonly frames: number
  readonly height: number
  readonly width: number
  readonly pixels: Uint8Array
}

export type Size = Pick<Film, 'frames' | 'height' | 'width'>

/** Channels of a film. */
export const channels = 3

/** A black film. */
export const emptyFilm = ({ frames, height, width }: Size): Film => ({
  frames,
  height,
  width,
  pixels: new Uint8Array(frames * height * width * channels),
})

/** For each byte of a film, its index among the matrix's cells, column by column. */
export function placesOf({ frames, height, width }: Size): Int32Array {
  const places = new Int32Array(frames * height * width * channels)
  const rows = channels * frames * height
  let from = 0
  for (let t = 0; t < frames; t++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++) places[from++] = x * rows + (c * frames + t) * height + y
  return places
}

/** Converts a film's bytes to cells from −1 to 1. @param places `placesOf` its size */
export function toCells(pixels: Uint8Array, places: Int32Array, into: Float32Array): void {
  for (let i = 0; i < places.length; i++) into[places[i]!] = pixels[i]! / 127.5 - 1
}

/** Converts a matrix's cells to a film, clipping them to −1 … 1. */
export function fromCells(cells: Float32Array, size: Size): Film {
  const film = emptyFilm(size)
  const places = placesOf(size)
  for (let i = 0; i < places.length; i++)
    film.pixels[i] = Math.round(Math.min(255, Math.max(0, (cells[places[i]!]! + 1) * 127.5)))
  return film
}
