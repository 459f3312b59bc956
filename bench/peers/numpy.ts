// NumPy, and through it the BLAS it was built with: the native limit of a matrix product. It runs in a Python process.
import { pythonFor } from '@dit-by-hand/tools/python'
import type { Brought } from './engine.ts'
import { names } from './names.ts'
import { base64, Python } from './python.ts'

const probe =
  'import numpy, json; b = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]; print(json.dumps([numpy.__version__, b["name"], b.get("version", "")]))'
const program = 'numpy-product.py'

/** NumPy's product, or why it is not available. */
export function numpy(): Brought {
  const found = pythonFor(probe)
  if (!found) return { engines: [], missing: { [names.blas]: 'there is no python3 with NumPy 1.25 or newer here' } }
  const [version, blas, blasVersion]: readonly string[] = JSON.parse(found.said)
  const name = `NumPy ${version} (${blas} ${blasVersion})`
  if (!blas?.includes('openblas')) return { engines: [], missing: { [names.blas]: `${name} has another BLAS` } }
  return {
    missing: {},
    engines: [
      {
        name: names.blas,
        async product({ m, k, n, a, b }) {
          const python = new Python(found.python, program)
          await python.ask({ m, k, n, a: base64(a), b: base64(b) })
          return python.ready('c')
        },
      },
    ],
  }
}
