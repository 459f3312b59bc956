// An engine: the fastest kernels that this machine can run, on one memory, and the loops of a plan compiled for it.
import { eachOf } from '@dit-by-hand/graph/at'
import { aligned, type Build, type Built, type Kernels, reservedBytes, scratchBytes } from './kernels.ts'
import type { Loop } from './loop.ts'
import { type LoopRunner, plainLoop } from './loop-plain.ts'
import { writeLoop } from './loop-wasm.ts'
import { typescriptKernels } from './typescript-kernels.ts'
import { bestBuild, compiled, kernelsOn } from './wasm/load.ts'
import { type imported, moduleOf } from './wasm-bytes.ts'

/** Kernels on one memory, and a function that compiles loops for it. */
export interface Engine {
  readonly memory: WebAssembly.Memory
  readonly kernels: Kernels
  loops(loops: readonly Loop[]): readonly LoopRunner[]
}

/** More memory is needed than WebAssembly can address, than is allowed, or than the machine has. */
export class MemoryError extends Error {
  override readonly name = 'MemoryError'
}

const page = 65536
const mostPages = 65536

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`

/**
 * A memory for this many bytes, besides what the kernels need.
 * @param instances how many instances of the kernels will share it; more than one makes it a shared memory
 * @param most the most bytes allowed
 * @throws {MemoryError} saying how much is needed
 */
export function memoryFor(bytes: number, instances = 1, most: number = page * mostPages): WebAssembly.Memory {
  const needed = dataStart(instances) + bytes
  const pages = Math.ceil(needed / page)
  if (needed > most || pages > mostPages)
    throw new MemoryError(
      `this needs ${megabytes(needed)} of memory; at most ${megabytes(Math.min(most, page * mostPages))} are allowed`,
    )
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: instances > 1 })
  } catch (error) {
    throw new MemoryError(
      `this needs ${megabytes(needed)} of memory, which the machine cannot allocate: ${String(error)}`,
    )
  }
}

/** The first byte for data in a memory that this many instances share: what is below is the kernels' tables and their scratch. */
export const dataStart = (instances = 1): number => reservedBytes + instances * scratchBytes

const isShared = (memory: WebAssembly.Memory): boolean => !(memory.buffer instanceof ArrayBuffer)

/**
 * Opens an engine over a memory.
 * @param instance which of the memory's scratch areas it may use, from 0
 * @param build default: the best this machine can run, see {@link bestBuild}
 */
export async function openEngine(
  memory: WebAssembly.Memory,
  instance = 0,
  build: Build = bestBuild(),
): Promise<Engine> {
  if (build === 'typescript')
    return {
      memory,
      kernels: typescriptKernels(memory),
      loops: loops => loops.map(loop => plainLoop(loop, memory)),
    }
  const shared = isShared(memory)
  const kernels = await kernelsOn(build, await compiled(build, shared), memory, dataStart(instance))
  return { memory, kernels, loops: loops => written(loops, memory, shared, kernels) }
}

/** Numbers in a memory, and the byte at which they begin. */
export interface Span {
  readonly at: number
  readonly cells: Float32Array
}

/** Kernels on a memory of their own, with a span for each of these counts of numbers, from a cache line on. */
export async function openSpans<const Counts extends readonly number[]>(
  counts: Counts,
  build?: Build,
): Promise<{ readonly kernels: Kernels; readonly spans: { readonly [K in keyof Counts]: Span } }> {
  const memory = memoryFor(counts.reduce((sum, count) => sum + aligned(4 * count), 0))
  const { kernels } = await openEngine(memory, 0, build)
  let free = dataStart()
  const spans = eachOf(counts, (count): Span => {
    const at = free
    free += aligned(4 * count)
    return { at, cells: new Float32Array(memory.buffer, at, count) }
  })
  return { kernels, spans }
}

function written(
  loops: readonly Loop[],
  memory: WebAssembly.Memory,
  shared: boolean,
  { build, sin4, cos4 }: Pick<Kernels & Built, 'build' | (typeof imported)[number]>,
): readonly LoopRunner[] {
  const module = new WebAssembly.Module(
    moduleOf(
      loops.map(loop => writeLoop(loop, build === 'relaxed-simd')),
      shared,
    ),
  )
  const { exports } = new WebAssembly.Instance(module, { env: { memory, sin4, cos4 } })
  return loops.map((_, i) => {
    const run = exports[String(i)]
    if (typeof run !== 'function') throw new RangeError(`the written module has no loop ${i}`)
    return run as LoopRunner
  })
}
