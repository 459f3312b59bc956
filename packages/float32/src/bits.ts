// What the exact bits of a seeded run depend on, and a power that has the same bits everywhere.
import { counted } from '@dit-by-hand/graph/counted'
import type { Build } from './kernels.ts'

/** Where the same setting gives the same bits. WebAssembly does not say whether relaxed SIMD rounds once or twice in a
 *  multiply–add; plain SIMD is fully specified but for the bits of NaN. In JavaScript exp and tanh depend on the engine. */
const where: { readonly [B in Build]: string } = {
  simd: 'on every machine',
  'relaxed-simd': 'on machines that fuse a multiply and an add alike; with the build simd, on every machine',
  typescript: 'in the same JavaScript engine; with the build simd, on every machine',
}

/** What the bits of a run depend on, besides its seed and inputs: "simd, 2 workers, batch 16: the same bits on every machine".
 *  Gradients are added worker by worker, and sums in single precision depend on their order. */
export const bitsOf = (build: Build, workers: number, batch: number): string =>
  `${build}, ${counted(workers, 'worker')}, batch ${batch}: the same bits ${where[build]}`

/** base^count by multiplications alone, since `**` depends on the JavaScript engine. @param count a whole number, 0 or more */
export function power(base: number, count: number): number {
  let [result, square] = [1, base]
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
