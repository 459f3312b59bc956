// The training step of a video DiT, ours beside jax-js and PyTorch: the net and batch of the recipe `quick`, with AdamW for all.
// The same number of steps gives the same quality, so that comparing steps compares training.
//
//     node bench/peers/video.ts [rounds]
import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Sizes } from '@dit-by-hand/float32/fixtures/dit-net'
import { named } from '@dit-by-hand/graph/at'
import { timestepWaves, tokensOf } from '@dit-by-hand/video-dit/config'
import { configOf } from '@dit-by-hand/video-dit/learn/recipe'
import { recipes } from '@dit-by-hand/video-dit/learn/recipes'
import { wordRows } from '@dit-by-hand/video-dit/world/words'
import { results } from './folders.ts'
import { bringPeers } from './install.ts'
import { names } from './names.ts'
import { apart, type Measure } from './process.ts'
import { type Candidate, interleaved, ratios, spreadOf } from './rounds.ts'
import { seed, taskOf } from './task.ts'
import { torch } from './torch.ts'

/** The sizes of a recipe's net, for the net that all engines have. */
function measureOf(name: string): Measure {
  const recipe = named(recipes, name, 'the recipes')
  const config = configOf(recipe, wordRows)
  const { width, depth, heads, mlp, channels, patch } = config
  const sizes: Sizes = {
    patch: patch.reduce((product, side) => product * side, channels),
    tokens: tokensOf(config),
    ...{ width, depth, heads, mlp },
    waves: timestepWaves,
    classes: wordRows,
  }
  return { sizes, batch: recipe.batch }
}

/** Measures the step. @param rounds of every candidate in turn */
export async function video(rounds: number): Promise<void> {
  bringPeers()
  const of = measureOf('quick')
  const started = await Promise.all([names.two, names.ours, names.jax].map(name => apart(name, of)))
  const python = torch()
  for (const [name, why] of Object.entries(python.missing)) console.log(`left out: ${name}, ${why}`)
  const before = loadavg()[0] ?? Number.NaN
  const candidates: Candidate[] = []
  try {
    for (const { name, step } of [...started.map(({ engine }) => engine), ...python.engines])
      if (step) candidates.push({ name, ready: await step(taskOf(of.batch, seed, of.sizes)) })
    const found = await interleaved(candidates, { rounds, warm: 400, slice: 100 })
    const [ours] = found
    if (!ours) throw new Error('ours is not there')
    const rows = found.map(each => ({
      name: each.name,
      milliseconds: spreadOf(each.rounds),
      slower: ratios(ours, each),
    }))
    for (const { name, milliseconds, slower } of rows)
      console.log(
        `${name.padEnd(24)} ${milliseconds.median.toFixed(1).padStart(8)} ms (${milliseconds.low.toFixed(1)} to ${milliseconds.high.toFixed(1)})   ${slower.median.toFixed(2).padStart(6)} × ours (${slower.low.toFixed(2)} to ${slower.high.toFixed(2)})`,
      )
    const machine = {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      node: process.versions.node,
      load: { before, after: loadavg()[0] ?? Number.NaN },
    }
    const result = { date: new Date().toISOString().slice(0, 10), machine, of, rounds, rows }
    const rounded = (_: string, value: unknown): unknown =>
      typeof value === 'number' ? Number(value.toPrecision(4)) : value
    writeFileSync(join(results, 'video.json'), `${JSON.stringify(result, rounded, 2)}\n`)
    for (const { ready } of candidates) await ready.close()
  } finally {
    for (const { end } of started) end()
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await video(Number(process.argv[2] ?? 9))
