// A file of reference tensors: its model, and its tensors by name.
import { at } from '@dit-by-hand/graph/at'
import { type Grid, gridFrom } from '@dit-by-hand/graph/evaluate'
import type { Shape } from '@dit-by-hand/graph/graph'
import type { Parameter } from '@dit-by-hand/graph/scope'
import { CheckpointError, type Dtype } from '../checkpoint/dtype.ts'
import { shownName } from '../checkpoint/header.ts'
import { isFields, parsed } from '../checkpoint/json.ts'
import { officialName } from '../checkpoint/official.ts'
import { numbersOf, parseSafetensors, type Tensor, type Tensors } from '../checkpoint/safetensors.ts'
import { configOfShapes } from '../checkpoint/shapes.ts'
import type { DitConfig, Extent } from '../config.ts'
import { clipShape } from '../net.ts'

export type Numbers = Float32Array | Float64Array

export interface Golden {
  readonly metadata: Tensors['metadata']
  readonly names: readonly string[]
  /** The names without `f64.`, which marks the column in double precision; each once. */
  readonly tensors: readonly string[]
  has(name: string): boolean
  /** The name of a tensor's column in double precision, or its own where the file has none. */
  columnOf(tensor: string): string
  shapeOf(name: string): readonly number[]
  dtypeOf(name: string): Dtype
  /** All numbers of a tensor, the last axis fastest. @throws {CheckpointError} where the file has none of this name */
  numbers(name: string): Numbers
}

/** @throws {CheckpointError} where the file is damaged, or a tensor has no numbers: then there is nothing to compare */
export function golden(file: Uint8Array): Golden {
  const { metadata, tensors } = parseSafetensors(file)
  for (const [name, { shape }] of tensors)
    if (shape.includes(0)) throw new CheckpointError(`${name} is ${shape.join('×')}, without any number to compare`)
  const tensor = (name: string): Tensor => {
    const found = tensors.get(name)
    if (!found) throw new CheckpointError(`the file has no tensor ${name}`)
    return found
  }
  const known = new Map<string, Numbers>()
  return {
    metadata,
    names: [...tensors.keys()],
    tensors: [...new Set([...tensors.keys()].map(name => name.replace(/^f64\./, '')))],
    has: name => tensors.has(name),
    columnOf: name => (tensors.has(`f64.${name}`) ? `f64.${name}` : name),
    shapeOf: name => tensor(name).shape,
    dtypeOf: name => tensor(name).dtype,
    numbers(name) {
      const numbers = known.get(name) ?? numbersOf(tensor(name))
      known.set(name, numbers)
      return numbers
    },
  }
}

/** All numbers of a tensor, in the best of its columns. @throws {CheckpointError} where the file has neither */
export const reference = (of: Golden, tensor: string): Numbers => of.numbers(of.columnOf(tensor))

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
    throw new CheckpointError(`${what} has ${numbers.length} numbers; it must have ${rows}×${columns}`)
  return gridFrom([rows, columns], (row, column) => at(numbers, row * columns + column))
}

/** The clips of a tensor, one for each sample. @throws {CheckpointError} where they are not of this size */
export const clipsOf = (of: Golden, config: DitConfig, tensor: string): readonly Grid<number>[] =>
  Array.from({ length: at(of.shapeOf(tensor), 0) }, (_, i) => gridOf(item(of, tensor, i), clipShape(config), tensor))

/** @throws {CheckpointError} where a tensor does not have as many numbers as its name says, such as the 1000 of linear1000.betas */
export function checkCount(of: Golden, tensor: string, count: number): void {
  const { length } = reference(of, tensor)
  if (length !== count) throw new CheckpointError(`${tensor} has ${length} numbers; by its name it must have ${count}`)
}

