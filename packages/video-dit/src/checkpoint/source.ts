// Where a checkpoint's bytes come from: memory, or a file read piece by piece.
import { CheckpointError } from './dtype.ts'

/** Bytes with random access. */
export interface Source {
  /** The number of bytes. */
  readonly size: number
  /** Fills `into` with the bytes from `from` on. @throws {CheckpointError} where there are not enough */
  read(from: number, into: Uint8Array): Promise<void>
}

/** A file that is in memory. */
export const inMemory = (bytes: Uint8Array): Source => ({
  size: bytes.byteLength,
  async read(from, into) {
    const piece = bytes.subarray(from, from + into.byteLength)
    if (piece.byteLength < into.byteLength) throw endsEarly(from + piece.byteLength)
    into.set(piece)
  },
})

/** The error of a source that ends too early. */
export const endsEarly = (byte: number): CheckpointError =>
  new CheckpointError(`the file ends at byte ${byte}, before what its header says it holds`)
