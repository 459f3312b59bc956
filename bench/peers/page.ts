// What runs in the page: the same engines and tasks, as far as they run in a browser.
import * as ort from 'onnxruntime-web/wasm'
import type { Engine } from './engine.ts'
import { jax } from './jax.ts'
import { type Table, tables } from './measure.ts'
import { names } from './names.ts'
import { numpyTs } from './numpy-ts.ts'
import { onnx } from './onnx.ts'
import { ours } from './ours.ts'
import { tfjs } from './tfjs.ts'
import './tfjs-gradients.ts'

async function compare(where: string): Promise<readonly Table[]> {
  ort.env.wasm.wasmPaths = '/wasm/'
  const { name, product } = ours(names.plain, 'typescript')
  const engines: readonly Engine[] = [
    ours(names.ours),
    ours(names.simd, 'simd'),
    onnx('onnxruntime-web', ort, 'wasm'),
    await tfjs('/wasm/'),
    await jax(),
    numpyTs,
    { name, product },
  ]
  return tables(where, engines, table => console.log(JSON.stringify(table)))
}

Object.assign(globalThis, { compare })
