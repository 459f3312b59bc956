// The chunks of a PNG: length, type, data, checksum.
import { bytesOf, together } from '../bytes.ts'

/** The eight bytes at the start of every PNG. */
export const signature: Uint8Array = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10)

export interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  /** All its bytes. */
  readonly whole: Uint8Array
}

/** Reads the chunks of a PNG; what follows its last chunk is not part of it. @throws {RangeError} where it is not a PNG, is damaged, or ends early */
export function chunksOf(png: Uint8Array): readonly Chunk[] {
  if (signature.some((byte, i) => png[i] !== byte)) throw new RangeError('this is not a PNG: its first bytes differ')
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const found: Chunk[] = []
  for (let from = signature.length; from < png.length && found.at(-1)?.type !== 'IEND'; ) {
    const length = from + 12 <= png.length ? view.getUint32(from) : Number.POSITIVE_INFINITY
    if (from + 12 + length > png.length) throw new RangeError(`this PNG ends within a chunk, at byte ${png.length}`)
    const type = String.fromCharCode(...png.subarray(from + 4, from + 8))
    if (!/^[A-Za-z]{4}$/.test(type)) throw new RangeError(`no chunk of a PNG begins at byte ${from}`)
    const whole = png.subarray(from, from + 12 + length)
    if (checksum(whole.subarray(4, 8 + length)) !== view.getUint32(from + 8 + length))
      throw new RangeError(`the checksum of ${type} at byte ${from} does not hold`)
    found.push({ type, data: whole.subarray(8, 8 + length), whole })
    from += whole.length
  }
  return found
}

/** Writes a chunk. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const all = new Uint8Array(12 + data.length)
  const view = new DataView(all.buffer)
  view.setUint32(0, data.length)
  for (let i = 0; i < 4; i++) all[4 + i] = type.charCodeAt(i)
  all.set(data, 8)
  view.setUint32(8 + data.length, checksum(all.subarray(4, 8 + data.length)))
  return all
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest
})

/** CRC-32 (PNG, third edition, annex D). */
function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of bytes) rest = table[(rest ^ byte) & 0xff]! ^ (rest >>> 8)
  return ~rest >>> 0
}

export const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => together(bytesOf(parts), parts)
