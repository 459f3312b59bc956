// Damaged and hostile safetensors files, the same for the same seed: bits flipped, cut, lengthened, and headers that lie.

/** Whole numbers from 0 to below `count`, the same for the same seed (Park & Miller 1988). */
export function draws(seed: number): (count: number) => number {
  let state = (seed % 2147483646) + 1
  return count => {
    state = (state * 16807) % 2147483647
    return state % count
  }
}

type Entry = { dtype: unknown; shape: unknown; data_offsets: unknown }
type Header = { [name: string]: Entry | { [key: string]: unknown } }

const decoder = new TextDecoder()
const encoder = new TextEncoder()

export const headerBytes = (file: Uint8Array): number =>
  Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true))

/** A file of this header text and these data. */
export function fileOf(text: string | Uint8Array, data: Uint8Array = new Uint8Array(0), length?: bigint): Uint8Array {
  const head = typeof text === 'string' ? encoder.encode(text) : text
  const file = new Uint8Array(8 + head.byteLength + data.byteLength)
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(head.byteLength), true)
  file.set(head, 8)
  file.set(data, 8 + head.byteLength)
  return file
}

const oddities: readonly unknown[] = [
  null,
  -1,
  0,
  1.5,
  1e300,
  2 ** 53,
  '7',
  [],
  {},
  [[[[]]]],
  true,
  [-1],
  [1e9, 1e9, 1e9],
  [0, 2 ** 52],
  'F32',
  'F64',
  'F128',
  '__proto__',
  [0, 0],
  [8, 0],
]

const names = ['__proto__', 'constructor', '', '\u0000', '\u202e', 'a'.repeat(5000), '\ud800', 'pos_embed', '0']

type Open = { [key: string]: unknown }

const objectsIn = (header: Header): readonly Open[] =>
  Object.values(header).filter(entry => typeof entry === 'object' && entry !== null && !Array.isArray(entry))

/** What may be done to a header. */
const lies: readonly ((header: Header, draw: (count: number) => number) => void)[] = [
  // One field of one tensor is something else.
  (header, draw) => {
    const entries = objectsIn(header)
    const entry = entries[draw(Math.max(1, entries.length))]
    if (!entry) return
    const fields = ['dtype', 'shape', 'data_offsets', 'more']
    entry[fields[draw(fields.length)] as string] = oddities[draw(oddities.length)]
  },
  // Offsets moved: overlaps and gaps.
  (header, draw) => {
    const entries = objectsIn(header)
    const entry = entries[draw(Math.max(1, entries.length))]
    if (!entry || !Array.isArray(entry.data_offsets)) return
    entry.data_offsets = entry.data_offsets.map((at: number) => at + draw(64) - 32)
  },
  // Two tensors in one place.
  (header, draw) => {
    const entries = objectsIn(header)
    const many = Math.max(1, entries.length)
    const [one, other] = [entries[draw(many)], entries[draw(many)]]
    if (one && other && 'data_offsets' in other) one.data_offsets = other.data_offsets
  },
  // A tensor gone, or one more under a strange name.
  (header, draw) => {
    const known = Object.keys(header)
    const name = known[draw(Math.max(1, known.length))]
    if (name === undefined) return
    const entry = header[name]
    if (draw(2) === 0) delete header[name]
    else
      Object.defineProperty(header, names[draw(names.length)] as string, {
        value: entry,
        enumerable: true,
        configurable: true,
      })
  },
  // Other metadata.
  (header, draw) => {
    const metadata = [null, 7, [], { a: 1 }, { dit: 'no json' }, { dit: '{"config":{}}' }, { '': '' }, 'text']
    Object.assign(header, { __metadata__: metadata[draw(metadata.length)] })
  },
  // A model that cannot be.
  (header, draw) => {
    const { __metadata__: metadata } = header
    const dit = typeof metadata === 'object' && metadata !== null && 'dit' in metadata ? metadata.dit : undefined
    if (typeof dit !== 'string' || !dit.startsWith('{"config":{"')) return
    const told = JSON.parse(dit)
    const fields = ['depth', 'heads', 'width', 'words', 'mlp', 'channels', 'video', 'patch', 'positions', 'initial']
    const odd = [0, -1, 1e9, 2 ** 40, 0.5, [1, 1e9, 1e9], [0, 0, 0], 'x', null, 3, [1, 3, 3]]
    told.config[fields[draw(fields.length)] as string] = odd[draw(odd.length)]
    Object.assign(header, { __metadata__: { dit: JSON.stringify(told) } })
  },
]

/** A damaged copy of a file. */
export function damaged(file: Uint8Array, seed: number): Uint8Array {
  const draw = draws(seed)
  const length = headerBytes(file)
  const copy = file.slice()
  switch (draw(6)) {
    case 0: {
      const bits = 1 + draw(8)
      for (let i = 0; i < bits; i++) {
        const place = draw(8 + length)
        copy[place] = (copy[place] ?? 0) ^ (1 << draw(8))
      }
      return copy
    }
    case 1:
      return copy.subarray(0, draw(copy.byteLength))
    case 2: {
      const longer = new Uint8Array(copy.byteLength + 1 + draw(100))
      longer.set(copy)
      return longer
    }
    case 3:
      new DataView(copy.buffer).setBigUint64(
        0,
        [0n, 1n, 2n ** 63n, 2n ** 32n, BigInt(length + 8), 99_999_999n][draw(6)] ?? 0n,
        true,
      )
      return copy
    default: {
      const header: Header = JSON.parse(decoder.decode(copy.subarray(8, 8 + length)))
      const times = 1 + draw(3)
      for (let i = 0; i < times; i++) lies[draw(lies.length)]?.(header, draw)
      return fileOf(JSON.stringify(header), copy.subarray(8 + length))
    }
  }
}
