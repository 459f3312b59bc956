// Principal component analysis, by subspace iteration.

import { openSpans } from '@dit-by-hand/float32/engine'
import type { Build } from '@dit-by-hand/float32/kernels'
import { normalAt } from '@dit-by-hand/float32/rng'

export interface Principal {
  /** The mean of each cell: d. */
  readonly mean: Float32Array
  /** The components, of length 1, the one of most variance first: count×d, row by row. */
  readonly directions: Float32Array
  /** The standard deviation along each component. */
  readonly deviations: Float32Array
}

/** Rounds of subspace iteration: more than enough where variances differ by a tenth. */
const rounds = 12
const stream = (1 << 20) + 16

/**
 * The first principal components of some rows, by subspace iteration on their covariance (Golub & Van Loan 2013, 8.2.4).
 * @param rows count×d, row by row; they are centred in place @param most how many components
 * @throws {RangeError} where there are not more rows and more columns than components
 */
export async function principal(rows: Float32Array, d: number, most: number, build?: Build): Promise<Principal> {
  const count = rows.length / d
  if (!(most < d && most < count))
    throw new RangeError(`${most} components need more than ${most} rows and columns; there are ${count}×${d}`)
  const mean = new Float32Array(d)
  for (let j = 0; j < d; j++) {
    let sum = 0
    for (let i = 0; i < count; i++) sum += rows[i * d + j]!
    mean[j] = sum / count
    for (let i = 0; i < count; i++) rows[i * d + j] = rows[i * d + j]! - mean[j]!
  }
  const { kernels, spans } = await openSpans([count * d, d * d, most * d, most * d], build)
  const [x, covariance, q, y] = spans
  x.cells.set(rows)
  kernels.matmul(d, d, count, x.at, d, 1, x.at, d, 0, covariance.at, d, 0, 0)
  const directions = q.cells
  for (let i = 0; i < directions.length; i++) directions[i] = normalAt(0, stream, i)
  const lengths = new Float64Array(most)
  for (let round = 0; round < rounds; round++) {
    kernels.matmul(most, d, d, q.at, d, 0, covariance.at, d, 0, y.at, d, 0, 0)
    directions.set(y.cells)
    orthonormal(directions, d, lengths)
  }
  return {
    mean,
    directions: directions.slice(),
    deviations: Float32Array.from(lengths, length => Math.sqrt(length / count)),
  }
}

/** Makes rows orthonormal by modified Gram–Schmidt, and writes each one's length after its projections into `lengths`. */
function orthonormal(rows: Float32Array, d: number, lengths: Float64Array): void {
  for (let i = 0; i < lengths.length; i++) {
    const own = rows.subarray(i * d, (i + 1) * d)
    for (let j = 0; j < i; j++) {
      const other = rows.subarray(j * d, (j + 1) * d)
      let along = 0
      for (let k = 0; k < d; k++) along += own[k]! * other[k]!
      for (let k = 0; k < d; k++) own[k] = own[k]! - along * other[k]!
    }
    let square = 0
    for (let k = 0; k < d; k++) square += own[k]! * own[k]!
    const length = Math.sqrt(square)
    lengths[i] = length
    for (let k = 0; k < d; k++) own[k] = length > 0 ? own[k]! / length : 0
  }
}
