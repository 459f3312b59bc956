// The number formats of a checkpoint: their sizes, and reading and writing numbers in them.
import { at } from '@dit-by-hand/graph/at'

/** A file that is not a valid checkpoint, or not one of this model. The message says what is wrong, in one line. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
}

/** Bytes of one number, by the format's name in a safetensors file. */
export const dtypes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  F64: 8,
  I64: 8,
  U64: 8,
} as const

export type Dtype = keyof typeof dtypes

export const isDtype = (text: unknown): text is Dtype => typeof text === 'string' && Object.hasOwn(dtypes, text)

/** A floating-point format of at most 16 bits: a sign bit, exponent bits, fraction bits. */
interface Small {
  readonly exponent: number
  readonly fraction: number
  /** Whether the largest exponent means infinity or NaN; else only all ones is NaN. */
  readonly infinite: boolean
}

const smalls: { readonly [K in Dtype]?: Small } = {
  F16: { exponent: 5, fraction: 10, infinite: true },
  BF16: { exponent: 8, fraction: 7, infinite: true },
  F8_E5M2: { exponent: 5, fraction: 2, infinite: true },
  F8_E4M3: { exponent: 4, fraction: 3, infinite: false },
}

/** How far rounding to a format of few bits moves a number at most, as a share of it; 0 for all other formats. */
export const roundingOf = (dtype: Dtype): number => {
  const small = smalls[dtype]
  return small ? 0.5 ** (small.fraction + 1) : 0
}

/** The number with these bits. */
function smallFloat(bits: number, { exponent: e, fraction: f, infinite }: Small): number {
  const sign = bits >> (e + f) === 0 ? 1 : -1
  const [exponent, fraction] = [(bits >> f) & (2 ** e - 1), bits & (2 ** f - 1)]
  const [largest, bias] = [2 ** e - 1, 2 ** (e - 1) - 1]
  if (exponent === largest && infinite) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  if (exponent === largest && fraction === 2 ** f - 1) return Number.NaN
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias - f)
  return sign * (2 ** f + fraction) * 2 ** (exponent - bias - f)
}

const tables = new Map<Dtype, Float32Array>()

/** A table of all numbers of a format of one or two bytes, indexed by their bits. */
function tableOf(dtype: Dtype, small: Small): Float32Array {
  const known = tables.get(dtype)
  if (known) return known
  const made = Float32Array.from({ length: 256 ** dtypes[dtype] }, (_, bits) => smallFloat(bits, small))
  tables.set(dtype, made)
  return made
}

/** Memory for `count` numbers of a format: floats of at most 32 bits in a Float32Array, which holds them exactly; all else as
 *  doubles, rounded where a 64-bit integer has too many digits. */
export const memoryFor = (dtype: Dtype, count: number): Float32Array | Float64Array =>
  smalls[dtype] !== undefined || dtype === 'F32' ? new Float32Array(count) : new Float64Array(count)

/** Reads numbers from little-endian bytes, at any alignment. */
export function numbersFrom(bytes: Uint8Array, dtype: Dtype): Float32Array | Float64Array {
  const numbers = memoryFor(dtype, bytes.byteLength / dtypes[dtype])
  decode(bytes, dtype, numbers)
  return numbers
}

/** Whether this machine stores numbers as the file does. */
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Reads as many numbers as the bytes hold into the start of `numbers`. */
export function decode(bytes: Uint8Array, dtype: Dtype, numbers: Float32Array | Float64Array): void {
  const count = bytes.byteLength / dtypes[dtype]
  if (dtype === 'F32' && littleEndian && bytes.byteOffset % 4 === 0) {
    numbers.set(new Float32Array(bytes.buffer, bytes.byteOffset, count))
    return
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const small = smalls[dtype]
  if (small) {
    const table = tableOf(dtype, small)
    const wide = dtypes[dtype] === 2
    for (let i = 0; i < count; i++) numbers[i] = at(table, wide ? view.getUint16(2 * i, true) : view.getUint8(i))
    return
  }
  const read = readers[dtype]
  if (read === undefined) throw new CheckpointError(`numbers of format ${dtype} cannot be read`)
  for (let i = 0; i < count; i++) numbers[i] = read(view, i)
}

const readers: { readonly [K in Dtype]?: (view: DataView, i: number) => number } = {
  BOOL: (view, i) => view.getUint8(i),
  U8: (view, i) => view.getUint8(i),
  I8: (view, i) => view.getInt8(i),
  I16: (view, i) => view.getInt16(2 * i, true),
  U16: (view, i) => view.getUint16(2 * i, true),
  I32: (view, i) => view.getInt32(4 * i, true),
  U32: (view, i) => view.getUint32(4 * i, true),
  F32: (view, i) => view.getFloat32(4 * i, true),
  F64: (view, i) => view.getFloat64(8 * i, true),
  I64: (view, i) => Number(view.getBigInt64(8 * i, true)),
  U64: (view, i) => Number(view.getBigUint64(8 * i, true)),
}

type Written = 'U16' | 'F32' | 'F64' | 'I64'

const writers: { readonly [K in Written]: (view: DataView, i: number, value: number) => void } = {
  U16: (view, i, value) => view.setUint16(2 * i, value, true),
  F32: (view, i, value) => view.setFloat32(4 * i, value, true),
  F64: (view, i, value) => view.setFloat64(8 * i, value, true),
  I64: (view, i, value) => view.setBigInt64(8 * i, BigInt(value), true),
}

/** Writes numbers as little-endian bytes. */
export function encode(numbers: ArrayLike<number>, dtype: Written): Uint8Array {
  if (dtype === 'F32' && littleEndian) return new Uint8Array(new Float32Array(numbers).buffer)
  const bytes = new Uint8Array(dtypes[dtype] * numbers.length)
  const view = new DataView(bytes.buffer)
  const write = writers[dtype]
  for (let i = 0; i < numbers.length; i++) write(view, i, numbers[i]!)
  return bytes
}
