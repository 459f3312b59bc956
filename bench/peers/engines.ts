// Node's engines by name, each loaded only by the process that runs it.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Build } from '@dit-by-hand/float32/kernels'
import type { Runtime } from 'onnxruntime-web'
import type { Engine } from './engine.ts'
import { gradientsFile } from './folders.ts'
import { names } from './names.ts'

const require = createRequire(import.meta.url)

async function onnxRuntime(name: string, provider: 'cpu' | 'wasm'): Promise<Engine> {
  const { onnx } = await import('./onnx.ts')
  const runtime: Runtime = require(name)
  return onnx(name, runtime, provider)
}

async function tensorFlow(): Promise<Engine> {
  const { tfjs } = await import('./tfjs.ts')
  await import(pathToFileURL(gradientsFile).href)
  return tfjs()
}

async function own(name: string, build?: Build, workers?: number): Promise<Required<Engine>> {
  const { ours } = await import('./ours.ts')
  return ours(name, build, workers)
}

export const makers: { readonly [name: string]: () => Promise<Engine> } = {
  [names.ours]: () => own(names.ours),
  [names.simd]: () => own(names.simd, 'simd'),
  // Two workers are used by the step alone.
  [names.two]: async () => {
    const { name, step } = await own(names.two, undefined, 2)
    return { name, step }
  },
  // Anything but a product would take minutes.
  [names.plain]: async () => {
    const { name, product } = await own(names.plain, 'typescript')
    return { name, product }
  },
  'onnxruntime-node': () => onnxRuntime('onnxruntime-node', 'cpu'),
  'onnxruntime-web': () => onnxRuntime('onnxruntime-web', 'wasm'),
  'numpy-ts': async () => (await import('./numpy-ts.ts')).numpyTs,
  [names.tfjs]: tensorFlow,
  [names.jax]: async () => (await import('./jax.ts')).jax(),
}
