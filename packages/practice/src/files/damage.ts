// Whether the files in a .zip came through whole: fflate 0.8.3 unpacks them without a look at their checksums.
import { named } from '@dit-by-hand/graph/at'

/** CRC-32, the checksum of .zip. */
function checksum(bytes: Uint8Array): number {
  let rest = ~0
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0)
  }
  return ~rest >>> 0
}

/** The first file that is not what the archive's own list says (APPNOTE 4.3.12 and 4.3.16); undefined where all are.
 *  @param parts what was unpacked, by name @throws {RangeError} where that list is damaged */
export function damagedPart(archive: Uint8Array, parts: { readonly [name: string]: Uint8Array }): string | undefined {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  let end = archive.length - 22
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--
  let place = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const length = (field: number): number => view.getUint16(place + field, true)
    const start = place + 46
    const name = new TextDecoder().decode(archive.subarray(start, start + length(28)))
    if (checksum(named(parts, name)) !== view.getUint32(place + 16, true)) return name
    // Its name, extra fields and comment.
    place = start + length(28) + length(30) + length(32)
  }
  return undefined
}
