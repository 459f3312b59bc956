// The model at the foot of the ladder: the walk's model without training, with a named place for everything that rungs add.

import { netOf } from '@dit-by-hand/core/lesson'
import { sizesOf } from '@dit-by-hand/core/sizes'
import { at, eachOf, named } from '@dit-by-hand/graph/at'
import { withSource } from '@dit-by-hand/graph/copy'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { input, same } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson } from '@dit-by-hand/spec/format'

/** A model on the ladder. It is not trained: parameters that the walk does not have are small made-up numbers. */
export interface Tower {
  readonly net: Net
  /** Features of a token. */
  readonly width: number
  /** Number of tokens. */
  readonly tokens: number
  /** Patches along time, rows and columns. */
  readonly grid: readonly [number, number, number]
  /** Number of words in the prompt. */
  readonly words: number
  /** The timestep. */
  readonly time: number
}

/** The matrices of the walk's model that are kept: prediction and generation, without gradients and updates. */
const kept = [
  ...['video', 'encoderWeight', 'encoderBias', 'patches', 'encoderPre', 'latent', 'noise', 'noised'],
  ...['words', 't', 'textEmbedding', 'timeEmbedding', 'condition', 'modulationWeight', 'modulationBias', 'scaleShift'],
  ...['scale', 'shift', 'scaled', 'conditioned', 'query', 'key', 'queries', 'keys', 'scores', 'attention', 'pooled'],
  ...['feedForwardWeight', 'feedForwardBias', 'predictedNoise', 'lossGradient', 'loss', 'denoised'],
  ...['decoderWeight', 'decoderBias', 'decoderPre', 'decoded', 'generatedVideo'],
]

/** Gives a node several names, by a chain of `same` nodes: the first name is the node itself, the last is what others read. */
function chain(net: Net, name: string, names: readonly [string, ...string[]]): Net {
  const longer = rewrite(net, { [name]: (node: Node) => names.slice(1).reduce(same, node) })
  const { [name]: last, ...others } = longer
  const found: { [name: string]: Node } = {}
  let node = named({ last }, 'last')
  for (const as of names.toReversed()) {
    found[as] = node
    if (as !== names[0]) node = at(node.src, 0, as)
  }
  return { ...others, ...found }
}

/** Names the first source of a node, as a node of its own. */
function slot(net: Net, name: string, of: string): Net {
  const longer = rewrite(net, { [of]: (node: Node) => withSource(node, 0, same) })
  return { ...longer, [name]: at(named(longer, of).src, 0, of) }
}

/**
 * The walk's model with the places for the rungs.
 * @throws {RangeError} where the lesson's attention is not a hard maximum, or latent, keys and time have not the same even width
 */
export function ground(lesson: Lesson): Tower {
  const { latent, key, bits, words, video, patch } = sizesOf(lesson)
  const { kind } = lesson.attention
  if (kind !== 'hard')
    throw new RangeError(`the ladder starts from a hard maximum, but the attention of ${lesson.id} is ${kind}`)
  if (latent !== key || latent !== bits || latent % 2 !== 0)
    throw new RangeError(
      `the ladder needs a latent, keys and a time embedding of the same even width; in ${lesson.id} their widths are ${latent}, ${key} and ${bits}`,
    )
  const all: Net = netOf(lesson)
  const walk: Net = Object.fromEntries(kept.map(name => [name, named(all, name)]))
  const places: readonly (readonly [name: string, names: readonly [string, ...string[]]])[] = [
    ['pooled', ['pooled', 'projected', 'gatedAttention', 'attended', 'normedMlp', 'scaledMlp', 'conditionedMlp']],
    ['predictedNoise', ['fed', 'gatedMlp', 'result', 'unguided', 'predictedNoise']],
  ]
  const wider = places.reduce((net, [name, names]) => chain(net, name, names), walk)
  const slots = (
    [
      ['tokens', 'scaled'],
      ['normed', 'scaled'],
      ['values', 'pooled'],
    ] as const
  ).reduce((net, [name, of]) => slot(net, name, of), wider)
  // What is trained is the prediction as it is, without guidance.
  const net = rewrite(slots, { lossGradient: node => withSource(node, 0, () => named(slots, 'unguided')) })
  const [T, H, W] = eachOf([0, 1, 2], i => at(video, i) / at(patch, i))
  return {
    net: { ...net, outputGradient: same(named(net, 'lossGradient')) },
    width: latent,
    tokens: T * H * W,
    grid: [T, H, W],
    words,
    time: lesson.timestep.t,
  }
}

/** A parameter, as an input. */
export const parameter = (name: string, rows: number, columns: number): Node => input(name, [rows, columns])
