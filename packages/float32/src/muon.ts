// Muon: a step along a matrix's momentum with all its singular values brought near 1 (Jordan et al. 2024).
import type { Kernels } from './kernels.ts'

/** The polynomials a·x + b·x³ + c·x⁵ applied to the singular values, round after round: the best two for values from 0.05 to 1,
 *  found greedily as by Amsel et al. 2025 (arXiv 2505.16932, section 4); values end within a fifth of 1. */
export const rounds: readonly (readonly [a: number, b: number, c: number])[] = [
  [6.7524, -18.351, 13.2633],
  [2.5379, -1.8747, 0.4413],
]

/** A matrix stored row by row. */
export interface Block {
  readonly rows: number
  readonly columns: number
}

/** How many square matrices of the shorter side a step needs. */
const squares = 5

/** Bytes of scratch for a step on a matrix. */
export function muonBytes({ rows, columns }: Block): number {
  const short = Math.min(rows, columns)
  return 4 * (rows * columns + squares * short * short)
}

export interface MuonStep {
  readonly rate: number
  /** Decay β of the momentum, which is Nesterov's. */
  readonly momentum: number
  readonly decay: number
  /** A factor for the gradients. */
  readonly gradientScale: number
}

/**
 * One step, in place: m = β·m + g; then x = g + β·m with its singular values brought near 1 and a root mean square of a fifth,
 * about that of AdamW's steps (Liu et al. 2025, arXiv 2502.16982, section 2.2), so that both can share a learning rate.
 *
 * Every round multiplies x by a polynomial in x·xᵀ, and these commute: so the rounds work on square matrices of the shorter
 * side, and x is multiplied once, by their product. The norm of x·xᵀ is an upper bound of its largest singular value, and a
 * closer one than the square of x's own norm.
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
  const wide = rows <= columns
  const square = short * short
  const x = scratch
  const [gram, step, made, other, spare] = Array.from(
    { length: squares },
    (_, i) => scratch + 4 * (count + i * square),
  ) as [number, number, number, number, number]
  const set = (size: number, from: number, to: number): void => kernels.copy(1, size, from, 0, to, 0)
  /** to = a·b, all squares. */
  const times = (a: number, b: number, to: number): void =>
    kernels.matmul(short, short, short, a, short, 0, b, short, 0, to, short, 0, 0)
  /** to = factor·from */
  const scaled = (factor: number, from: number, to: number): void => {
    kernels.fill(square, 0, to)
    kernels.axpy(square, factor, from, to)
  }
  if (rate * decay !== 0) {
    set(count, w, x)
    kernels.axpy(count, -rate * decay, x, w)
  }
  kernels.momentum(count, m, g, x, 1 - momentum, gradientScale)

  if (wide) kernels.matmul(rows, rows, columns, x, columns, 0, x, columns, 1, spare, rows, 0, 0)
  else kernels.matmul(columns, columns, rows, x, columns, 1, x, columns, 0, spare, columns, 0, 0)
  const length = Math.sqrt(kernels.squaredNorm(square, spare))
  if (length === 0) return
  scaled(1 / length, spare, gram)
  // The product of all rounds so far is whole·1 + made.
  let whole = 1
  for (const [round, [a, b, c]] of rounds.entries()) {
    // step = b·gram + c·gram²: this round is a·1 + step.
    times(gram, gram, spare)
    scaled(c, spare, step)
    kernels.axpy(square, b, gram, step)
    if (round === 0) set(square, step, made)
    else {
      times(step, made, other)
      kernels.axpy(square, a, made, other)
      kernels.axpy(square, whole, step, other)
      set(square, other, made)
    }
    whole *= a
    if (round === rounds.length - 1) break
    // x·xᵀ after the round.
    times(step, gram, other)
    kernels.axpy(square, a, gram, other)
    times(step, other, gram)
    kernels.axpy(square, a, other, gram)
  }
  const by = (-rate * 0.2 * Math.sqrt(Math.max(rows, columns))) / Math.sqrt(length)
  scaled(by, made, other)
  kernels.axpy(count, by * whole, x, w)
  if (wide) kernels.matmul(rows, columns, rows, other, rows, 0, x, columns, 0, w, columns, 1, 0)
  else kernels.matmul(rows, columns, columns, x, columns, 0, other, columns, 0, w, columns, 1, 0)
}

/** The approximate work for a matrix: x·xᵀ, x times the rounds, and for each round but the last four square products. */
function workOf({ rows, columns }: Block): number {
  const short = Math.min(rows, columns)
  return short * short * (2 * Math.max(rows, columns) + (4 * rounds.length - 3) * short)
}

/** Distributes blocks so that all threads have about as much work: the largest first, each to the thread that has least. */
export function sharedOut<B extends Block>(blocks: readonly B[], threads: number): readonly (readonly B[])[] {
  const shares = Array.from({ length: threads }, () => ({ work: 0, blocks: [] as B[] }))
  for (const block of blocks.toSorted((a, b) => workOf(b) - workOf(a))) {
    const least = shares.reduce((a, b) => (b.work < a.work ? b : a))
    least.blocks.push(block)
    least.work += workOf(block)
  }
  return shares.map(share => share.blocks)
}
