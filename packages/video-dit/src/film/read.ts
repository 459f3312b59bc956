// Reads films from GIF, PNG and APNG files, each frame as a viewer would show it; and scales them.
import { at } from '@dit-by-hand/graph/at'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { decode } from 'fast-png'
import { channels, emptyFilm, type Film } from '../world/film.ts'
import { gifParts } from './blocks.ts'
import { type Chunk, chunk, chunksOf, joined, signature } from './chunks.ts'
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

/** Refuses a film that is too large, before any of its pixels are unpacked. */
function checkSize(frames: number, { height, width }: Pick<Film, 'height' | 'width'>): void {
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

/** The chunks that tell how pixels are to be read: what else there is, such as a profile, the library would unpack too. */
const ofAll = ['PLTE', 'tRNS']

interface Frame {
  readonly control?: Uint8Array
  /** Packed pixels. */
  readonly data: Uint8Array[]
}

function pngFilm(png: Uint8Array): Film {
  const chunks = chunksOf(png)
  const head = headOf(chunks)
  const { width, height, depth, interlaced } = head
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
  const clear = clearIn(chunks, head)
  const shared = chunks.filter(({ type }) => ofAll.includes(type)).map(({ whole }) => whole)
  const part = ({ control, data }: Frame, i: number): Part => {
    const placed = control
      ? placeOf(control, head)
      : { left: 0, top: 0, width, height, over: false, after: 'keep' as const }
    checkPixels(data, { ...head, ...placed }, i)
    const own = at(chunks, 0).data.slice()
    viewOf(own).setUint32(0, placed.width)
    viewOf(own).setUint32(4, placed.height)
    const parts = [chunk('IHDR', own), ...shared, chunk('IDAT', joined(data)), chunk('IEND', new Uint8Array())]
    const read = decode(joined([signature, ...parts]))
    const cells = eightBits(read.data, { ...head, ...placed }, read.palette !== undefined)
    return { ...placed, pixels: spread(cells, read.channels, placed.width * placed.height, read.palette, clear) }
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

/** The one transparent grey or colour of a PNG, in eight bits, where it has one (third edition, section 11.3.1.1). */
function clearIn(chunks: readonly Chunk[], { depth, kind }: Head): readonly number[] | undefined {
  const told = chunks.find(({ type }) => type === 'tRNS')?.data
  if (!told || (kind !== 0 && kind !== 2)) return undefined
  const most = 2 ** depth - 1
  return Array.from({ length: kind === 0 ? 1 : channels }, (_, c) => {
    const value = at(told, 2 * c, 'the transparent colour') * 256 + at(told, 2 * c + 1, 'the transparent colour')
    return ((value & most) * 255) / most
  })
}

/** Pixels of less than 8 bits, which the library leaves packed, or of 16, as from 0 to 255. */
function eightBits(data: ArrayLike<number>, { width, height, depth }: Head, arePlaces: boolean): ArrayLike<number> {
  if (depth === 8) return data
  if (depth === 16) return Float64Array.from(data, cell => (cell * 255) / 65_535)
  const most = 2 ** depth - 1
  // Rows of whole bytes, the highest bits first.
  const stride = Math.ceil((width * depth) / 8)
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth
    const byte = at(data, Math.floor(i / width) * stride + (bit >> 3), 'the picture')
    const cell = (byte >> (8 - depth - (bit & 7))) & most
    return arePlaces ? cell : (cell * 255) / most
  })
}

/** Pixels in grey, in colour or from a palette as RGBA. @param clear the transparent colour */
function spread(
  data: ArrayLike<number>,
  own: number,
  count: number,
  palette: ArrayLike<ArrayLike<number>> | undefined,
  clear: readonly number[] | undefined,
): Uint8ClampedArray {
  const all = new Uint8ClampedArray(4 * count)
  for (let i = 0; i < count; i++) {
    const pixel = palette ? palette[data[i]!] : Array.from({ length: own }, (_, c) => data[i * own + c]!)
    if (!pixel) throw new FilmError('it uses a colour that its palette does not have')
    const cover = clear?.every((cell, c) => cell === pixel[c]) ? 0 : 255
    const [a, b, c, d] = [pixel[0]!, pixel[1], pixel[2], pixel[3]]
    if (pixel.length <= 2) all.set([a, a, a, b ?? cover], 4 * i)
    else all.set([a, b!, c!, d ?? cover], 4 * i)
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
