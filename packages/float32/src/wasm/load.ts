// Loads the built kernels: the fastest build that the machine can run, its module, and an instance on a memory.
import { type Build, type Built, type Kernels, scratchBytes } from '../kernels.ts'

/** The builds that are WebAssembly. */
export type WasmBuild = Exclude<Build, 'typescript'>

// A module with one function that returns a vector, to test for SIMD and for fused multiply–add.
const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0]
const splat = [0x41, 0, 0xfd, 0x0f]
const simdProbe = [...header, 10, 8, 1, 6, 0, ...splat, 0x0b]
const relaxedProbe = [...header, 10, 19, 1, 17, 0, ...splat, ...splat, ...splat, 0xfd, 0x85, 2, 0x0b]

const runs = (probe: readonly number[]): boolean => WebAssembly.validate(new Uint8Array(probe))

/** The fastest build that this machine can run; 'typescript' where it has no WebAssembly SIMD. */
export function bestBuild(): Build {
  if (typeof WebAssembly !== 'object') return 'typescript'
  if (runs(relaxedProbe)) return 'relaxed-simd'
  return runs(simdProbe) ? 'simd' : 'typescript'
}

/** A built module or its memory is not as expected. */
export class KernelsError extends Error {
  override readonly name = 'KernelsError'
}

/** `env`, `memory`, of kind memory; the limits' flags follow. */
const importOfMemory = [3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2]
const sharedFlags = 3
const plainFlags = 1

/**
 * The same module for a memory that is not shared: one bit of the imported memory's limits.
 * @throws {@link KernelsError} where the module imports no shared `env.memory`
 */
export function unshared(wasm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const last = wasm.length - importOfMemory.length
  for (let i = 0; i < last; i++) {
    const at = i + importOfMemory.length
    if (wasm[at] === sharedFlags && importOfMemory.every((byte, j) => wasm[i + j] === byte)) {
      const copy = wasm.slice()
      copy[at] = plainFlags
      return copy
    }
  }
  throw new KernelsError('the built module imports no shared memory called env.memory')
}

/** The bytes of a built module. A build is loaded only when it is needed. */
export async function bytesOf(build: WasmBuild): Promise<Uint8Array<ArrayBuffer>> {
  const { base64 } = await (build === 'simd' ? import('./simd.gen.ts') : import('./relaxed.gen.ts'))
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
}

/**
 * A build, compiled. Modules can be sent to workers.
 * @param shared whether the memory that it will run on is a shared one
 */
export async function compiled(build: WasmBuild, shared: boolean): Promise<WebAssembly.Module> {
  const wasm = await bytesOf(build)
  return WebAssembly.compile(shared ? wasm : unshared(wasm))
}

const names: readonly (keyof Built)[] = [
  'adam',
  'axpy',
  'copy',
  'cos4',
  'ema',
  'exp',
  'fill',
  'gather',
  'matmul',
  'momentum',
  'scratch',
  'sin4',
  'softmax',
  'squaredNorm',
]

function isBuilt(exports: object): exports is Built {
  const found = new Map(Object.entries(exports))
  return names.every(name => typeof found.get(name) === 'function')
}

/**
 * An instance of a compiled build.
 * @param memory shared or not, as the module was compiled for
 * @param scratch byte offset of its own {@link scratchBytes}, 64-byte aligned
 * @throws {@link KernelsError} where scratch does not fit, or the module is none of ours
 */
export async function kernelsOn(
  build: WasmBuild,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  scratch: number,
): Promise<Kernels & Built> {
  if (scratch <= 0 || scratch % 64 !== 0 || scratch + scratchBytes > memory.buffer.byteLength)
    throw new KernelsError(
      `scratch of ${scratchBytes} bytes at ${scratch} must be a multiple of 64 and lie inside ${memory.buffer.byteLength} bytes of memory`,
    )
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  if (!isBuilt(exports)) throw new KernelsError(`the module lacks one of: ${names.join(', ')}`)
  exports.scratch(scratch)
  return { ...exports, build }
}
