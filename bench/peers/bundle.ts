// Bundles the page, tfjs's gradients for Node, and our engine as a browser would download it, to measure its size.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type InlineConfig } from 'vite'
import { dist, here, installed } from './folders.ts'

function config(name: string, entry: string, write: boolean): InlineConfig {
  return {
    configFile: false,
    root: here,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      write,
      outDir: join(dist, name),
      emptyOutDir: write,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: `${name}.js` },
      },
    },
  }
}

const wasmFiles = [
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  'onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
  'onnxruntime-web/dist/ort-wasm-simd-threaded.mjs',
]

/** Bundles the page. @returns its folder, ready to serve */
export async function page(): Promise<string> {
  await build(config('page', join(here, 'page.ts'), true))
  const folder = join(dist, 'page')
  mkdirSync(join(folder, 'wasm'), { recursive: true })
  for (const file of wasmFiles)
    copyFileSync(join(installed, file), join(folder, 'wasm', file.slice(file.lastIndexOf('/') + 1)))
  const script = '<script type="module" src="/page.js"></script>'
  writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>bench</title>${script}`)
  return folder
}

/** Bundles the module that adds gradients to tfjs, for Node. */
export async function gradients(): Promise<void> {
  await build(config('gradients', join(here, 'tfjs-gradients.ts'), true))
}

/** Bundles the program that only trains, and its workers. @returns its file */
export async function peak(): Promise<string> {
  const { build: options, ...rest } = config('peak', '', true)
  const input = { peak: join(here, 'peak.ts'), worker: join(dirname(behind('thread')), 'worker.ts') }
  const output = { entryFileNames: '[name].js' }
  await build({
    ...rest,
    ssr: { noExternal: true },
    build: { ...options, ssr: true, rolldownOptions: { input, output } },
  })
  return join(dist, 'peak', 'peak.js')
}

const behind = (door: string): string => createRequire(import.meta.url).resolve(`@dit-by-hand/float32/${door}`)

/** The gzipped bytes that a browser with relaxed SIMD downloads for an entry, each file compressed on its own. */
async function weight(entry: string): Promise<number> {
  const built = await build(config('weighed', entry, false))
  const { output } = Array.isArray(built) ? (built[0] ?? { output: [] }) : 'output' in built ? built : { output: [] }
  const files = output
    .flatMap(file => ('code' in file ? [{ name: file.fileName, code: file.code }] : []))
    .filter(({ name }) => !name.includes('simd.gen'))
  if (!files.some(({ name }) => name.includes('relaxed.gen'))) throw new Error(`${entry} was built without its kernels`)
  return files.reduce((total, { code }) => total + gzipSync(code).length, 0)
}

export interface Weights {
  /** The kernels, with what loads them. */
  readonly kernels: number
  /** Everything that compiles and trains a net: core, plan, kernels. Not the worker's file. */
  readonly engine: number
}

export async function weights(): Promise<Weights> {
  return { kernels: await weight(behind('wasm/load')), engine: await weight(behind('train')) }
}
