// Bytes that come in pieces, as one.

/** Pieces one after the other; each is copied before the next is asked for. @param size bytes of all of them @throws {RangeError} where there are more */
export function together(size: number, pieces: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  let from = 0
  for (const piece of pieces) {
    all.set(piece, from)
    from += piece.byteLength
  }
  return all
}

/** The bytes that some parts have together. */
export const bytesOf = (parts: readonly { readonly byteLength: number }[]): number =>
  parts.reduce((total, { byteLength }) => total + byteLength, 0)
