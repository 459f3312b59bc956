// Matrix products without a library: four by four cells at a time on Float32Array, and three loops over number[][].
import { tiled } from '../tiled.ts'
import type { Engine } from './engine.ts'
import { names } from './names.ts'

function nested(x: readonly (readonly number[])[], y: readonly (readonly number[])[]): number[][] {
  const [k, n] = [y.length, y[0]?.length ?? 0]
  return x.map(row => {
    const sums = new Array<number>(n).fill(0)
    for (let l = 0; l < k; l++) {
      const times = row[l]!
      const others = y[l]!
      for (let j = 0; j < n; j++) sums[j] = sums[j]! + times * others[j]!
    }
    return sums
  })
}

const gridOf = (rows: number, columns: number, cells: Float32Array): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from(cells.subarray(i * columns, (i + 1) * columns)))

export const tiles: Engine = {
  name: names.tiles,
  product: async ({ m, k, n, a, b }) => {
    const c = new Float32Array(m * n)
    return { run: () => tiled(m, n, k, a, b, c), result: () => c, close: () => undefined }
  },
}

export const loops: Engine = {
  name: names.nested,
  product: async ({ m, k, n, a, b }) => {
    const [x, y] = [gridOf(m, k, a), gridOf(k, n, b)]
    let z: number[][] = []
    return {
      run: () => {
        z = nested(x, y)
      },
      result: () => Float32Array.from(z.flat()),
      close: () => undefined,
    }
  },
}
