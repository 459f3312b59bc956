// The blocks of a GIF, checked before they are decoded: the library would guess at those that it does not know.
import { joined } from './png.ts'

const [trailer, image, extension, control] = [0x3b, 0x2c, 0x21, 0xf9]

/** The bytes of the colour table that a block's flags announce. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Whether each code of an image means pixels (GIF89a, appendix F). The library follows one that does not until memory is full. */
function areWhole(bytes: Uint8Array, size: number): boolean {
  const [clear, end] = [1 << size, (1 << size) + 1]
  let [bits, held, width, next, isFirst] = [0, 0, size + 1, end + 1, true]
  for (const byte of bytes) {
    bits |= byte << held
    for (held += 8; held >= width; ) {
      const code = bits & ((1 << width) - 1)
      bits >>= width
      held -= width
      if (code === end) return true
      if (code !== clear && code > (isFirst ? clear : next)) return false
      if (code === clear) [width, next] = [size + 1, end + 1]
      else if (!isFirst && next < 4096 && ++next === 1 << width && width < 12) width++
      isFirst = code === clear
    }
  }
  return true
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
  let place = 13 + tableBytes(byte(10))
  const kept = [gif.subarray(0, place)]
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
    if (kind === image && !areWhole(joined(parts), before))
      throw new RangeError(`the pixels of the image at byte ${from} cannot be unpacked`)
    const isControl = kind === extension && before === control
    if (isControl && place - from !== 8) throw new RangeError(`the block at byte ${from} has a wrong length`)
    if (kind === image || isControl) kept.push(gif.subarray(from, place))
  }
  return joined([...kept, Uint8Array.of(trailer)])
}
