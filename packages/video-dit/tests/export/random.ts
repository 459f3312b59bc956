// Random configurations and numbers for tests of what is exported, from a seed.
import { normalAt, uniformAt } from '@dit-by-hand/float32/rng'
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Shape } from '@dit-by-hand/graph/graph'
import { checkConfig, type DitConfig, type Extent } from '../../src/config.ts'
import { dit } from '../../src/net.ts'

/** Singles from a normal distribution: the same for every precision. */
export const normals = (count: number, seed: number, stream: number, deviation = 1): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => deviation * normalAt(seed, stream, i))

export const gridFrom = (cells: ArrayLike<number>, [rows, columns]: Shape): Grid<number> =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => at(cells, r * columns + c)))

/** Cells column by column, as a grid. */
export const gridOfColumns = (cells: ArrayLike<number>, [rows, columns]: Shape): Grid<number> =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => at(cells, c * rows + r)))

/** A configuration drawn from a seed: depth, heads, patches, channels, images and clips. */
export function drawnConfig(seed: number): DitConfig {
  let drawn = 0
  const pick = <T>(from: readonly T[]): T => at(from, Math.floor(uniformAt(seed, 1, drawn++) * from.length))
  const patch: Extent = [pick([1, 1, 2]), pick([1, 2]), pick([1, 2, 3])]
  const grid: Extent = [pick([1, 2]), pick([1, 2]), pick([1, 2, 3])]
  const heads = pick([1, 2, 3])
  const config: DitConfig = {
    channels: pick([1, 2, 3, 4]),
    video: patch.map((size, axis) => size * at(grid, axis)) as [number, number, number],
    patch,
    width: heads * pick([4, 8]),
    depth: pick([1, 2, 3]),
    heads,
    mlp: pick([1, 2, 4]),
    words: pick([2, 5]),
    learnedVariance: pick([true, false]),
  }
  try {
    checkConfig(config)
    return config
  } catch (error) {
    if (error instanceof RangeError) return drawnConfig(seed + 1_000_003)
    throw error
  }
}

/** Weights of which none is zero, so that every part counts, column by column. */
export const drawnWeights = (config: DitConfig, seed: number): { readonly [name: string]: Float32Array } =>
  Object.fromEntries(
    dit(config).parameters.map(({ name, shape: [rows, columns] }, i) => [
      name,
      normals(rows * columns, seed, 100 + i, name.endsWith('.bias') ? 0.1 : 1 / Math.sqrt(columns)),
    ]),
  )

export interface Sample {
  /** C·T·H·W, row by row. */
  readonly x: Float32Array
  readonly t: number
  readonly word: number
}

export const drawnSamples = (config: DitConfig, seed: number, count: number): readonly Sample[] =>
  Array.from({ length: count }, (_, i) => ({
    x: normals(config.channels * config.video.reduce((a, b) => a * b, 1), seed, 10 + i),
    t: Math.floor(uniformAt(seed, 2, i) * 1000),
    word: Math.floor(uniformAt(seed, 3, i) * config.words),
  }))

export const wordsOf = (config: DitConfig, word: number): Grid<number> =>
  Array.from({ length: config.words }, (_, i) => [i === word ? 1 : 0])

/** The parameters as grids. */
export const given = (
  config: DitConfig,
  weights: { readonly [name: string]: ArrayLike<number> | undefined },
): { readonly [name: string]: Grid<number> } =>
  Object.fromEntries(dit(config).parameters.map(({ name, shape }) => [name, gridOfColumns(weights[name] ?? [], shape)]))
