// The blocks of a GIF, checked before they are decoded: the library would guess at those that it does not know.
import { joined } from './png.ts'

const [trailer, image, extension, control] = [0x3b, 0x2c, 0x21, 0xf9]

/** The bytes of the colour table that a block's flags announce. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/**
 * A copy of a GIF (GIF89a, appendix A) with its images and how each is shown, without comments and other extensions.
 * @throws {RangeError} where it ends early or is damaged
 */
export function imagesOnly(gif: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(gif.buffer, gif.byteOffset, gif.byteLength)
  let place = 13 + tableBytes(view.getUint8(10))
  const kept = [gif.subarray(0, place)]
  while (view.getUint8(place) !== trailer) {
    const [from, kind] = [place, view.getUint8(place)]
    if (kind === image) place += 11 + tableBytes(view.getUint8(place + 9))
    else if (kind === extension) place += 2
    else throw new RangeError(`no block of a GIF begins at byte ${from}`)
    const codeSize = view.getUint8(place - 1)
    if (kind === image && !(codeSize >= 2 && codeSize <= 8))
      throw new RangeError(`the image at byte ${from} has codes of ${codeSize} bits`)
    for (let length = view.getUint8(place++); length > 0; length = view.getUint8(place++)) place += length
    const isControl = kind === extension && codeSize === control
    if (isControl && place - from !== 8) throw new RangeError(`the block at byte ${from} has a wrong length`)
    if (kind === image || isControl) kept.push(gif.subarray(from, place))
  }
  return joined([...kept, Uint8Array.of(trailer)])
}
