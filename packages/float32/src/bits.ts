// What the bits of a seeded run depend on, and a power that has the same bits everywhere.
import type { Build } from './kernels.ts'

/** What a seeded run depends on beside its seed and what it is brought. */
export interface Setting {
  readonly build: Build
  readonly workers: number
  readonly batch: number
}

/** Where the same setting comes to the same bits. WebAssembly leaves open whether relaxed SIMD rounds once or twice in a
 *  multiply–add; of plain SIMD it leaves nothing open but the bits of NaN. JavaScript leaves exp and tanh to its engine. */
const where: { readonly [B in Build]: string } = {
  simd: 'on every machine',
  'relaxed-simd': 'on machines that fuse a multiply and an add alike; with the build simd, on every machine',
  typescript: 'in the same JavaScript engine; with the build simd, on every machine',
}

/** "simd, 2 workers, batch 16: the same bits on every machine". Gradients are added worker by worker, each over its part of
 *  the batch, and sums in single precision depend on their order. */
export const bitsOf = ({ build, workers, batch }: Setting): string =>
  `${build}, ${workers} ${workers === 1 ? 'worker' : 'workers'}, batch ${batch}: the same bits ${where[build]}`

/** A power by multiplying alone: `**` is left to the JavaScript engine. @param count a whole number from 0 on */
export function power(base: number, count: number): number {
  let [result, square] = [1, base]
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
