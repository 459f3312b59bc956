// What tests of this room share: the golden files, and small configurations.
import { readFileSync } from 'node:fs'
import type { Weights } from '../src/checkpoint/save.ts'
import type { DitConfig } from '../src/config.ts'
import { dit } from '../src/net.ts'

export const goldenFile = (name: string): Uint8Array => readFileSync(new URL(`golden/${name}`, import.meta.url))

export const manifest = (): unknown => JSON.parse(new TextDecoder().decode(goldenFile('manifest.json')))

/** A clip of two frames, as small as it goes. */
export const tiny: DitConfig = {
  channels: 2,
  video: [2, 4, 4],
  patch: [1, 2, 2],
  width: 12,
  depth: 2,
  heads: 3,
  mlp: 2,
  words: 4,
  learnedVariance: true,
}

/** Every parameter's cells, no two alike. */
export function weightsOf(config: DitConfig, from = 0): Weights {
  let next = from
  return Object.fromEntries(
    dit(config).parameters.map(({ name, shape: [rows, columns] }) => {
      const cells = new Float32Array(rows * columns)
      for (let i = 0; i < cells.length; i++) cells[i] = Math.sin(next++)
      return [name, cells]
    }),
  )
}
