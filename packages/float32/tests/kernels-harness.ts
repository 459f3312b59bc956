// Tries a kernel: matrices laid into its memory between canaries, the kernel run, everything read back.
import { type Kernels, reservedBytes, scratchBytes } from '../src/kernels.ts'
import { typescriptKernels } from '../src/typescript-kernels.ts'
import { compiled, kernelsOn } from '../src/wasm/load.ts'

const page = 65_536
const pages = 128
const scratch = page
const field = scratch + scratchBytes
if (reservedBytes > scratch) throw new Error(`${reservedBytes} reserved bytes meet the scratch at ${scratch}`)

/** Kernels and the memory they work on. */
export interface Machine {
  readonly kernels: Kernels
  readonly memory: WebAssembly.Memory
}

/** All implementations: relaxed SIMD on a shared memory, plain SIMD on one that is not, TypeScript. */
export async function machines(): Promise<readonly Machine[]> {
  const memory = (shared: boolean): WebAssembly.Memory =>
    new WebAssembly.Memory({ initial: pages, maximum: pages, shared })
  const [ofRelaxed, ofSimd, ofTypescript] = [memory(true), memory(false), memory(false)]
  return [
    {
      kernels: await kernelsOn('relaxed-simd', await compiled('relaxed-simd', true), ofRelaxed, scratch),
      memory: ofRelaxed,
    },
    { kernels: await kernelsOn('simd', await compiled('simd', false), ofSimd, scratch), memory: ofSimd },
    { kernels: typescriptKernels(ofTypescript), memory: ofTypescript },
  ]
}

/** A matrix as it is put into memory: row-major, `ld` cells from row to row. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly ld: number
  readonly cells: Float32Array
}

export function matrix(rows: number, columns: number, cells: Float32Array, gap = 0): Matrix {
  if (cells.length !== rows * columns) throw new Error(`${cells.length} cells are no ${rows}×${columns}`)
  return { rows, columns, ld: columns + gap, cells }
}

/** Cells one after the other. */
export const line = (cells: Float32Array): Matrix => matrix(1, cells.length, cells)

const canary = 0x4b1dface
const margin = 24

export interface Outcome {
  /** What each matrix holds afterwards. */
  readonly after: readonly Float32Array[]
  /** Matrices that changed, by index. */
  readonly changed: readonly number[]
  /** How many cells outside every matrix were written to. */
  readonly strays: number
}

/**
 * Runs a kernel on matrices.
 * @param skew how many cells, 0 to 3, each matrix lies off a multiple of 16 bytes
 * @param run is told the byte offset of each matrix, 0 where it is null
 */
export function tried(
  { memory }: Machine,
  matrices: readonly (Matrix | null)[],
  skew: number,
  run: (...offsets: readonly number[]) => void,
): Outcome {
  const bits = new Uint32Array(memory.buffer, field)
  const at: number[] = []
  let next = margin
  for (const each of matrices) {
    at.push(next + skew)
    next += Math.ceil(((each?.rows ?? 0) * (each?.ld ?? 0) + skew + margin) / 4) * 4
  }
  if (next > bits.length) throw new Error(`${next} cells do not fit a test's memory of ${bits.length}`)
  bits.fill(canary, 0, next)
  const mine = new Uint8Array(next)
  const visit = (index: number, to: (place: number, cell: number) => void): void => {
    const each = matrices[index]
    if (!each) return
    for (let i = 0; i < each.rows; i++)
      for (let j = 0; j < each.columns; j++) to((at[index] ?? 0) + i * each.ld + j, i * each.columns + j)
  }
  const before = matrices.map(each => new Uint32Array(each ? each.cells.slice().buffer : new ArrayBuffer(0)))
  matrices.forEach((_, index) => {
    visit(index, (place, cell) => {
      mine[place] = 1
      bits[place] = before[index]?.[cell] ?? 0
    })
  })
  run(...matrices.map((each, index) => (each ? field + 4 * (at[index] ?? 0) : 0)))
  const after = matrices.map((each, index) => {
    const read = new Uint32Array(each?.cells.length ?? 0)
    visit(index, (place, cell) => {
      read[cell] = bits[place] ?? 0
    })
    return read
  })
  let strays = 0
  for (let i = 0; i < next; i++) if (mine[i] === 0 && bits[i] !== canary) strays++
  return {
    after: after.map(read => new Float32Array(read.buffer)),
    changed: after.flatMap((read, index) => (read.some((word, i) => word !== before[index]?.[i]) ? [index] : [])),
    strays,
  }
}

/** What a cell should be, and how far off it may be. */
export interface Expected {
  readonly value: number
  readonly bound: number
}

/** Cells that are not what they should be, the first few told. NaN must be NaN, an infinity that infinity. */
export function faults(actual: Float32Array, expected: readonly Expected[]): readonly string[] {
  const found: string[] = []
  if (actual.length !== expected.length) found.push(`${actual.length} cells, ${expected.length} expected`)
  expected.forEach(({ value, bound }, i) => {
    const got = actual[i] ?? 0
    const right = Number.isFinite(value) ? Math.abs(got - value) <= bound : Object.is(got, value)
    if (!right && found.length < 5) found.push(`cell ${i}: ${got}, not ${value} ± ${bound}`)
  })
  return found
}

/** What cells are made of: everyday numbers, every exponent, denormals, or everyday with NaN, ±∞ and −0 among them. */
export type Kind = 'everyday' | 'wild' | 'denormal' | 'special'

const specials = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e-45]

/** Cells from a seed, by a generator that is not the one under test. */
export function cellsOf(count: number, seed: number, kind: Kind = 'everyday'): Float32Array {
  let state = (seed ^ 0x6d2b79f5) | 1
  const random = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 8; i++) random()
  const everyday = (): number => (random() * 2 - 1) * 2 ** Math.floor(random() * 5 - 2)
  return Float32Array.from({ length: count }, () => {
    switch (kind) {
      case 'wild':
        return (random() * 2 - 1) * 2 ** Math.floor(random() * 120 - 60)
      case 'denormal':
        return (random() * 2 - 1) * 2 ** (-126 - Math.floor(random() * 22))
      case 'special':
        return random() < 0.03 ? (specials[Math.floor(random() * specials.length)] ?? 0) : everyday()
      default:
        return everyday()
    }
  })
}

/** Every sign and exponent, with mantissas at both ends and `inside` between them. */
export function floats(inside: number): Float32Array {
  const bits: number[] = []
  for (let top = 0; top < 512; top++)
    for (let i = 0; i <= inside; i++) {
      const mantissa = i === inside ? 0x7fffff : Math.floor(((i + ((i * 0.618) % 1)) / inside) * 0x7fffff)
      bits.push(top * 0x800000 + (i === 0 ? 0 : mantissa))
    }
  return new Float32Array(Uint32Array.from(bits).buffer)
}
