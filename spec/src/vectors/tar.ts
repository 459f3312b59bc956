// Packs files as a POSIX tar archive that does not depend on when or where it was made.
import type { VectorFile } from './all.ts'

const block = 512
const encoder = new TextEncoder()

/** A tar archive of the files, in a folder of this name. @throws {RangeError} where a path has more than 100 bytes */
export function tarOf(files: readonly VectorFile[], folder: string): Uint8Array<ArrayBuffer> {
  const parts = files.flatMap(({ path, text }) => {
    const data = encoder.encode(text)
    return [headerOf(`${folder}/${path}`, data.length), data, new Uint8Array(-data.length & (block - 1))]
  })
  const all = [...parts, new Uint8Array(2 * block)]
  const archive = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of all) {
    archive.set(part, at)
    at += part.length
  }
  return archive
}

function headerOf(path: string, size: number): Uint8Array {
  const name = encoder.encode(path)
  if (name.length > 100) throw new RangeError(`${path} is too long for a tar archive; it may have 100 bytes`)
  const header = new Uint8Array(block)
  const write = (text: string, at: number): void => header.set(encoder.encode(text), at)
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`
  header.set(name)
  write(octal(0o644, 7), 100)
  write(octal(0, 7), 108)
  write(octal(0, 7), 116)
  write(octal(size, 11), 124)
  write(octal(0, 11), 136)
  // The checksum is computed with blanks in its own place.
  write(' '.repeat(8), 148)
  write('0', 156)
  write('ustar\u000000', 257)
  write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )} `,
    148,
  )
  return header
}
