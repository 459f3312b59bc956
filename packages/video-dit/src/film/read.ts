// Reads films from GIF, PNG and APNG files, each frame as a viewer would show it; and scales them.
import { at } from '@dit-by-hand/graph/at'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { PNG } from 'pngjs'
import { channels, emptyFilm, type Film } from '../world/film.ts'
import { gifParts } from './blocks.ts'
import { chunk, chunksOf, joined, signature } from './chunks.ts'
import { checkWithin, drawn, type Part } from './drawn.ts'
import { checkPixels, type Head, headOf } from './pixels.ts'

/** A file that cannot be read as a film. The message says why, in one line. */
export class FilmError extends Error {
  override readonly name = 'FilmError'
}

/** Reads a film, in Node. @throws {FilmError} where the bytes are neither a GIF nor a PNG, are damaged, or use an unsupported feature */
export function readFilm(bytes: Uint8Array): Film {
  const isPng = signature.every((byte, i) => bytes[i] === byte)
  const isGif = String.fromCharCode(...bytes.subarray(0, 4)) === 'GIF8'
  if (!isPng && !isGif) throw new FilmError('it is neither a GIF nor a PNG')
  try {
    return isPng ? pngFilm(bytes) : gifFilm(bytes)
  } catch (error) {
    if (error instanceof FilmError) throw error
    throw new FilmError(`it is damaged (${reasonOf(error)})`)
  }
}

/** Of all frames together. Each needs up to 3 bytes of memory. */
const mostPixels = 2 ** 28

/** Refuses a film that is empty or too large, before any of its pixels are unpacked. */
function checkSize(frames: number, { height, width }: Pick<Film, 'height' | 'width'>): void {
  if (frames * height * width === 0) throw new FilmError('it has no picture')
  if (frames * height * width > mostPixels)
    throw new FilmError(
      `it has ${frames * height * width} pixels (${frames}×${height}×${width}); at most ${mostPixels} can be read: make it smaller or shorter`,
    )
}

function gifFilm(bytes: Uint8Array): Film {
  const { parts, ...size } = gifParts(bytes)
  checkSize(parts.length, size)
  return drawn(size, parts)
}

interface Frame {
  readonly control?: Uint8Array
  /** Packed pixels. */
  readonly data: Uint8Array[]
}

function pngFilm(png: Uint8Array): Film {
  const chunks = chunksOf(png)
  const head = headOf(chunks)
  const { width, height } = head
  const isAnimated = chunks.some(({ type }) => type === 'fcTL')
  const frames: Frame[] = isAnimated ? [] : [{ data: [] }]
  for (const { type, data } of chunks) {
    if (type === 'fcTL') frames.push({ control: data, data: [] })
    // A picture before the first frame is for viewers that show no films.
    if (type === 'IDAT' || type === 'fdAT') frames.at(-1)?.data.push(type === 'IDAT' ? data : data.subarray(4))
  }
  const count = chunks.find(({ type }) => type === 'acTL')?.data
  if (count && isAnimated && viewOf(count).getUint32(0) !== frames.length)
    throw new FilmError(`it has ${frames.length} frames, which is not as many as it says`)
  checkSize(frames.length, head)
  const shared = chunks.filter(({ type }) => type === 'PLTE' || type === 'tRNS').map(({ whole }) => whole)
  const part = ({ control, data }: Frame, i: number): Part => {
    const placed = control
      ? placeOf(control, head)
      : { left: 0, top: 0, width, height, over: false, after: 'keep' as const }
    checkPixels(data, { ...head, ...placed }, i)
    const own = at(chunks, 0).data.slice()
    viewOf(own).setUint32(0, placed.width)
    viewOf(own).setUint32(4, placed.height)
    const parts = [chunk('IHDR', own), ...shared, chunk('IDAT', joined(data)), chunk('IEND', new Uint8Array())]
    return { ...placed, pixels: PNG.sync.read(Buffer.from(joined([signature, ...parts]).buffer)).data }
  }
  return drawn(
    head,
    frames.map((frame, i) => () => part(frame, i)),
  )
}

const viewOf = ({ buffer, byteOffset }: Uint8Array): DataView => new DataView(buffer, byteOffset)

/** Where a frame stands, and how it is shown (PNG, third edition, section 11.3.6.2). */
function placeOf(control: Uint8Array, head: Head): Omit<Part, 'pixels'> {
  const view = viewOf(control)
  const [width, height, left, top] = [view.getUint32(4), view.getUint32(8), view.getUint32(12), view.getUint32(16)]
  checkWithin({ width, height, left, top }, head)
  const after = (['keep', 'clear', 'restore'] as const)[view.getUint8(24)] ?? 'keep'
  return { width, height, left, top, over: view.getUint8(25) === 1, after }
}

/** The frame that is nearest in time to frame t of `frames`, where a film of `own` is stretched over them. */
export const nearestFrame = (t: number, frames: number, own: number): number =>
  frames === 1 ? 0 : Math.round((t * (own - 1)) / (frames - 1))

/** Scales a film to a size: pixels are means of what they cover, frames are the nearest in time. */
export function resized(film: Film, frames: number, height: number, width: number): Film {
  const small = emptyFilm({ frames, height, width })
  const size = channels * height * width
  const [rows, columns] = [covered(film.height, height), covered(film.width, width)]
  for (let t = 0; t < frames; t++) {
    const from = nearestFrame(t, frames, film.frames)
    if (t > 0 && from === nearestFrame(t - 1, frames, film.frames))
      small.pixels.copyWithin(t * size, (t - 1) * size, t * size)
    else shrink(film, from, rows, columns, small.pixels.subarray(t * size, (t + 1) * size))
  }
  return small
}

/** Of each pixel along one side, the old ones that it covers, from the first, and how much of each. */
const covered = (old: number, now: number): readonly { readonly first: number; readonly shares: Float64Array }[] =>
  Array.from({ length: now }, (_, i) => {
    const [from, to] = [(i * old) / now, ((i + 1) * old) / now]
    const first = Math.floor(from)
    const shares = Float64Array.from(
      { length: Math.min(old, Math.ceil(to)) - first },
      (_, k) => Math.min(to, first + k + 1) - Math.max(from, first + k),
    )
    return { first, shares }
  })

/** The means of one frame. */
function shrink(
  { height, width, pixels }: Film,
  frame: number,
  rows: ReturnType<typeof covered>,
  columns: ReturnType<typeof covered>,
  into: Uint8Array,
): void {
  let to = 0
  for (const row of rows)
    for (const column of columns) {
      let [red, green, blue, area] = [0, 0, 0, 0]
      for (let y = 0; y < row.shares.length; y++) {
        let from = ((frame * height + row.first + y) * width + column.first) * channels
        for (let x = 0; x < column.shares.length; x++) {
          const share = row.shares[y]! * column.shares[x]!
          red += share * pixels[from++]!
          green += share * pixels[from++]!
          blue += share * pixels[from++]!
          area += share
        }
      }
      for (const sum of [red, green, blue]) into[to++] = Math.round(sum / area)
    }
}
