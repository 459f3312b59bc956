// Reads the numbers in a file: arrays that NumPy saved (.npy, .npz), a notebook, or a text.
import { encodingOf } from '@dit-by-hand/graph/encoding'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { unzipSync } from 'fflate'
import { parse, type TypedArray } from 'npyjs'
import { called, type Found, flattened, type Nested, type Numbers, NumbersError, readOrTold } from '../own/numbers.ts'
import { numbersIn } from '../own/text.ts'
import { damagedPart } from './damage.ts'

export { type Found, NumbersError } from '../own/numbers.ts'

/** Far more than all matrices of a lesson have. */
const mostBytes = 4 * 1024 * 1024

const begins = (bytes: Uint8Array, mark: string): boolean =>
  [...mark].every((letter, i) => bytes[i] === letter.charCodeAt(0))

/**
 * Every array of numbers in a file, whatever its name ends in.
 * @param stem what a single array is called that has no name of its own: the file's name without its ending
 * @throws {NumbersError} where it is too large or damaged
 */
export function numbersInFile(bytes: Uint8Array, stem: string | null): readonly Found[] {
  if (bytes.length > mostBytes) throw new NumbersError('This is far larger than all matrices of a lesson.')
  if (begins(bytes, '\x93NUMPY')) return [readOrTold(stem, () => saved(bytes, stem))]
  if (!begins(bytes, 'PK')) return numbersIn(textOf(bytes))
  return Object.entries(unzipped(bytes)).map(([name, part]) => {
    const label = name.replace(/\.npy$/, '')
    return readOrTold(label, () => saved(part, label))
  })
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (error) {
    throw new NumbersError('This is neither a text nor an array that NumPy saved.', { cause: error })
  }
}

function unzipped(bytes: Uint8Array): { readonly [name: string]: Uint8Array } {
  let size = 0
  const isSmall = ({ originalSize }: { readonly originalSize: number }): boolean => {
    size += originalSize
    if (size > mostBytes) throw new NumbersError('This is far larger than all matrices of a lesson.')
    return true
  }
  try {
    const parts = unzipSync(bytes, { filter: isSmall })
    const damaged = damagedPart(bytes, parts)
    if (damaged === undefined) return parts
    throw new NumbersError(`${damaged} in this archive is damaged: save or copy it anew.`)
  } catch (error) {
    if (error instanceof NumbersError) throw error
    throw new NumbersError(`This archive cannot be read: ${reasonOf(error)}.`, { cause: error })
  }
}

function saved(bytes: Uint8Array, label: string | null): Numbers {
  const { data, shape, dtype, fortranOrder } = loaded(bytes, label)
  if (!/^[biuf]\d$/.test(dtype))
    throw new NumbersError(`${called(label)} holds no real numbers: its dtype is ${dtype}.`)
  const cells = Array.from<number | bigint, number>(data as TypedArray, Number)
  if (!shape.every(length => Number.isInteger(length) && length >= 0))
    throw new NumbersError(`${called(label)} cannot be read as an array of NumPy: its shape is damaged.`)
  const count = shape.reduce((product, length) => product * length, 1)
  if (count !== cells.length)
    throw new NumbersError(`${called(label)} is cut short: it has ${cells.length} numbers of ${shape.join('×')}.`)
  return { label, ...(fortranOrder ? turned(cells, shape, label) : { shape, cells }), places: null }
}

function loaded(bytes: Uint8Array, label: string | null) {
  try {
    return parse(new Uint8Array(bytes).buffer)
  } catch (error) {
    throw new NumbersError(`${called(label)} cannot be read as an array of NumPy: ${reasonOf(error)}.`, {
      cause: error,
    })
  }
}

/** Numbers that are stored with the first axis fastest. */
function turned(cells: readonly number[], shape: readonly number[], label: string | null) {
  const nest = (axis: number, offset: number, stride: number): Nested<number> => {
    const length = shape[axis]
    if (length === undefined) return cells[offset] ?? Number.NaN
    return Array.from({ length }, (_, i) => nest(axis + 1, offset + i * stride, stride * length))
  }
  return flattened(nest(0, 0, 1), label)
}
