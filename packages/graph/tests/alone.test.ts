// The graph runs anywhere: no screen, no Node, no lesson, nothing but itself.
import { afterAll, describe, expect, it, vi } from 'vitest'

const { gone } = vi.hoisted(() => {
  // Other files of this worker may have loaded what is to be loaded here.
  vi.resetModules()
  const gone = (): never => {
    throw new Error('the graph must not import this')
  }
  return { gone }
})
vi.mock('react', gone)
vi.mock('zod', gone)
vi.mock('fast-check', gone)
vi.mock('node:fs', gone)
vi.mock('node:path', gone)
vi.mock('node:process', gone)

afterAll(() => {
  for (const name of ['react', 'zod', 'fast-check', 'node:fs', 'node:path', 'node:process']) vi.doUnmock(name)
  vi.resetModules()
})

const { readdirSync } = await vi.importActual<typeof import('node:fs')>('node:fs')
const files = readdirSync(new URL('../src/', import.meta.url)).flatMap(file =>
  file.endsWith('.ts') ? [file.slice(0, -3)] : [],
)

describe('the graph alone', () => {
  it('has its files', () => {
    expect(files).toContain('rewrite')
    expect(files.length).toBeGreaterThan(10)
  })
  it.each(files)('%s loads without react, zod or Node', async file => {
    const loaded: unknown = await import(`../src/${file}.ts`)
    expect(loaded).toBeTypeOf('object')
  })
  it('would notice', async () => {
    await expect(import('fast-check')).rejects.toThrow()
  })
})
