// ONNX Runtime for Node, from the lockfile in peers/: installed when a thorough run first asks, since 290 MB are for it alone.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../peers', import.meta.url))
const entry = join(folder, 'node_modules', 'onnxruntime-node')

export interface OrtTensor {
  readonly data: Float32Array | BigInt64Array
  readonly dims: readonly number[]
}

export interface OrtSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly inputMetadata: readonly {
    readonly name: string
    readonly type: string
    readonly shape: readonly (number | string)[]
  }[]
  run(feeds: { readonly [name: string]: OrtTensor }): Promise<{ readonly [name: string]: OrtTensor }>
  release(): Promise<void>
}

export interface Ort {
  readonly InferenceSession: {
    create(model: Uint8Array | string, options?: object): Promise<OrtSession>
  }
  readonly Tensor: new (type: string, data: Float32Array | BigInt64Array, dims: readonly number[]) => OrtTensor
}

/** Whether ONNX Runtime is there, or may be brought. */
export const hasOnnxRuntime = (): boolean => existsSync(entry) || process.env.DIT_THOROUGH !== undefined

/** @throws {Error} where it cannot be installed */
export function onnxRuntime(): Ort {
  if (!existsSync(entry)) {
    process.stderr.write('ONNX Runtime is not here yet: installing it (290 MB, once) …\n')
    const args = ['--dir', folder, 'install', '--ignore-workspace', '--frozen-lockfile', '--ignore-scripts']
    const { status, error, stderr } = spawnSync('pnpm', args, { encoding: 'utf8', shell: process.platform === 'win32' })
    if (status !== 0) throw new Error(`ONNX Runtime could not be installed: ${error?.message ?? stderr}`)
  }
  const found: Ort = createRequire(import.meta.url)(entry)
  return found
}
