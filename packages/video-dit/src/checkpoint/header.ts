// The header of a safetensors file: which tensors it has and where each lies. Everything in it is checked.
import { CheckpointError, type Dtype, dtypes, isDtype } from './dtype.ts'
import { type Fields, isFields } from './json.ts'

/** A tensor's entry: its format, shape and bytes, counted from the end of the header. */
export interface Place {
  readonly name: string
  readonly dtype: Dtype
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

export interface Header {
  readonly metadata: { readonly [key: string]: string }
  /** In the order of their bytes. */
  readonly places: readonly Place[]
  /** Where in the file the tensors' bytes begin. */
  readonly dataStart: number
}

/** What other files of weights begin with, and what would do. */
const others = [
  [
    'PK',
    'a zip archive, as torch.save and numpy.savez write: load it there, and safetensors.torch.save_file writes one',
  ],
  [
    '\x80',
    'a pickle, as older versions of torch.save write: load it there, and safetensors.torch.save_file writes one',
  ],
  ['version ', 'a pointer of Git LFS: git lfs pull fetches the file itself'],
  ['{', 'JSON; an index of shards is called model.safetensors.index.json'],
] as const

/** The size of the header's length, with which every file begins. */
export const lengthBytes = 8
/** The most axes that other readers' arrays have. */
const mostAxes = 64
/** The longest header that other readers accept: a hundred million bytes. */
const mostHeaderBytes = 100_000_000

/**
 * Reads the length of a file's header.
 * @param start the first 8 bytes, or as many as there are
 * @throws {CheckpointError} where a file of this size cannot have such a header
 */
export function headerLength(start: Uint8Array, fileSize: number): number {
  if (start.byteLength < lengthBytes)
    throw new CheckpointError(`the file ends after ${start.byteLength} bytes; a header's length takes ${lengthBytes}`)
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true)
  if (length > BigInt(mostHeaderBytes)) {
    const text = String.fromCharCode(...start)
    const [, kind] = others.find(([begin]) => text.startsWith(begin)) ?? []
    throw new CheckpointError(
      kind === undefined
        ? `the header would be ${length} bytes long; at most ${mostHeaderBytes} are allowed: this is not a safetensors file`
        : `this is not a safetensors file but ${kind}`,
    )
  }
  if (Number(length) > fileSize - lengthBytes)
    throw new CheckpointError(`the header would be ${length} bytes long, but the file has only ${fileSize}`)
  return Number(length)
}

/**
 * Reads a header.
 * @param bytes the header itself, without its length
 * @throws {CheckpointError} where it is damaged, or its tensors overlap, leave gaps or do not fill the file
 */
export function parseHeader(bytes: Uint8Array, fileSize: number): Header {
  const dataStart = lengthBytes + bytes.byteLength
  const { __metadata__, ...entries } = objectFrom(bytes)
  const metadata = metadataFrom(__metadata__)
  const places = Object.entries(entries)
    .map(([name, entry]) => placeFrom(name, entry))
    .sort((a, b) => a.begin - b.begin || a.end - b.end)
  let reached = 0
  for (const { name, begin, end } of places) {
    if (begin !== reached)
      throw new CheckpointError(
        `${quoted(name)} begins at byte ${begin} of the data, ${begin < reached ? 'inside' : 'past a gap after'} the one before it, which ends at ${reached}`,
      )
    reached = end
  }
  const held = fileSize - dataStart
  if (reached !== held)
    throw new CheckpointError(
      `the tensors take ${reached} bytes; the file holds ${held}: it is ${reached > held ? 'cut short' : 'too long'}`,
    )
  return { metadata, places, dataStart }
}

const quoted = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}…` : name)

/** A name from an untrusted file, made safe to print: short and on one line. */
export const shownName = (name: string): string => (/^[\w.-]{1,80}$/.test(name) ? name : quoted(name))

/** The deepest nesting of a header: its object, a tensor's, a list in that. */
const mostDepth = 3
/** Bounds the memory a header may take: far more commas than the largest model's header has. */
const mostCommas = 4_000_000

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [opening, closing] = [new Set([0x7b, 0x5b]), new Set([0x7d, 0x5d])]

/** Scans a header before it is parsed: counts its names, and refuses one that would take too much memory. */
function namesIn(bytes: Uint8Array): number {
  let [depth, commas, names, inText] = [0, 0, 0, false]
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (inText) {
      if (byte === backslash) i++
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === comma) commas++
    else if (byte === colon && depth === 1) names++
    else if (opening.has(byte)) depth++
    else if (closing.has(byte)) depth--
    if (depth > mostDepth) throw new CheckpointError(`the header nests deeper than ${mostDepth}`)
    if (commas > mostCommas) throw new CheckpointError(`the header has more than ${mostCommas} entries`)
  }
  return names
}

function objectFrom(bytes: Uint8Array): Fields {
  if (bytes[0] !== 0x7b) throw new CheckpointError('the header does not begin with {')
  const names = namesIn(bytes)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw new CheckpointError('the header is not JSON')
  }
  if (!isFields(value)) throw new CheckpointError('the header is not a JSON object')
  if (Object.keys(value).length !== names) throw new CheckpointError('the header has two tensors of the same name')
  return value
}

function metadataFrom(value: unknown): { readonly [key: string]: string } {
  if (value === undefined || value === null) return {}
  if (!isFields(value)) throw new CheckpointError('__metadata__ is not an object')
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== 'string') throw new CheckpointError(`__metadata__ ${quoted(key)} is not text`)
      return [key, text]
    }),
  )
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

function placeFrom(name: string, entry: unknown): Place {
  if (!isFields(entry)) throw new CheckpointError(`the entry of ${quoted(name)} is not an object`)
  const { dtype, shape, data_offsets: offsets } = entry
  if (!isDtype(dtype)) {
    const found = typeof dtype === 'string' ? quoted(dtype) : 'not text'
    throw new CheckpointError(
      `the dtype of ${quoted(name)} is ${found}; it must be one of ${Object.keys(dtypes).join(', ')}`,
    )
  }
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw new CheckpointError(`the shape of ${quoted(name)} is not a list of whole numbers`)
  if (shape.length > mostAxes)
    throw new CheckpointError(`the shape of ${quoted(name)} has ${shape.length} axes; it may have ${mostAxes}`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw new CheckpointError(`the data_offsets of ${quoted(name)} are not two whole numbers`)
  const [begin, end] = offsets as [number, number]
  const bytes = BigInt(dtypes[dtype]) * shape.reduce((product: bigint, size: number) => product * BigInt(size), 1n)
  if (end < begin || BigInt(end - begin) !== bytes)
    throw new CheckpointError(
      `${quoted(name)} of shape [${shape.slice(0, 8).join(', ')}] needs ${bytes} bytes; it has ${end - begin}`,
    )
  return { name, dtype, shape, begin, end }
}
