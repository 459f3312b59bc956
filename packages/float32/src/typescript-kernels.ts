// The kernels in plain TypeScript: correct on any machine, but slow. They run where WebAssembly has no SIMD.
import type { Kernels } from './kernels.ts'

/** The kernels on one memory, which must not grow. Cells are in single precision, sums are computed in double. */
export function typescriptKernels(memory: WebAssembly.Memory): Kernels {
  const f = new Float32Array(memory.buffer)
  const whole = new Uint32Array(memory.buffer)
  const each = (count: number, x: number, y: number, of: (cell: number) => number): void => {
    for (let i = 0; i < count; i++) f[y / 4 + i] = of(f[x / 4 + i]!)
  }

  return {
    build: 'typescript',
    matmul(m, n, k, a, lda, transA, b, ldb, transB, c, ldc, accumulate, bias) {
      const [rowA, stepA] = transA ? [1, lda] : [lda, 1]
      const [stepB, columnB] = transB ? [1, ldb] : [ldb, 1]
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++) {
          const at = c / 4 + i * ldc + j
          let total = (accumulate ? f[at]! : 0) + (bias ? f[bias / 4 + j]! : 0)
          let [p, q] = [a / 4 + i * rowA, b / 4 + j * columnB]
          for (let l = 0; l < k; l++, p += stepA, q += stepB) total += f[p]! * f[q]!
          f[at] = total
        }
    },
    softmax(rows, columns, x, ldx, y, ldy, scale) {
      for (let i = 0; i < rows; i++) {
        const [from, to] = [x / 4 + i * ldx, y / 4 + i * ldy]
        let most = Number.NEGATIVE_INFINITY
        for (let j = 0; j < columns; j++) most = Math.max(most, scale * f[from + j]!)
        let total = 0
        for (let j = 0; j < columns; j++) {
          const power = Math.exp(scale * f[from + j]! - most)
          total += power
          f[to + j] = power
        }
        for (let j = 0; j < columns; j++) f[to + j] = f[to + j]! / total
      }
    },
    fill(count, value, y) {
      f.fill(value, y / 4, y / 4 + count)
    },
    copy(rows, columns, x, ldx, y, ldy) {
      for (let i = 0; i < rows; i++) f.copyWithin(y / 4 + i * ldy, x / 4 + i * ldx, x / 4 + i * ldx + columns)
    },
    gather(count, from, x, y) {
      for (let i = 0; i < count; i++) f[y / 4 + i] = f[x / 4 + whole[from / 4 + i]!]!
    },
    axpy(count, factor, x, y) {
      for (let i = 0; i < count; i++) f[y / 4 + i] = f[y / 4 + i]! + factor * f[x / 4 + i]!
    },
    exp: (count, x, y) => each(count, x, y, Math.exp),
    squaredNorm(count, x) {
      let total = 0
      for (let i = 0; i < count; i++) total += f[x / 4 + i]! ** 2
      return total
    },
    adam(count, w, g, m, v, rate, beta1, beta2, epsilon, decay, correction1, correction2, gradientScale) {
      for (let i = 0; i < count; i++) {
        const gradient = gradientScale * f[g / 4 + i]!
        const first = beta1 * f[m / 4 + i]! + (1 - beta1) * gradient
        const second = beta2 * f[v / 4 + i]! + (1 - beta2) * gradient * gradient
        f[m / 4 + i] = first
        f[v / 4 + i] = second
        const parameter = f[w / 4 + i]!
        f[w / 4 + i] =
          parameter - rate * (first / correction1 / (Math.sqrt(second / correction2) + epsilon) + decay * parameter)
      }
    },
    momentum(count, m, g, x, fade, scale) {
      for (let i = 0; i < count; i++) {
        const gradient = scale * f[g / 4 + i]!
        f[m / 4 + i] = f[m / 4 + i]! - fade * f[m / 4 + i]! + gradient
        if (x) f[x / 4 + i] = f[m / 4 + i]! - fade * f[m / 4 + i]! + gradient
      }
    },
    ema(count, x, mean, decay) {
      for (let i = 0; i < count; i++) f[mean / 4 + i] = decay * f[mean / 4 + i]! + (1 - decay) * f[x / 4 + i]!
    },
  }
}
