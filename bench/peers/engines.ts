// Node's engines by name, each loaded only by the process that runs it.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
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

/** Ours with two workers, which only the training step uses. */
async function twoWorkers(): Promise<Engine> {
  const { ours } = await import('./ours.ts')
  const { name, step } = ours(names.two, undefined, 2)
  return step ? { name, step } : { name }
}

export const makers: { readonly [name: string]: () => Promise<Engine> } = {
  [names.ours]: async () => (await import('./ours.ts')).ours(names.ours),
  [names.simd]: async () => (await import('./ours.ts')).ours(names.simd, 'simd'),
  [names.two]: twoWorkers,
  'onnxruntime-node': () => onnxRuntime('onnxruntime-node', 'cpu'),
  'onnxruntime-web': () => onnxRuntime('onnxruntime-web', 'wasm'),
  [names.tfjs]: tensorFlow,
  [names.jax]: async () => (await import('./jax.ts')).jax(),
  'numpy-ts': async () => (await import('./numpy-ts.ts')).numpyTs,
  [names.tiles]: async () => (await import('./plain.ts')).tiles,
  [names.nested]: async () => (await import('./plain.ts')).loops,
}
