// numpy-ts: matrix products only.
import { array } from 'numpy-ts'
import type { Engine } from './engine.ts'

export const numpyTs: Engine = {
  name: 'numpy-ts',
  async product({ m, k, n, a, b }) {
    const [x, y] = [array(a).reshape(m, k), array(b).reshape(k, n)]
    let z = x.matmul(y)
    return {
      run: () => {
        z.dispose()
        z = x.matmul(y)
      },
      result: () => Float32Array.from(z.data),
      close: () => [x, y, z].forEach(each => each.dispose()),
    }
  },
}
