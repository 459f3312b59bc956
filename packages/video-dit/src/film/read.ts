// Reads films from GIF, PNG and APNG files, each frame as a viewer would show it; and scales them.
import { at } from '@dit-by-hand/graph/at'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { type DecodedPng, decode } from 'fast-png'
import { channels, emptyFilm, type Film } from '../world/film.ts'
import { gifParts } from './blocks.ts'
import { chunk, chunksOf, joined, signature } from './chunks.ts'
import { checkWithin, drawn, type Part } from './drawn.ts'
import { checkPixels, type Head, headOf } from './pixels.ts'

/** A file that cannot be read as a film. The message says why, in one line. */
export class FilmError extends Error {
  override readonly name = 'FilmError'
}

/** Reads a film. @throws {FilmError} where the bytes are neither a GIF nor a PNG, are damaged, or use an unsupported feature */
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
  const { width, height, depth, kind, interlaced } = head
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
  if (interlaced && depth !== 8)
    throw new FilmError('it is interlaced with more or less than 8 bits a channel; save it without interlacing')
  const told = chunks.find(({ type }) => type === 'tRNS')?.data
  // The library refuses a transparent colour of a frame of one pixel or two.
  const clear =
    told && kind !== 3 ? Array.from({ length: told.length / 2 }, (_, i) => viewOf(told).getUint16(2 * i)) : undefined
  // What else there is, such as a profile, the library would unpack too.
  const shared = chunks.filter(({ type }) => type === 'PLTE' || (type === 'tRNS' && !clear)).map(({ whole }) => whole)
  const part = ({ control, data }: Frame, i: number): Part => {
    const placed = control
      ? placeOf(control, head)
      : { left: 0, top: 0, width, height, over: false, after: 'keep' as const }
    const of = { ...head, ...placed }
    checkPixels(data, of, i)
    const own = at(chunks, 0).data.slice()
    viewOf(own).setUint32(0, placed.width)
    viewOf(own).setUint32(4, placed.height)
    const parts = [chunk('IHDR', own), ...shared, chunk('IDAT', joined(data)), chunk('IEND', new Uint8Array())]
    return { ...placed, pixels: rgbaOf(decode(joined([signature, ...parts])), of, clear) }
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

/** The samples of a picture, of which the library leaves several in a byte: rows of whole bytes, the highest bits first. */
function unpacked(data: ArrayLike<number>, { width, height, depth }: Head): ArrayLike<number> {
  if (depth >= 8) return data
  const stride = Math.ceil((width * depth) / 8)
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth
    const byte = at(data, Math.floor(i / width) * stride + (bit >> 3), 'the picture')
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
  })
}

/** Pixels in grey, in colour or from a palette as RGBA; one grey or colour may be transparent (third edition, section 11.3.1.1). */
function rgbaOf(
  { data, channels: own, palette }: DecodedPng,
  head: Head,
  clear: readonly number[] | undefined,
): Uint8ClampedArray {
  if (clear && clear.length !== own) throw new FilmError('its transparent colour is none of its colours')
  const cells = unpacked(data, head)
  const most = 2 ** head.depth - 1
  const all = new Uint8ClampedArray(4 * head.width * head.height)
  for (let to = 0, from = 0; to < all.length; to += 4, from += own) {
    const sample = (c: number): number => (cells[from + c]! * 255) / most
    const pixel = palette ? palette[cells[from]!] : Array.from({ length: own }, (_, c) => sample(c))
    if (!pixel) throw new FilmError('it uses a colour that its palette does not have')
    const cover = clear?.every((cell, c) => (cell & most) === cells[from + c]) ? 0 : 255
    const [a, b, c, d] = [pixel[0]!, pixel[1], pixel[2], pixel[3]]
    all.set(pixel.length <= 2 ? [a, a, a, b ?? cover] : [a, b!, c!, d ?? cover], to)
  }
  return all
}

/** The frame that is nearest in time to frame t of `frames`, where a film of `own` is stretched over them. */
export const nearestFrame = (t: number, frames: number, own: number): number =>
  frames === 1 ? 0 : Math.round((t * (own - 1)) / (frames - 1))

/** Scales a film to a size: pixels are means of what they cover, frames are the nearest in time. */
export function resized(film: Film, frames: number, height: number, width: number): Film {
  const small = emptyFilm({ frames, height, width })
  for (let t = 0; t < frames; t++) {
    const from = nearestFrame(t, frames, film.frames)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++)
          small.pixels[((t * height + y) * width + x) * channels + c] = Math.round(
            meanOf(
              film,
              from,
              c,
              [(y * film.height) / height, ((y + 1) * film.height) / height],
              [(x * film.width) / width, ((x + 1) * film.width) / width],
            ),
          )
  }
  return small
}

/** The mean of a channel over a range of rows and columns, in which parts of pixels count in part. */
function meanOf(
  { height, width, pixels }: Film,
  frame: number,
  channel: number,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
): number {
  let [sum, area] = [0, 0]
  for (let y = Math.floor(top); y < Math.min(height, Math.ceil(bottom)); y++)
    for (let x = Math.floor(left); x < Math.min(width, Math.ceil(right)); x++) {
      const share = (Math.min(bottom, y + 1) - Math.max(top, y)) * (Math.min(right, x + 1) - Math.max(left, x))
      sum += share * pixels[((frame * height + y) * width + x) * channels + channel]!
      area += share
    }
  return sum / area
}
