// Reading and writing whole safetensors files in memory. The same tensors are always written as the same bytes.
import { CheckpointError, type Dtype, dtypes, encode, numbersFrom } from './dtype.ts'
import { headerLength, lengthBytes, type Place, parseHeader } from './header.ts'

/** A tensor and its bytes, little-endian, the last axis fastest. */
export interface Tensor {
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

export interface Tensors {
  readonly metadata: { readonly [key: string]: string }
  readonly tensors: ReadonlyMap<string, Tensor>
}

/** The numbers of a tensor, the last axis fastest. */
export const numbersOf = ({ bytes, dtype }: Tensor): Float32Array | Float64Array => numbersFrom(bytes, dtype)

/** Reads a file; its tensors are views of it. @throws {CheckpointError} where it is damaged */
export function parseSafetensors(file: Uint8Array): Tensors {
  const length = headerLength(file.subarray(0, lengthBytes), file.byteLength)
  const header = parseHeader(file.subarray(lengthBytes, lengthBytes + length), file.byteLength)
  const tensors = new Map(
    header.places.map(({ name, dtype, shape, begin, end }) => {
      const bytes = file.subarray(header.dataStart + begin, header.dataStart + end)
      return [name, { dtype, shape, bytes }] as const
    }),
  )
  return { metadata: header.metadata, tensors }
}

/** A tensor of these numbers, F32 or F64. @throws {CheckpointError} where they do not fill the shape */
export function tensorOf(numbers: Float32Array | Float64Array, shape: readonly number[]): Tensor {
  const count = shape.reduce((product, size) => product * size, 1)
  if (count !== numbers.length)
    throw new CheckpointError(`${numbers.length} numbers do not fill a shape of [${shape.join(', ')}]`)
  const dtype = numbers instanceof Float32Array ? 'F32' : 'F64'
  return { dtype, shape, bytes: encode(numbers, dtype) }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Writes a file: tensors of wide numbers first, so that each is aligned, then by name; no gaps; the header padded with spaces
 * to a multiple of 8 bytes. The order of the tensors given makes no difference.
 * @throws {CheckpointError} where a tensor is called `__metadata__`, or its bytes do not fill its shape
 */
export function writeSafetensors({ metadata, tensors }: Tensors): Uint8Array {
  const { head, places, size } = layOut(metadata, [...tensors])
  const file = new Uint8Array(head.byteLength + size)
  file.set(head)
  for (const { name, begin } of places) {
    const tensor = tensors.get(name)
    if (tensor) file.set(tensor.bytes, head.byteLength + begin)
  }
  return file
}

/** Lays out a file: its header, with the length before it, and where the bytes of each tensor go after it. */
export function layOut(
  metadata: { readonly [key: string]: string },
  tensors: readonly (readonly [
    name: string,
    of: Pick<Tensor, 'dtype' | 'shape'> & { readonly bytes: { readonly byteLength: number } },
  ])[],
): { readonly head: Uint8Array; readonly places: readonly Place[]; readonly size: number } {
  let size = 0
  const places = tensors
    .toSorted(([a, x], [b, y]) => dtypes[y.dtype] - dtypes[x.dtype] || byText(a, b))
    .map(([name, { dtype, shape, bytes }]): Place => {
      const needed = shape.reduce((product, side) => product * side, dtypes[dtype])
      if (!name.isWellFormed()) throw new CheckpointError(`${JSON.stringify(name)} cannot be written as UTF-8`)
      if (name === '__metadata__') throw new CheckpointError('no tensor can be called __metadata__')
      if (bytes.byteLength !== needed)
        throw new CheckpointError(
          `${name} of shape [${shape.join(', ')}] needs ${needed} bytes; it has ${bytes.byteLength}`,
        )
      const begin = size
      size += needed
      return { name, dtype, shape, begin, end: size }
    })
  return { head: headOf(metadata, places), places, size }
}

/** The head of a file: the length of its header, and the header. */
export function headOf(metadata: { readonly [key: string]: string }, places: readonly Place[]): Uint8Array {
  const keys = Object.keys(metadata).toSorted(byText)
  const entries: readonly (readonly [string, unknown])[] = [
    ...(keys.length > 0 ? [['__metadata__', Object.fromEntries(keys.map(key => [key, metadata[key]]))] as const] : []),
    ...places.map(
      ({ name, dtype, shape, begin, end }) => [name, { dtype, shape, data_offsets: [begin, end] }] as const,
    ),
  ]
  const text = new TextEncoder().encode(
    `{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`).join(',')}}`,
  )
  const length = 8 * Math.ceil(text.byteLength / 8)
  const head = new Uint8Array(lengthBytes + length).fill(0x20)
  new DataView(head.buffer).setBigUint64(0, BigInt(length), true)
  head.set(text, lengthBytes)
  return head
}
