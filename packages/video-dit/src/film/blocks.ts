// The blocks of a GIF, checked before they are decoded: the library would guess at those that it does not know.
import { joined } from './chunks.ts'

const [trailer, image, extension, control] = [0x3b, 0x2c, 0x21, 0xf9]

/** The bytes of the colour table that a block's flags announce. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** How many pixels the codes of an image stand for; undefined where one stands for none (GIF89a, appendix F). The library
 *  follows such a code until memory is full, and gives colour 0 to pixels that are missing. */
function pixelsIn(bytes: Uint8Array, size: number): number | undefined {
  const [clear, end] = [1 << size, (1 << size) + 1]
  // The pixels of each code of the table, and those of the code before: 0 at the start.
  const lengths = new Uint32Array(4096).fill(1, 0, clear)
  let [bits, held, width, next, before, pixels] = [0, 0, size + 1, end + 1, 0, 0]
  for (const byte of bytes) {
    bits |= byte << held
    for (held += 8; held >= width; ) {
      const code = bits & ((1 << width) - 1)
      bits >>= width
      held -= width
      if (code === end) return pixels
      if (code === clear) {
        ;[width, next, before] = [size + 1, end + 1, 0]
        continue
      }
      if (before > 0 && next < 4096) {
        lengths[next++] = before + 1
        if (next === 1 << width && width < 12) width++
      }
      before = code < next ? lengths[code]! : 0
      if (before === 0) return undefined
      pixels += before
    }
  }
  return pixels
}

/**
 * A copy of a GIF (GIF89a, appendix A) with its images and how each is shown, without comments and other extensions.
 * @throws {RangeError} where it ends early or is damaged
 */
export function imagesOnly(gif: Uint8Array): Uint8Array<ArrayBuffer> {
  const byte = (place: number): number => {
    const found = gif[place]
    if (found === undefined) throw new RangeError(`this GIF ends within a block, at byte ${gif.length}`)
    return found
  }
  const word = (place: number): number => byte(place) + 256 * byte(place + 1)
  let place = 13 + tableBytes(byte(10))
  const kept = [gif.subarray(0, place)]
  let frames = 0
  while (byte(place) !== trailer) {
    const [from, kind] = [place, byte(place)]
    if (kind === image) place += 11 + tableBytes(byte(place + 9))
    else if (kind === extension) place += 2
    else throw new RangeError(`no block of a GIF begins at byte ${from}`)
    // How many bits an image's codes begin with, or an extension's label.
    const before = byte(place - 1)
    if (kind === image && !(before >= 2 && before <= 8))
      throw new RangeError(`the image at byte ${from} has codes of ${before} bits`)
    const parts: Uint8Array[] = []
    for (let length = byte(place++); length > 0; length = byte(place++)) {
      parts.push(gif.subarray(place, place + length))
      place += length
    }
    if (kind === image) {
      const [found, wanted] = [pixelsIn(joined(parts), before), word(from + 5) * word(from + 7)]
      frames++
      if (found === undefined) throw new RangeError(`the pixels of the image at byte ${from} cannot be unpacked`)
      if (found < wanted)
        throw new RangeError(`frame ${frames} ends early: ${wanted - found} of its ${wanted} pixels are missing`)
    }
    const isControl = kind === extension && before === control
    if (isControl && place - from !== 8) throw new RangeError(`the block at byte ${from} has a wrong length`)
    if (kind === image || isControl) kept.push(gif.subarray(from, place))
  }
  return joined([...kept, Uint8Array.of(trailer)])
}
