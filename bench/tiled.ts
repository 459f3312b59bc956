// A matrix product in plain TypeScript, tile by tile, as one would write it without a library.

/** Row-major product in plain TypeScript, four by four cells of C at a time. Sizes are multiples of four. */
export function tiled(m: number, n: number, k: number, x: Float32Array, y: Float32Array, z: Float32Array): void {
  for (let i = 0; i < m; i += 4)
    for (let j = 0; j < n; j += 4) {
      let s00 = 0
      let s01 = 0
      let s02 = 0
      let s03 = 0
      let s10 = 0
      let s11 = 0
      let s12 = 0
      let s13 = 0
      let s20 = 0
      let s21 = 0
      let s22 = 0
      let s23 = 0
      let s30 = 0
      let s31 = 0
      let s32 = 0
      let s33 = 0
      for (let l = 0, p = i * k, q = j; l < k; l++, p++, q += n) {
        const y0 = y[q]!
        const y1 = y[q + 1]!
        const y2 = y[q + 2]!
        const y3 = y[q + 3]!
        const x0 = x[p]!
        const x1 = x[p + k]!
        const x2 = x[p + 2 * k]!
        const x3 = x[p + 3 * k]!
        s00 += x0 * y0
        s01 += x0 * y1
        s02 += x0 * y2
        s03 += x0 * y3
        s10 += x1 * y0
        s11 += x1 * y1
        s12 += x1 * y2
        s13 += x1 * y3
        s20 += x2 * y0
        s21 += x2 * y1
        s22 += x2 * y2
        s23 += x2 * y3
        s30 += x3 * y0
        s31 += x3 * y1
        s32 += x3 * y2
        s33 += x3 * y3
      }
      z[i * n + j] = s00
      z[i * n + j + 1] = s01
      z[i * n + j + 2] = s02
      z[i * n + j + 3] = s03
      z[(i + 1) * n + j] = s10
      z[(i + 1) * n + j + 1] = s11
      z[(i + 1) * n + j + 2] = s12
      z[(i + 1) * n + j + 3] = s13
      z[(i + 2) * n + j] = s20
      z[(i + 2) * n + j + 1] = s21
      z[(i + 2) * n + j + 2] = s22
      z[(i + 2) * n + j + 3] = s23
      z[(i + 3) * n + j] = s30
      z[(i + 3) * n + j + 1] = s31
      z[(i + 3) * n + j + 2] = s32
      z[(i + 3) * n + j + 3] = s33
    }
}
