// The time and memory that it takes to load a checkpoint of an official size. `node bench/checkpoint.ts DiT-XL/2` writes one
// with made-up numbers to a folder of its own, loads it in a fresh process and prints memory as a multiple of the weights.
import { spawnSync } from 'node:child_process'
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isWhole, loadModel } from '@dit-by-hand/video-dit/checkpoint/load'
import { modelFile, type Weights } from '@dit-by-hand/video-dit/checkpoint/save'
import { endsEarly, type Source } from '@dit-by-hand/video-dit/checkpoint/source'
import { official } from '@dit-by-hand/video-dit/config'
import { dit } from '@dit-by-hand/video-dit/net'

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`

/** The memory of the process now, and its peak, in bytes. */
const held = (): { readonly now: number; readonly most: number } => ({
  now: process.memoryUsage.rss(),
  most: process.resourceUsage().maxRSS * 1024,
})

/** Weights that share one buffer, so that no memory is used but what loading takes. */
function madeUp(name: string): Weights {
  const { parameters } = dit(official(name))
  const most = Math.max(...parameters.map(({ shape: [rows, columns] }) => rows * columns))
  const numbers = new Float32Array(most)
  for (let i = 0; i < most; i++) numbers[i] = Math.sin(i)
  return Object.fromEntries(
    parameters.map(({ name: each, shape: [rows, columns] }) => [each, numbers.subarray(0, rows * columns)]),
  )
}

async function load(path: string): Promise<void> {
  const file = await open(path)
  const source: Source = {
    size: (await file.stat()).size,
    async read(from, into) {
      const { bytesRead } = await file.read(into, 0, into.byteLength, from)
      if (bytesRead < into.byteLength) throw endsEarly(from + bytesRead)
    },
  }
  const before = held().now
  const since = performance.now()
  const { weights, report } = await loadModel(source)
  const seconds = (performance.now() - since) / 1000
  const after = held()
  const own = Object.values(weights).reduce((sum, cells) => sum + cells.byteLength, 0)
  await file.close()
  if (!isWhole(report)) throw new Error('the model did not come back whole')
  const parts = [
    `weights ${mebibytes(own)}`,
    `loading held ${mebibytes(after.most - before)} at most: ${((after.most - before) / own).toFixed(3)} × the weights`,
    `the process ${mebibytes(after.most)}: ${(after.most / own).toFixed(3)} ×`,
    `${seconds.toFixed(2)} s`,
  ]
  process.stdout.write(`${parts.join('; ')}\n`)
}

const [name = 'DiT-S/2', path] = process.argv.slice(2)
if (path === undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'dit-checkpoint-'))
  try {
    const file = join(folder, 'model.safetensors')
    await writeFile(file, modelFile({ config: official(name) }, madeUp(name)).pieces())
    process.stdout.write(`${name}: a file of ${mebibytes((await stat(file)).size)}; `)
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, file], { stdio: 'inherit' })
    process.exitCode = status ?? 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
} else await load(path)
