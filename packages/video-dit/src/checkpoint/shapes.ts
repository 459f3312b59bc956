// Which model a checkpoint is of, by its names and shapes alone: official files say no more.
import { at } from '@dit-by-hand/graph/at'
import { type DitConfig, type Extent, official, officialNames } from '../config.ts'
import { CheckpointError } from './dtype.ts'
import { possible } from './info.ts'

/** What shapes do not tell. */
export interface Hints {
  /** Default: those of the published model of this width and depth. */
  readonly heads?: number
  /** Frames, rows and columns of the clip. Default: a square image of as many tokens as the frozen positions have. */
  readonly video?: Extent
}

type Shapes = ReadonlyMap<string, readonly number[]>

/** What official names may stand behind: nothing, or what wrappers of models put before them. */
const prefixes = ['', 'module.', 'model.', 'ema.', 'param.']

/** What stands before the official names in a file. @throws {CheckpointError} where it has none of them */
export function prefixOf(names: { has(name: string): boolean }): string {
  const found = prefixes.find(prefix => names.has(`${prefix}x_embedder.proj.weight`))
  if (found === undefined && names.has('momentum.x_embedder.proj.weight'))
    throw new CheckpointError(
      'the file holds what a training goes on from, and no model: that stands in the file without “.training” in its name',
    )
  if (found === undefined)
    throw new CheckpointError(
      'the file has no x_embedder.proj.weight: it is no checkpoint of a DiT under official names',
    )
  return found
}

/**
 * The model whose parameters have these shapes.
 * @param shapes by official name
 * @throws {CheckpointError} where they fit no DiT, or leave open what no hint tells
 */
export function configOfShapes(shapes: Shapes, hints: Hints = {}): DitConfig {
  const shape = (name: string, axes: readonly number[]): readonly number[] => {
    const found = shapes.get(name)
    if (!found) throw new CheckpointError(`the file has no ${name}, which says how large the model is`)
    if (!axes.includes(found.length) || found.some(size => size === 0))
      throw new CheckpointError(`${name} has the shape [${found.join(', ')}]; ${axes.join(' or ')} axes are needed`)
    return found
  }
  const [width = 0, channels = 0, ...sides] = shape('x_embedder.proj.weight', [4, 5])
  const patch: Extent =
    sides.length === 2 ? [1, at(sides, 0), at(sides, 1)] : [at(sides, 0), at(sides, 1), at(sides, 2)]
  let depth = 0
  while (shapes.has(`blocks.${depth}.attn.qkv.weight`)) depth++
  if (depth === 0) throw new CheckpointError('the file has no blocks.0.attn.qkv.weight: a DiT has one block or more')
  const cells = patch.reduce((product, side) => product * side, 1)
  const out = at(shape('final_layer.linear.weight', [2]), 0) / cells
  if (out !== channels && out !== 2 * channels)
    throw new CheckpointError(`the last layer gives ${out} channels; ${channels} or ${2 * channels} are known`)
  return possible({
    channels,
    video: hints.video ?? videoOf(shape('pos_embed', [3]), patch),
    patch,
    width,
    depth,
    heads: hints.heads ?? headsOf(width, depth),
    mlp: at(shape('blocks.0.mlp.fc1.weight', [2]), 0) / width,
    words: at(shape('y_embedder.embedding_table.weight', [2]), 0),
    learnedVariance: out === 2 * channels,
  })
}

/** A square image of as many patches as there are positions. */
function videoOf([, tokens = 0]: readonly number[], [time, row, column]: Extent): Extent {
  const side = Math.sqrt(tokens)
  if (!Number.isInteger(side) || time !== 1)
    throw new CheckpointError(`${tokens} positions are no square image; say how large the clip is`)
  return [1, side * row, side * column]
}

function headsOf(width: number, depth: number): number {
  const known = officialNames.map(name => official(name)).find(each => each.width === width && each.depth === depth)
  if (!known)
    throw new CheckpointError(`no published model is ${width} wide and ${depth} deep; say how many heads it has`)
  return known.heads
}