/** The word counts of one word, such as a class: 1 in its row, else 0. */
export function wordsOf(word: number, words: number): Grid<number> {
  if (!(Number.isInteger(word) && word >= 0 && word < words))
    throw new CheckpointError(`a label is ${word}; it must be a row of the table, from 0 to ${words - 1}`)
  return Array.from({ length: words }, (_, i) => [i === word ? 1 : 0])
}

/** The prefix of the parameters' official names. */
const own = 'param.'
/** The parameter by which a model is known. */
const patches = 'x_embedder.proj.weight'

/**
 * The model of the file, from the shapes of its parameters; its heads from the attention or the metadata.
 * @returns undefined where the file has no parameters, only tables
 * @throws {CheckpointError} where they fit no DiT
 */
export function configOf(of: Golden): DitConfig | undefined {
  if (!of.has(`${own}${patches}`)) {
    const other = of.names.find(name => name.endsWith(patches))
    if (other === undefined) return undefined
    throw new CheckpointError(
      `the file has ${shownName(other)}; in a file of reference tensors it must be called ${own}${patches}`,
    )
  }
  const clip = ['in.x', 'train.x0', 'rf.x0', 'cfg.x'].find(name => of.has(name))
  if (clip === undefined) throw new CheckpointError('the file has no clip (in.x) to tell the size of one')
  const parameters = of.names.filter(name => name.startsWith(own))
  const shapes = new Map(parameters.map(name => [name.slice(own.length), of.shapeOf(name)]))
  const [, channels] = of.shapeOf(clip)
  const [, wanted] = of.shapeOf(own + patches)
  if (channels !== wanted)
    throw new CheckpointError(`${clip} has ${channels} channels, on its second axis; the patches have ${wanted}`)
  return configOfShapes(shapes, { heads: headsOf(of), video: extent(of.shapeOf(clip).slice(2)) })
}

function extent(axes: readonly number[]): Extent {
  const [time, row, column] = axes.length === 2 ? [1, ...axes] : axes
  if (time === undefined || row === undefined || column === undefined || axes.length > 3)
    throw new CheckpointError(`a clip has ${axes.length} axes besides batch and channels; it must have 2 or 3`)
  return [time, row, column]
}

function headsOf(of: Golden): number {
  if (of.has('act.blocks.0.attn.probs')) return at(of.shapeOf('act.blocks.0.attn.probs'), 1)
  const told = parsed(of.metadata.config ?? '{}', 'config in the metadata')
  const heads = isFields(told) ? (told.num_heads ?? told.heads) : undefined
  if (typeof heads === 'number') return heads
  throw new CheckpointError('the number of heads is in neither the attention nor the metadata (config, num_heads)')
}

/** The tensor that a parameter of the model is read from. */
export const parameterTensor = ({ name }: Parameter): string => own + officialName(name)

/** The file's parameters as matrices. @throws {CheckpointError} naming one that is missing, misshapen or not of finite floats */
export function parametersOf(of: Golden, parameters: readonly Parameter[]): { readonly [name: string]: Grid<number> } {
  return Object.fromEntries(
    parameters.map(parameter => {
      const [{ name, shape }, official] = [parameter, parameterTensor(parameter)]
      const numbers = of.numbers(official)
      const [axes, dtype] = [of.shapeOf(official), of.dtypeOf(official)]
      // A transposed matrix would have as many numbers; the axes after the first may be split further, as a patch's cells are.
      if (axes[0] !== shape[0] || numbers.length !== shape[0] * shape[1])
        throw new CheckpointError(
          `${official} is ${axes.join('×') || 'one number'}; it must be ${shape.join('×')}, row by row`,
        )
      if (!/^(F|BF)/.test(dtype)) throw new CheckpointError(`${official} is ${dtype}; it must be in floating point`)
      const odd = numbers.findIndex(number => !Number.isFinite(number))
      if (odd >= 0)
        throw new CheckpointError(`number ${odd + 1} of ${official} is ${at(numbers, odd)}; it must be finite`)
      return [name, gridOf(numbers, shape, official)]
    }),
  )
}
