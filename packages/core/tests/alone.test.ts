// Core runs anywhere: no screen, no Node, nothing at run time but itself.
import { afterAll, describe, expect, it, vi } from 'vitest'

const { gone } = vi.hoisted(() => {
  // Other files of this worker may have loaded what is to be loaded here.
  vi.resetModules()
  const gone = (): never => {
    throw new Error('core must not import this')
  }
  return { gone }
})
vi.mock('react', gone)
vi.mock('zod', gone)
vi.mock('fast-check', gone)
vi.mock('node:fs', gone)
vi.mock('node:path', gone)
vi.mock('node:process', gone)
vi.mock('@dit-by-hand/spec/format', gone)
vi.mock('@dit-by-hand/spec/names', gone)
vi.mock('@dit-by-hand/spec/engine', gone)

afterAll(() => {
  for (const name of [
    'react',
    'zod',
    'fast-check',
    'node:fs',
    'node:path',
    'node:process',
    '@dit-by-hand/spec/format',
    '@dit-by-hand/spec/names',
    '@dit-by-hand/spec/engine',
  ])
    vi.doUnmock(name)
  vi.resetModules()
})

const { readdirSync } = await vi.importActual<typeof import('node:fs')>('node:fs')
const files = readdirSync(new URL('../src/', import.meta.url), { recursive: true, encoding: 'utf8' }).flatMap(file =>
  file.endsWith('.ts') ? [file.slice(0, -3)] : [],
)

describe('core alone', () => {
  it('has its files', () => {
    expect(files).toContain('dit')
    expect(files.length).toBeGreaterThan(7)
  })
  it.each(files)('%s loads without react, zod, Node or the specification', async file => {
    const loaded: unknown = await import(/* @vite-ignore */ new URL(`../src/${file}.ts`, import.meta.url).pathname)
    expect(loaded).toBeTypeOf('object')
  })
  it('would notice', async () => {
    await expect(import('fast-check')).rejects.toThrow()
  })
})
