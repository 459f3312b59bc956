// The blocks of a GIF (GIF89a, appendix A): its images, each a part of the picture, and how it is shown.
import { joined } from './chunks.ts'
import { checkWithin, type Part } from './drawn.ts'

const [trailer, image, extension, control] = [0x3b, 0x2c, 0x21, 0xf9]

/** The bytes of the colour table that a block's flags announce. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/**
 * The pixels of an image, as places in its colour table: as many as its codes stand for (GIF89a, appendix F), but not more than
 * `count`. Undefined where a code stands for nothing.
 */
function unpacked(bytes: Uint8Array, size: number, count: number): Uint8Array | undefined {
  const [clear, end] = [1 << size, (1 << size) + 1]
  const pixels = new Uint8Array(count)
  // Where each code of the table stands among the pixels for the first time, and how many it is.
  const [places, lengths] = [new Uint32Array(4096), new Uint32Array(4096)]
  let [bits, held, width, next, before, found] = [0, 0, size + 1, end + 1, 0, 0]
  for (const byte of bytes) {
    bits |= byte << held
    for (held += 8; held >= width; ) {
      const code = bits & ((1 << width) - 1)
      bits >>= width
      held -= width
      if (code === end || found >= count) return pixels.subarray(0, found)
      if (code === clear) {
        ;[width, next, before] = [size + 1, end + 1, 0]
        continue
      }
      if (before > 0 && next < 4096) {
        places[next] = found - before
        lengths[next++] = before + 1
        if (next === 1 << width && width < 12) width++
      }
      if (code >= next) return undefined
      before = code < clear ? 1 : lengths[code]!
      if (code < clear) pixels[found] = code
      else for (let i = 0; i < before; i++) pixels[found + i] = pixels[places[code]! + i]!
      found += before
    }
  }
  return pixels.subarray(0, found)
}

/** The rows of an image in the order in which they are told: interlaced in four passes (GIF89a, appendix E). */
function rowsOf(height: number, isInterlaced: boolean): readonly number[] {
  const pass = (row: number): number => [8, 4, 2, 1].findIndex(apart => row % apart === 0)
  const rows = Array.from({ length: height }, (_, row) => row)
  return isInterlaced ? rows.toSorted((a, b) => pass(a) - pass(b)) : rows
}

/** How an image is shown: what the control block before it says. */
interface Shown extends Pick<Part, 'after'> {
  /** The transparent colour; none is −1. */
  readonly clear: number
}
const plainly: Shown = { after: 'keep', clear: -1 }

/** Reads a GIF. An image is unpacked when it is asked for. @throws {RangeError} where it ends early or is damaged */
export function gifParts(gif: Uint8Array): {
  readonly width: number
  readonly height: number
  readonly parts: readonly (() => Part)[]
} {
  const byte = (place: number): number => {
    const found = gif[place]
    if (found === undefined) throw new RangeError(`this GIF ends within a block, at byte ${gif.length}`)
    return found
  }
  const word = (place: number): number => byte(place) + 256 * byte(place + 1)
  const tableAt = (place: number, flags: number): Uint8Array => gif.subarray(place, place + tableBytes(flags))
  const size = { width: word(6), height: word(8) }
  const common = tableAt(13, byte(10))
  let place = 13 + common.length
  const parts: (() => Part)[] = []
  let shown = plainly
  // Browsers, ffmpeg and Pillow show a GIF without its trailer, too.
  while (place < gif.length && byte(place) !== trailer) {
    const [from, kind] = [place, byte(place)]
    if (kind === image) place += 11 + tableBytes(byte(place + 9))
    else if (kind === extension) place += 2
    else throw new RangeError(`no block of a GIF begins at byte ${from}`)
    // How many bits an image's codes begin with, or an extension's label.
    const before = byte(place - 1)
    if (kind === image && !(before >= 2 && before <= 8))
      throw new RangeError(`the image at byte ${from} has codes of ${before} bits`)
    const data: Uint8Array[] = []
    for (let length = byte(place++); length > 0; length = byte(place++)) {
      data.push(gif.subarray(place, place + length))
      place += length
    }
    if (kind === extension && before === control) {
      if (place - from !== 8) throw new RangeError(`the block at byte ${from} has a wrong length`)
      const flags = byte(from + 3)
      const after = ({ 2: 'clear', 3: 'restore' } as const)[(flags >> 2) & 7] ?? 'keep'
      shown = { after, clear: flags & 1 ? byte(from + 6) : -1 }
    }
    if (kind === image) {
      const [left = 0, top = 0, width = 0, height = 0] = [1, 3, 5, 7].map(field => word(from + field))
      checkWithin({ left, top, width, height }, size)
      const [flags, { after, clear }, frame] = [byte(from + 9), shown, parts.length + 1]
      const own = tableAt(from + 10, flags)
      const table = own.length > 0 ? own : common
      parts.push(() => {
        const cells = unpacked(joined(data), before, width * height)
        if (!cells) throw new RangeError(`the pixels of the image at byte ${from} cannot be unpacked`)
        if (cells.length < width * height)
          throw new RangeError(
            `frame ${frame} ends early: ${width * height - cells.length} of its ${width * height} pixels are missing`,
          )
        const pixels = new Uint8ClampedArray(4 * width * height)
        rowsOf(height, (flags & 0x40) !== 0).forEach((row, i) => {
          for (let x = 0; x < width; x++) {
            const cell = cells[i * width + x]!
            if (cell === clear) continue
            const to = 4 * (row * width + x)
            for (let c = 0; c < 3; c++) pixels[to + c] = table[3 * cell + c]!
            pixels[to + 3] = 255
          }
        })
        return { left, top, width, height, pixels, after, over: true }
      })
      shown = plainly
    }
  }
  return { ...size, parts }
}
