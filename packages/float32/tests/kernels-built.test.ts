// The built modules: the same bytes from the same sources, what they import and export, how they are chosen and loaded.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { carrier, compile, fileOf, hasCompiler, modules } from '../build.ts'
import { reservedBytes, scratchBytes } from '../src/kernels.ts'
import { bestBuild, bytesOf, compiled, KernelsError, kernelsOn, unshared, type WasmBuild } from '../src/wasm/load.ts'

const builds: readonly WasmBuild[] = ['relaxed-simd', 'simd']
const gzipped = (text: string | Uint8Array): number => gzipSync(text, { level: 9 }).length

// Continuous integration brings the compiler with DIT_THOROUGH=1; elsewhere this runs where kernels have been built.
describe.skipIf(!hasCompiler() && !process.env.DIT_THOROUGH)('assembly/, built again', { timeout: 180_000 }, () => {
  it.each(modules)('gives %s.gen.ts byte for byte', async name => {
    expect(carrier(name, await compile(name)) === readFileSync(fileOf(name), 'utf8')).toBe(true)
  })

  it('says where the sources do not compile', async () => {
    await expect(compile('simd', 'nowhere.ts')).rejects.toThrow(/nowhere\.ts/)
  })
})

describe.each(builds)('%s', build => {
  let module: WebAssembly.Module
  beforeAll(async () => {
    module = await compiled(build, true)
  })

  it('imports its memory and nothing else', () => {
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }])
  })

  it('keeps its constants in the first bytes, and writes nothing else when it starts', async () => {
    const memory = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true })
    const bytes = new Uint8Array(memory.buffer).fill(0xa5)
    await kernelsOn(build, module, memory, 65_536)
    expect(bytes.findLastIndex(byte => byte !== 0xa5)).toBeLessThan(reservedBytes)
    expect(bytes.subarray(0, 4)).toEqual(new Uint8Array(4).fill(0xa5))
  })

  it('two instances on one memory do not meet', async () => {
    const memory = new WebAssembly.Memory({ initial: 64, maximum: 64, shared: true })
    const first = await kernelsOn(build, module, memory, 65_536)
    const second = await kernelsOn(build, module, memory, 65_536 + scratchBytes)
    const at = 3 * 2 ** 20
    const packedBy = ({ matmul }: typeof first, factor: number, offset: number): boolean => {
      new Float32Array(memory.buffer, at, 64).fill(factor)
      matmul(4, 8, 4, at, 4, 0, at, 8, 0, at + 256, 8, 0, 0)
      return new Float32Array(memory.buffer, offset, scratchBytes / 4).includes(factor)
    }
    expect(packedBy(first, 5, 65_536)).toBe(true)
    expect(packedBy(first, 6, 65_536 + scratchBytes)).toBe(false)
    expect(packedBy(second, 7, 65_536 + scratchBytes)).toBe(true)
    expect(packedBy(second, 8, 65_536)).toBe(false)
  })

  it('runs on a memory that is not shared, after one bit of it was changed', async () => {
    const memory = new WebAssembly.Memory({ initial: 32, maximum: 32 })
    const kernels = await kernelsOn(build, await compiled(build, false), memory, 65_536)
    kernels.fill(3, 2.5, 1_966_080)
    expect([...new Float32Array(memory.buffer, 1_966_080, 4)]).toEqual([2.5, 2.5, 2.5, 0])
    const [before, after] = [await bytesOf(build), unshared(await bytesOf(build))]
    expect(before.filter((byte, i) => byte !== after[i])).toHaveLength(1)
    await expect(kernelsOn(build, module, memory, 65_536)).rejects.toThrow(WebAssembly.LinkError)
  })

  it('refuses scratch that does not fit, and modules that are not ours', async () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true })
    for (const scratch of [0, 65_536, 64 * 1024 + 4])
      await expect(kernelsOn(build, module, memory, scratch)).rejects.toThrow(/scratch of 655360 bytes at/)
    const empty = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))
    const large = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true })
    await expect(kernelsOn(build, empty, large, 65_536)).rejects.toThrow(KernelsError)
    expect(() => unshared(new Uint8Array(200))).toThrow(KernelsError)
  })
})

describe('the choice of a build', () => {
  it('is the fastest that this machine validates', () => {
    expect(bestBuild()).toBe('relaxed-simd')
  })

  it.each([
    ['relaxed SIMD', 0x85, 'simd'],
    ['SIMD', 0xfd, 'typescript'],
  ] as const)('without %s is the next', (_feature, opcode, build) => {
    const validate = WebAssembly.validate
    try {
      WebAssembly.validate = bytes =>
        !new Uint8Array(bytes instanceof ArrayBuffer ? bytes : bytes.buffer).includes(opcode)
      expect(bestBuild()).toBe(build)
    } finally {
      WebAssembly.validate = validate
    }
  })
})

describe('weight', () => {
  it('one build and its loader stay far below 15 kB gzip', () => {
    const loader = readFileSync(new URL('../src/wasm/load.ts', import.meta.url))
    for (const name of modules)
      expect(gzipped(readFileSync(fileOf(name), 'utf8')) + gzipped(loader), name).toBeLessThan(8_500)
  })
})
