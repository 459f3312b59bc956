// Finds the configuration of a model from the names and shapes in its checkpoint: official files say no more.
import { at } from '@dit-by-hand/graph/at'
import { type DitConfig, type Extent, official, officialNames } from '../config.ts'
import { CheckpointError } from './dtype.ts'
import { shownName } from './header.ts'
import { possible } from './info.ts'

/** What shapes do not say about a model. */
export interface Hints {
  /** Default: those of the published model of this width and depth. */
  readonly heads?: number
  /** Frames, rows and columns of the clip. Default: a square image of as many tokens as the frozen positions have. */
  readonly video?: Extent
}

type Shapes = ReadonlyMap<string, readonly number[]>

/** Prefixes of official names that go before any others: none, or what model wrappers add. */
const prefixes = ['', 'module.', 'model.', 'ema.', 'param.']

/** The prefix of the official names in a file. @throws {CheckpointError} where it has no official names, or several models */
export function prefixOf(names: Iterable<string>): string {
  const all = [...names].flatMap(name => /^(.*\.)?(?=x_embedder\.proj\.weight$)/.exec(name)?.[0] ?? [])
  const found = prefixes.find(prefix => all.includes(prefix))
  if (found !== undefined) return found
  const [only, ...more] = all
  if (only === undefined)
    throw new CheckpointError(
      'the file has no x_embedder.proj.weight: it is not a checkpoint of a DiT with the official names, or only one of its shards: name their index',
    )
  if (all.includes('momentum.'))
    throw new CheckpointError(
      'the file holds the state of a training run and no model: use the file without “.training” in its name',
    )
  if (more.length > 0)
    throw new CheckpointError(`the file holds several models, ${all.map(shownName).join(', ')}: it must have one`)
  return only
}

/**
 * The model whose parameters have these shapes.
 * @param shapes by official name
 * @throws {CheckpointError} where they fit no DiT, or where they need a hint that is not given
 */
export function configOfShapes(shapes: Shapes, hints: Hints): DitConfig {
  const shape = (name: string, axes: readonly number[]): readonly number[] => {
    const found = shapes.get(name)
    if (!found) throw new CheckpointError(`the file has no ${name}, which is needed to tell the size of the model`)
    if (!axes.includes(found.length) || found.some(size => size === 0))
      throw new CheckpointError(`${name} has the shape [${found.join(', ')}]; ${axes.join(' or ')} axes are needed`)
    return found
  }
  const [width = 0, channels = 0, ...sides] = shape('x_embedder.proj.weight', [4, 5])
  const patch: Extent =
    sides.length === 2 ? [1, at(sides, 0), at(sides, 1)] : [at(sides, 0), at(sides, 1), at(sides, 2)]
  let depth = 0
  while (shapes.has(`blocks.${depth}.attn.qkv.weight`)) depth++
  if (depth === 0) throw new CheckpointError('the file has no blocks.0.attn.qkv.weight: it is not a whole DiT')
  const cells = patch.reduce((product, side) => product * side, 1)
  const out = at(shape('final_layer.linear.weight', [2]), 0) / cells
  if (out !== channels && out !== 2 * channels)
    throw new CheckpointError(`the last layer has ${out} output channels; it must have ${channels} or ${2 * channels}`)
  return possible({
    channels,
    video: hints.video ?? videoOf(shapes.has('pos_embed') ? shape('pos_embed', [3]) : [], patch),
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
function videoOf([, tokens]: readonly number[], [time, row, column]: Extent): Extent {
  if (tokens === undefined) throw new CheckpointError('the file has no pos_embed; say how large the clip is')
  const side = Math.sqrt(tokens)
  if (!Number.isInteger(side) || time !== 1)
    throw new CheckpointError(`${tokens} positions do not make a square image; say how large the clip is`)
  return [1, side * row, side * column]
}

function headsOf(width: number, depth: number): number {
  const known = officialNames.map(name => official(name)).find(each => each.width === width && each.depth === depth)
  if (!known)
    throw new CheckpointError(`no published model is ${width} wide and ${depth} deep; say how many heads it has`)
  return known.heads
}
