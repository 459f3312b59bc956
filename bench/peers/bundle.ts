// Bundles the page, tfjs's gradients for Node, and the program that only trains.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { dist, here, installed } from './folders.ts'

function config(name: string, input: string): InlineConfig {
  return {
    configFile: false,
    root: here,
    logLevel: 'error',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: join(dist, name),
      emptyOutDir: true,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: {
        input,
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
  await build(config('page', join(here, 'page.ts')))
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
  await build(config('gradients', join(here, 'tfjs-gradients.ts')))
}

/** Bundles the program that only trains, and its workers. @returns its file */
export async function peak(): Promise<string> {
  const { build: options, ...rest } = config('peak', '')
  const thread = createRequire(import.meta.url).resolve('@dit-by-hand/float32/thread')
  const input = { peak: join(here, 'peak.ts'), worker: join(dirname(thread), 'worker.ts') }
  const output = { entryFileNames: '[name].js' }
  await build({
    ...rest,
    ssr: { noExternal: true },
    build: { ...options, ssr: true, rolldownOptions: { input, output } },
  })
  return join(dist, 'peak', 'peak.js')
}
