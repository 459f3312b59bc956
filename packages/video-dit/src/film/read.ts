// Reads films from GIF, PNG and APNG files, each frame as a viewer would show it; and scales them.
import { at } from '@dit-by-hand/graph/at'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { decode, decodeApng } from 'fast-png'
import { decodeFrames, decode as decodeGif } from 'modern-gif'
import { channels, emptyFilm, type Film } from '../world/film.ts'
import { imagesOnly } from './blocks.ts'
import { type Chunk, chunksOf, joined, signature } from './chunks.ts'
import { checkPixels, type Head, headOf } from './pixels.ts'

/** A file that cannot be read as a film. The message says why, in one line. */
export class FilmError extends Error {
  override readonly name = 'FilmError'
}

interface Picture {
  readonly width: number
  readonly height: number
  /** RGBA. */
  readonly data: ArrayLike<number>
}

/** Reads a film. @throws {FilmError} where the bytes are neither a GIF nor a PNG, are damaged, or use an unsupported feature */
export function readFilm(bytes: Uint8Array): Film {
  const isPng = signature.every((byte, i) => bytes[i] === byte)
  const isGif = String.fromCharCode(...bytes.subarray(0, 4)) === 'GIF8'
  if (!isPng && !isGif) throw new FilmError('it is neither a GIF nor a PNG')
  try {
    return filmOf(isPng ? pngPictures(bytes) : gifPictures(bytes))
  } catch (error) {
    if (error instanceof FilmError) throw error
    throw new FilmError(`it is damaged (${reasonOf(error)})`)
  }
}

/** Of all frames together. Each needs up to 7 bytes of memory. */
const mostPixels = 2 ** 28

/** Refuses a film that is too large, before any of its pixels are unpacked. */
function checkSize(frames: number, height: number, width: number): void {
  if (frames * height * width > mostPixels)
    throw new FilmError(
      `it has ${frames * height * width} pixels (${frames}×${height}×${width}); at most ${mostPixels} can be read: make it smaller or shorter`,
    )
}

function gifPictures(bytes: Uint8Array): readonly Picture[] {
  // The library reads a view's whole buffer from its start: so it gets a buffer of its own.
  const copy = imagesOnly(bytes)
  const gif = decodeGif(copy)
  checkSize(gif.frames.length, gif.height, gif.width)
  if (gif.frames.some(({ left, top, width, height }) => left + width > gif.width || top + height > gif.height))
    throw new FilmError('a frame lies in part outside the picture; save it with whole frames')
  return decodeFrames(copy, { gif })
}

/** The chunks that make up pixels: what else there is, such as a profile, the library would unpack too. */
const ofPixels = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'acTL', 'fcTL', 'fdAT', 'IEND']

function pngPictures(png: Uint8Array): readonly Picture[] {
  const all = chunksOf(png).filter(({ type }) => ofPixels.includes(type))
  // A picture before the first frame is for viewers that show no films.
  const begin = all.findIndex(({ type }) => type === 'fcTL')
  const chunks = all.filter(({ type }, i) => type !== 'IDAT' || i > begin)
  const head = headOf(chunks)
  const { width, height, depth, interlaced } = head
  const controls = chunks.filter(({ type }) => type === 'fcTL')
  const count = chunks.find(({ type }) => type === 'acTL')?.data
  if (count && new DataView(count.buffer, count.byteOffset).getUint32(0) !== controls.length)
    throw new FilmError(`it has ${controls.length} frames, which is not as many as it says`)
  checkSize(Math.max(1, controls.length), height, width)
  // The library gives a partial frame without the canvas below it: such files are refused rather than read wrongly.
  const size = at(chunks, 0).data.subarray(0, 8)
  for (const { data } of controls) {
    const whole = size.every((byte, i) => data[4 + i] === byte) && data.subarray(12, 20).every(byte => byte === 0)
    if (!whole || data[25] !== 0)
      throw new FilmError('its frames are parts laid over one another; save it with whole frames')
  }
  if (depth === 16) throw new FilmError('it has 16 bits a channel; save it with 8')
  if (interlaced && count) throw new FilmError('its frames are interlaced; save it without interlacing')
  if (interlaced && depth !== 8)
    throw new FilmError('it is interlaced with less than 8 bits a channel; save it without interlacing')
  checkPixels(chunks, head)
  const clear = clearIn(chunks, head)
  const bytes = joined([signature, ...chunks.map(({ whole }) => whole)])
  // The library's reader of films would put the pixels of an interlaced picture in the wrong order.
  const read = interlaced ? decode(bytes, { checkCrc: true }) : decodeApng(bytes, { checkCrc: true })
  const { channels: own, palette } = read
  return ('frames' in read ? read.frames : [read]).map(({ data }) => {
    const cells = depth === 8 ? data : unpacked(data, head, palette !== undefined)
    return { width, height, data: spread(cells, own, width * height, palette, clear) }
  })
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

/** Unpacks pixels of less than 8 bits, which the library leaves packed: rows of whole bytes, the highest bits first. */
function unpacked(data: ArrayLike<number>, { width, height, depth }: Head, arePlaces: boolean): Uint8Array {
  const most = 2 ** depth - 1
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
): Uint8Array {
  const all = new Uint8Array(4 * count)
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

function filmOf(pictures: readonly Picture[]): Film {
  const [first] = pictures
  if (!first) throw new FilmError('it has no frame')
  const { width, height } = first
  const film = emptyFilm({ frames: pictures.length, height, width })
  pictures.forEach((picture, t) => {
    if (picture.width !== width || picture.height !== height) throw new FilmError('its frames are not of one size')
    for (let i = 0; i < width * height; i++) {
      // Transparent pixels are on white, as on a page.
      const cover = picture.data[4 * i + 3]! / 255
      for (let c = 0; c < channels; c++)
        film.pixels[(t * width * height + i) * channels + c] = Math.round(
          picture.data[4 * i + c]! * cover + 255 * (1 - cover),
        )
    }
  })
  return film
}

/** Scales a film to a size: pixels are means of what they cover, frames are the nearest in time. */
export function resized(film: Film, frames: number, height: number, width: number): Film {
  const small = emptyFilm({ frames, height, width })
  for (let t = 0; t < frames; t++) {
    const from = frames === 1 ? 0 : Math.round((t * (film.frames - 1)) / (frames - 1))
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
