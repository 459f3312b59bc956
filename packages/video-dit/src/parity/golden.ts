// A file of reference tensors: which model it is of, and its tensors by name, sample by sample.
import { at } from '@dit-by-hand/graph/at'
import { type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import type { Shape } from '@dit-by-hand/graph/graph'
import type { Parameter } from '@dit-by-hand/graph/scope'
import { CheckpointError, type Dtype } from '../checkpoint/dtype.ts'
import { officialName } from '../checkpoint/official.ts'
import { numbersOf, parseSafetensors, type Tensor, type Tensors } from '../checkpoint/safetensors.ts'
import type { DitConfig, Extent } from '../config.ts'

export type Numbers = Float32Array | Float64Array

export interface Golden {
  readonly metadata: Tensors['metadata']
  readonly names: readonly string[]
  has(name: string): boolean
  shapeOf(name: string): readonly number[]
  dtypeOf(name: string): Dtype
  /** All numbers of a tensor, the last axis fastest. @throws {CheckpointError} where the file has none of this name */
  numbers(name: string): Numbers
}

export function golden(file: Uint8Array): Golden {
  const { metadata, tensors } = parseSafetensors(file)
  const tensor = (name: string): Tensor => {
    const found = tensors.get(name)
    if (!found) throw new CheckpointError(`the file has no tensor ${name}`)
    return found
  }
  const known = new Map<string, Numbers>()
  return {
    metadata,
    names: [...tensors.keys()],
    has: name => tensors.has(name),
    shapeOf: name => tensor(name).shape,
    dtypeOf: name => tensor(name).dtype,
    numbers(name) {
      const numbers = known.get(name) ?? numbersOf(tensor(name))
      known.set(name, numbers)
      return numbers
    },
  }
}

/** Item `index` of the first axis. */
export function item(of: Golden, name: string, index: number): Numbers {
  const count = at(of.shapeOf(name), 0, `the axes of ${name}`)
  const numbers = of.numbers(name)
  const size = numbers.length / count
  return numbers.subarray(index * size, (index + 1) * size)
}

/** Numbers as a matrix of this shape, row by row. @throws {CheckpointError} where there are not as many */
export function gridOf(numbers: ArrayLike<number>, [rows, columns]: Shape, what: string): Grid<number> {
  if (numbers.length !== rows * columns)
    throw new CheckpointError(`${what} holds ${numbers.length} numbers; ${rows}×${columns} are needed`)
  return gridFrom([rows, columns], (row, column) => at(numbers, row * columns + column))
}

/** One word said once: the class of a sample. */
export function wordsOf(word: number, words: number): Grid<number> {
  if (!(Number.isInteger(word) && word >= 0 && word < words))
    throw new CheckpointError(`a label is ${word}; the table has ${words} rows`)
  return Array.from({ length: words }, (_, i) => [i === word ? 1 : 0])
}

const isModel = (of: Golden): boolean => of.has('param.x_embedder.proj.weight')

/**
 * The model that the file's parameters are of, by their shapes; the heads by the attention's or by the metadata.
 * @returns undefined where the file has no parameters: it holds tables
 * @throws {CheckpointError} where they fit no DiT
 */
export function configOf(of: Golden): DitConfig | undefined {
  if (!isModel(of)) return undefined
  const [width, channels, ...patch] = of.shapeOf('param.x_embedder.proj.weight') as readonly [
    number,
    number,
    ...number[],
  ]
  const clip = ['in.x', 'train.x0', 'rf.x0', 'cfg.x'].find(name => of.has(name))
  if (clip === undefined) throw new CheckpointError('the file has no clip (in.x) that says how large one is')
  const size = of.shapeOf(clip).slice(2)
  const depth = of.names.filter(name => /^param\.blocks\.\d+\.attn\.qkv\.weight$/.test(name)).length
  const cells = patch.reduce((product, side) => product * side, 1)
  const out = at(of.shapeOf('param.final_layer.linear.weight'), 0) / cells
  if (out !== channels && out !== 2 * channels)
    throw new CheckpointError(`the last layer gives ${out} channels; ${channels} or ${2 * channels} are known`)
  const up = depth > 0 ? at(of.shapeOf('param.blocks.0.mlp.fc1.weight'), 0) : 4 * width
  return {
    channels,
    video: extent(size),
    patch: extent(patch),
    width,
    depth,
    heads: headsOf(of),
    mlp: up / width,
    words: at(of.shapeOf('param.y_embedder.embedding_table.weight'), 0),
    learnedVariance: out === 2 * channels,
  }
}

function extent(axes: readonly number[]): Extent {
  const [time, row, column] = axes.length === 2 ? [1, ...axes] : axes
  if (time === undefined || row === undefined || column === undefined || axes.length > 3)
    throw new CheckpointError(`a clip or patch has ${axes.length} axes; 2 or 3 are known`)
  return [time, row, column]
}

function headsOf(of: Golden): number {
  if (of.has('act.blocks.0.attn.probs')) return at(of.shapeOf('act.blocks.0.attn.probs'), 1)
  const told: unknown = JSON.parse(of.metadata.config ?? '{}')
  if (typeof told === 'object' && told !== null)
    for (const [key, value] of Object.entries(told))
      if ((key === 'num_heads' || key === 'heads') && typeof value === 'number') return value
  throw new CheckpointError('neither the attention nor the metadata (config, num_heads) say how many heads there are')
}

/** The file's parameters, for a reading. @throws {CheckpointError} naming one that is missing or of another size */
export function parametersOf(
  of: Golden,
  parameters: readonly Parameter[],
  prefix = 'param.',
): { readonly [name: string]: Grid<number> } {
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const official = prefix + officialName(name)
      return [name, gridOf(of.numbers(official), shape, official)]
    }),
  )
}
