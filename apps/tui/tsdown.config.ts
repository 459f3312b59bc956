// Bundles `dit` so that it needs nothing beside it but Node. What only some commands need (Ink, fast-check) stands in
// files of its own, which the others neither read nor evaluate.
import { defineConfig } from 'tsdown'

export default defineConfig({
  // The worker is a program of its own: it trains beside the one that started it.
  entry: { dit: 'src/main.ts', worker: '../../packages/float32/src/worker.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outDir: process.env.DIT_OUT ?? 'dist',
  clean: false,
  // What makes films where no model is named.
  copy: [{ from: '../../packages/video-dit/trained/sky.safetensors', to: process.env.DIT_OUT ?? 'dist' }],
  dts: false,
  minify: true,
  fixedExtension: false,
  report: false,
  // What is not bundled would have to be there at run time; react-devtools-core is only asked for in development.
  deps: { alwaysBundle: [/./], neverBundle: ['react-devtools-core'] },
  define: { 'process.env.NODE_ENV': '"production"' },
})
