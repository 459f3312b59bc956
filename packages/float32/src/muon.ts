// Muon: a step along the momentum of a matrix whose singular values have all been brought near to 1 (Jordan et al. 2024).
import { at } from '@dit-by-hand/graph/at'
import type { Kernels } from './kernels.ts'

/** Newton–Schulz steps, and the polynomial a·x + b·x³ + c·x⁵ of each (Jordan et al. 2024, who take five; three learn as well and take
 *  three fifths of the time: SPEEDRUN.md). */
const rounds = 3
const [a, b, c] = [3.4445, -4.775, 2.0315]

/** A matrix that lies row by row in memory. */
export interface Block {
  readonly rows: number
  readonly columns: number
}

/** Bytes of scratch for a matrix: itself three times, and two squares of its shorter side. */
export function muonBytes({ rows, columns }: Block): number {
  const short = Math.min(rows, columns)
  return 4 * (3 * rows * columns + 2 * short * short)
}

export interface MuonStep {
  readonly rate: number
  /** Decay of the momentum; the step looks ahead along it (Nesterov). */
  readonly momentum: number
  readonly decay: number
  /** What gradients are multiplied by. */
  readonly gradientScale: number
}

/**
 * One step, in place: m = β·m + g; the direction of g + β·m, its singular values near 1, is taken with a length per cell of
 * a fifth, as AdamW's is about (Liu et al. 2025, arXiv 2502.16982, section 2.2), so that both share a rate.
 * @param w parameters, @param g gradients, @param m momentum, @param scratch of {@link muonBytes}: offsets in bytes
 */
export function muon(
  kernels: Kernels,
  { rows, columns }: Block,
  [w, g, m, scratch]: readonly [w: number, g: number, m: number, scratch: number],
  { rate, momentum, decay, gradientScale }: MuonStep,
): void {
  const count = rows * columns
  const short = Math.min(rows, columns)
  const [x, y, z] = [scratch, scratch + 4 * count, scratch + 8 * count]
  const [gram, square] = [scratch + 12 * count, scratch + 12 * count + 4 * short * short]
  const wide = rows <= columns
  /** to = factor·from */
  const scaled = (factor: number, from: number, to: number): void => {
    kernels.fill(count, 0, to)
    kernels.axpy(count, factor, from, to)
  }
  scaled(momentum, m, y)
  kernels.axpy(count, gradientScale, g, y)
  kernels.copy(1, count, y, 0, m, 0)
  scaled(momentum, m, y)
  kernels.axpy(count, gradientScale, g, y)
  const length = Math.sqrt(kernels.squaredNorm(count, y))
  if (length > 0) {
    scaled(1 / (length + 1e-20), y, x)
    for (let round = 0; round < rounds; round++) {
      if (wide) kernels.matmul(rows, rows, columns, x, columns, 0, x, columns, 1, gram, rows, 0, 0)
      else kernels.matmul(columns, columns, rows, x, columns, 1, x, columns, 0, gram, columns, 0, 0)
      kernels.matmul(short, short, short, gram, short, 0, gram, short, 0, square, short, 0, 0)
      // b·gram + c·square, of which c is kept for later.
      kernels.axpy(short * short, b / c, gram, square)
      if (wide) kernels.matmul(rows, columns, rows, square, rows, 0, x, columns, 0, z, columns, 0, 0)
      else kernels.matmul(rows, columns, columns, x, columns, 0, square, columns, 0, z, columns, 0, 0)
      scaled(c, z, y)
      kernels.axpy(count, a, x, y)
      kernels.copy(1, count, y, 0, x, 0)
    }
  } else kernels.fill(count, 0, x)
  scaled(1 - rate * decay, w, y)
  kernels.copy(1, count, y, 0, w, 0)
  kernels.axpy(count, -rate * 0.2 * Math.sqrt(Math.max(rows, columns)), x, w)
}

/** The matrices that one thread steps, and where they lie: offsets in bytes. */
export interface MuonShare {
  /** With the bytes from the first parameter. */
  readonly blocks: readonly (Block & { readonly offset: number; readonly decay: number })[]
  readonly parameters: number
  readonly gradients: number
  readonly momentum: number
  readonly scratch: number
  /** Where the numbers of a step stand: {@link controlNumbers} doubles. */
  readonly control: number
}

/** Doubles that tell a thread what to do: which part of a step, rate, momentum, scale of the gradients. */
export const controlNumbers = 4

/** The phases of a step, as the first of the control numbers. */
export const phases = { gradients: 0, muon: 1 } as const

/** One thread's part of a step of Muon. */
export function muonPart(kernels: Kernels, memory: WebAssembly.Memory, share: MuonShare): void {
  const orders = new Float64Array(memory.buffer, share.control, controlNumbers)
  const [rate, momentum, gradientScale] = [at(orders, 1), at(orders, 2), at(orders, 3)]
  for (const { rows, columns, offset, decay } of share.blocks)
    muon(
      kernels,
      { rows, columns },
      [share.parameters + offset, share.gradients + offset, share.momentum + offset, share.scratch],
      { rate, momentum, decay, gradientScale },
    )
}

/** Work that a matrix takes, about. */
const workOf = ({ rows, columns }: Block): number => rows * columns * Math.min(rows, columns)

/** Shares blocks out so that all have about as much to do: the largest first, each to who has least. */
export function sharedOut<B extends Block>(blocks: readonly B[], threads: number): readonly (readonly B[])[] {
  const shares = Array.from({ length: threads }, () => ({ work: 0, blocks: [] as B[] }))
  for (const block of blocks.toSorted((a, b) => workOf(b) - workOf(a))) {
    const least = shares.reduce((a, b) => (b.work < a.work ? b : a))
    least.blocks.push(block)
    least.work += workOf(block)
  }
  return shares.map(share => share.blocks)
}
