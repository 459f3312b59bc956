// Where a checkpoint's bytes come from: memory, or a file that is read piece by piece.
import { CheckpointError } from './dtype.ts'

/** Bytes that can be read anywhere. */
export interface Source {
  /** How many there are. */
  readonly size: number
  /** Fills `into` with the bytes from `from` on. @throws {CheckpointError} where there are not as many */
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

/** What a source says that ends before what is read does. */
export const endsEarly = (byte: number): CheckpointError =>
  new CheckpointError(`the file ends at byte ${byte}, before what its header says it holds`)
