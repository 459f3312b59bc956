// Codecs between films and a net's clips: pixels as they are, or the codes of a frozen encoder and decoder.
import { openSpans } from '@dit-by-hand/float32/engine'
import type { Build } from '@dit-by-hand/float32/kernels'
import { at } from '@dit-by-hand/graph/at'
import type { DitConfig, Extent } from '../config.ts'
import { channels, emptyFilm, type Film, fromCells, placesOf, type Size, toCells } from '../world/film.ts'
import { type Principal, principal } from './principal.ts'
import type { Codes } from './recipe.ts'

export interface Codec {
  /** Channels, size and patches of the net's clips. */
  readonly clip: Pick<DitConfig, 'channels' | 'video' | 'patch'>
  /** Writes a film's cells, column by column. */
  encode(film: Film, into: Float32Array): void
  decode(cells: Float32Array): Film
}

/** The codec of pixels, from −1 to 1. */
export function pixelCodec(size: Size, patch: Extent): Codec {
  const places = placesOf(size)
  return {
    clip: { channels, video: [size.frames, size.height, size.width], patch },
    encode: ({ pixels }, into) => toCells(pixels, places, into),
    decode: cells => fromCells(cells, size),
  }
}

/** A frozen linear encoder and decoder of patches, kept in the file of a model that reads codes. */
export interface Frozen {
  readonly size: Size
  readonly patch: Extent
  /** The mean patch, cell by cell. */
  readonly mean: Float32Array
  /** The direction of each code, of length 1: codes×cells, row by row. */
  readonly directions: Float32Array
  /** The distance along its direction for which a code is 1. */
  readonly scales: Float32Array
}

/**
 * Scales that make the mean square of all codes 1. With full whitening a sky counts no more than the tip of a star; with none,
 * the tip of the star drowns in noise. Along a direction without variance, as in a still picture, codes are 0 on any scale.
 */
function scalesFor({ deviations }: Principal, whitening: number): Float32Array {
  const bare = deviations.map(deviation => (deviation > 0 ? deviation ** whitening : 1))
  const square = deviations.reduce((sum, deviation, c) => sum + (deviation / at(bare, c)) ** 2, 0) / deviations.length
  return bare.map((scale, c) => (at(deviations, c) > 0 ? scale * Math.sqrt(square) : 1))
}

/** The most patches that the components are found from. */
const mostPatches = 4096

/** The same encoder and decoder for films of another size. */
export const withSize = (frozen: Frozen, size: Size): Frozen => ({ ...frozen, size })

/** Finds the principal components of films' patches. @param codes how many of them, and how they are scaled */
export async function frozenFrom(
  films: { readonly count: number; film(index: number): Film },
  size: Size,
  patch: Extent,
  { count: codes, whitening }: Codes,
  build?: Build,
): Promise<Frozen> {
  const cut = cutting(size, patch)
  const count = Math.min(mostPatches, films.count * cut.patches)
  const rows = new Float32Array(count * cut.cells)
  for (let i = 0; i < count; i++) {
    // Goes through all films before it returns to the first, for another patch of each.
    const [which, round] = [i % films.count, Math.floor(i / films.count)]
    cut.read(films.film(which), (which * 5 + round) % cut.patches, rows.subarray(i * cut.cells, (i + 1) * cut.cells))
  }
  const found = await principal(rows, cut.cells, codes, build)
  return { size, patch, mean: found.mean, directions: found.directions, scales: scalesFor(found, whitening) }
}

/**
 * The codec of patch codes: one token of 1×1×1 for each patch. What the codes leave out of a patch is lost.
 */
export async function frozenCodec({ size, patch, mean, directions, scales }: Frozen, build?: Build): Promise<Codec> {
  const cut = cutting(size, patch)
  const codes = scales.length
  const { grid, patches, cells: each } = cut
  const { kernels, spans } = await openSpans([patches * each, codes * each, patches * codes], build)
  const [rows, encoder, coded] = spans
  encoder.cells.set(directions)
  const [T, H, W] = grid
  /** Where code c of a patch, at index·codes + c, stands among the cells of codes·T·H×W, column by column. */
  const places = Int32Array.from({ length: patches * codes }, (_, i) => {
    const [index, c] = [Math.floor(i / codes), i % codes]
    const [t, h, w] = [Math.floor(index / (H * W)), Math.floor(index / W) % H, index % W]
    return w * codes * T * H + (c * T + t) * H + h
  })
  return {
    clip: { channels: codes, video: grid, patch: [1, 1, 1] },
    encode(film, into) {
      for (let index = 0; index < patches; index++) {
        const row = rows.cells.subarray(index * each, (index + 1) * each)
        cut.read(film, index, row)
        for (let k = 0; k < each; k++) row[k] = row[k]! - mean[k]!
      }
      kernels.matmul(patches, codes, each, rows.at, each, 0, encoder.at, each, 1, coded.at, codes, 0, 0)
      for (let i = 0; i < places.length; i++) into[places[i]!] = coded.cells[i]! / scales[i % codes]!
    },
    decode(cells) {
      const film = emptyFilm(size)
      for (let i = 0; i < places.length; i++) coded.cells[i] = cells[places[i]!]! * scales[i % codes]!
      kernels.matmul(patches, each, codes, coded.at, codes, 0, encoder.at, each, 0, rows.at, each, 0, 0)
      for (let index = 0; index < patches; index++) {
        const row = rows.cells.subarray(index * each, (index + 1) * each)
        for (let k = 0; k < each; k++) row[k] = row[k]! + mean[k]!
        cut.write(row, index, film)
      }
      return film
    },
  }
}

/** Cuts films into patches. @throws {RangeError} where patches do not divide the film */
function cutting(size: Size, [t, h, w]: Extent) {
  const grid: Extent = [size.frames / t, size.height / h, size.width / w]
  if (!grid.every(Number.isInteger))
    throw new RangeError(`${size.frames}×${size.height}×${size.width} cannot be cut into patches of ${t}×${h}×${w}`)
  const places: number[] = []
  for (let dt = 0; dt < t; dt++)
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++)
        for (let c = 0; c < channels; c++) places.push(((dt * size.height + y) * size.width + x) * channels + c)
  const start = (index: number): number => {
    const [, H, W] = grid
    const [frame, row, column] = [Math.floor(index / (H * W)) * t, (Math.floor(index / W) % H) * h, (index % W) * w]
    return ((frame * size.height + row) * size.width + column) * channels
  }
  const offsets = Int32Array.from(places)
  return {
    grid,
    patches: grid[0] * grid[1] * grid[2],
    cells: offsets.length,
    /** Reads a patch's bytes as numbers from −1 to 1. */
    read({ pixels }: Film, index: number, into: Float32Array): void {
      const from = start(index)
      for (let k = 0; k < offsets.length; k++) into[k] = pixels[from + offsets[k]!]! / 127.5 - 1
    },
    write(row: Float32Array, index: number, { pixels }: Film): void {
      const from = start(index)
      for (let k = 0; k < offsets.length; k++)
        pixels[from + offsets[k]!] = Math.round(Math.min(255, Math.max(0, (row[k]! + 1) * 127.5)))
    },
  }
}
