// Reads a safetensors file in pieces: the header, then each tensor some whole rows at a time.
import type { Shape } from '@dit-by-hand/graph/graph'
import { type Dtype, decode, dtypes, memoryFor } from './dtype.ts'
import { type Header, headerLength, lengthBytes, type Place, parseHeader } from './header.ts'
import type { Cells } from './save.ts'
import type { Source } from './source.ts'

/** Reads the header alone. @throws {CheckpointError} where it is damaged */
export async function readHeader(source: Source): Promise<Header> {
  const start = new Uint8Array(Math.min(lengthBytes, source.size))
  await source.read(0, start)
  const bytes = new Uint8Array(headerLength(start, source.size))
  await source.read(lengthBytes, bytes)
  return parseHeader(bytes, source.size)
}

/** Bytes of a piece: large enough to read fast, and small beside a model. */
const pieceBytes = 1 << 18

/** Consecutive whole rows of a tensor. */
export interface Piece {
  /** The first row, counted from 0. */
  readonly row: number
  readonly rows: number
  /** Row by row. The next piece overwrites them. */
  readonly numbers: Float32Array | Float64Array
}

/**
 * A tensor's numbers in pieces of whole rows, at least one row each.
 * @param columns the numbers in a row; it must divide the size of the tensor
 */
export async function* piecesOf(
  source: Source,
  { dataStart }: Pick<Header, 'dataStart'>,
  { dtype, begin, end }: Pick<Place, 'dtype' | 'begin' | 'end'>,
  columns: number,
): AsyncGenerator<Piece> {
  const rowBytes = columns * dtypes[dtype]
  if (rowBytes === 0) return
  const most = Math.max(1, Math.floor(pieceBytes / rowBytes))
  const rows = (end - begin) / rowBytes
  const buffer = new Uint8Array(Math.min(most, rows) * rowBytes)
  const numbers = memoryFor(dtype, Math.min(most, rows) * columns)
  for (let row = 0; row < rows; row += most) {
    const count = Math.min(most, rows - row)
    const bytes = buffer.subarray(0, count * rowBytes)
    await source.read(dataStart + begin + row * rowBytes, bytes)
    decode(bytes, dtype, numbers)
    yield { row, rows: count, numbers: numbers.subarray(0, count * columns) }
  }
}

/** Memory for a matrix, in double precision where the file has F64. */
export const memoryOf = ([rows, columns]: Shape, dtype: Dtype): Cells =>
  dtype === 'F64' ? new Float64Array(rows * columns) : new Float32Array(rows * columns)

/** Reads a tensor into the cells of a matrix, column by column. */
export async function readMatrix(
  source: Source,
  header: Pick<Header, 'dataStart'>,
  place: Pick<Place, 'dtype' | 'begin' | 'end'>,
  cells: Cells,
  [height, width]: Shape,
): Promise<void> {
  for await (const { row, rows, numbers } of piecesOf(source, header, place, width))
    for (let column = 0; column < width; column++) {
      const start = column * height + row
      for (let r = 0; r < rows; r++) cells[start + r] = numbers[r * width + column]!
    }
}
