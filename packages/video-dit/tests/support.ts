// What tests of this room share: the golden files, and small configurations.
import { readFileSync } from 'node:fs'
import type { DitConfig } from '../src/config.ts'

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
