// The Diffusion Transformer as published, extended to video: the whole model.
import { at } from '@dit-by-hand/graph/at'
import type { Node, Shape } from '@dit-by-hand/graph/graph'
import { add, matmul, rearrange, transpose } from '@dit-by-hand/graph/ops'
import { type Axes, axes, turned } from '@dit-by-hand/graph/rearrange'
import { countOf, type Scope, scope, zeros } from '@dit-by-hand/graph/scope'
import { gated, gelu, layer, layerNorm, modulate, multiHead, silu, split } from '@dit-by-hand/graph/transformer'
import {
  channelsOut,
  checkConfig,
  type DitConfig,
  gridOf,
  hiddenOf,
  published,
  timestepWaves,
  tokensOf,
} from './config.ts'
import { positions, waves } from './positions.ts'

/** The shape of a clip as a matrix: C·T·H×W, its rows channel by channel, then frame by frame. */
export const clipShape = ({ channels, video: [T, H, W] }: Pick<DitConfig, 'channels' | 'video'>): Shape => [
  channels * T * H,
  W,
]

/** How a clip is cut into patches, channel first: C·T·H×W to C·t·h·w×L. */
function cut(config: DitConfig): Axes {
  const [[T, H, W], [t, h, w]] = [gridOf(config), config.patch]
  return axes('C T t H h, W w -> C t h w, T H W', { C: config.channels, T, t, H, h, W, w })
}

/** How tokens, channel last, are put together to a clip: t·h·w·O×L to O·T·H×W. */
function joined(config: DitConfig): Axes {
  const [[T, H, W], [t, h, w]] = [gridOf(config), config.patch]
  return turned(axes('O T t H h, W w -> t h w O, T H W', { O: channelsOut(config), T, t, H, h, W, w }))
}

/**
 * Builds the model: Peebles & Xie 2023 (arXiv 2212.09748), section 3 and figure 3, adaLN-Zero. A clip of T×H×W with C
 * channels is cut into patches of t×h×w: L tokens of width D, with joint attention over space and time.
 * @param model the scope in which every matrix is named
 * @param x the noised clip, C·T·H×W
 * @param t the timestep, 0 to 999 as published, 1×1
 * @param words how often each word occurs in the prompt (for a class: 1), K×1; the last is the null label
 * @returns the predicted noise or velocity, above the variance where it is learned: O·T·H×W
 */
export function model(model: Scope, config: DitConfig, x: Node, t: Node, words: Node): Node {
  checkConfig(config)
  const { width: D, depth, heads, initial = published } = config
  const { name } = model
  const embedded = layer(model, 'embed', D, name('patches', rearrange(x, cut(config)))) //                    D×L
  let tokens = name('tokens', add(embedded, name('positions', positions(config)))) //                          D×L

  const [clock, label] = [model.within('timestep'), model.within('label')]
  const seen = layer(clock, 'in', D, clock.name('waves', waves(t, timestepWaves)), initial.timestep) //        D×1
  const time = layer(clock, 'out', D, clock.name('hidden', silu(seen)), initial.timestep) //                   D×1
  const vectors = label.parameter('table', [config.words, D], { init: initial.words, decay: false }) //        K×D
  const asked = label.name('embedding', matmul(transpose(vectors), words)) //                                  D×1
  const condition = name('activated', silu(name('condition', add(time, asked)))) //                            D×1

  const modulation = (to: Scope, parts: readonly string[]): readonly Node[] =>
    split(layer(to, 'modulation', parts.length * D, condition, zeros), parts.length).map((part, i) =>
      to.name(at(parts, i), part),
    ) //                                                                                                       D×1 each
  const normed = (to: Scope, shift: Node, scale: Node): Node =>
    to.name('input', modulate(to.name('normed', layerNorm(tokens, to)), shift, scale)) //                      D×L

  for (let i = 0; i < depth; i++) {
    const block = model.within(`block${i}`)
    const [attention, perceptron] = [block.within('attention'), block.within('mlp')]
    const branch = (of: string): readonly string[] => [`${of}.shift`, `${of}.scale`, `${of}.gate`]
    const parts = modulation(block, [...branch('attention'), ...branch('mlp')])
    const [shift, scale, gate, shiftMlp, scaleMlp, gateMlp] = parts as [Node, Node, Node, Node, Node, Node] // D×1 each
    const qkv = split(layer(attention, 'qkv', 3 * D, normed(attention, shift, scale)), 3) //                   D×L each
    const [queries, keys, values] = qkv as [Node, Node, Node]
    const pooled = multiHead(queries, keys, values, heads, head => attention.within(`head${head}`)) //         D×L
    const attended = layer(attention, 'out', D, attention.name('pooled', pooled)) //                           D×L
    tokens = attention.name('result', gated(tokens, gate, attended)) //                                        D×L
    const up = layer(perceptron, 'up', hiddenOf(config), normed(perceptron, shiftMlp, scaleMlp)) //             4D×L
    const down = layer(perceptron, 'down', D, perceptron.name('activated', gelu(up, perceptron))) //           D×L
    tokens = perceptron.name('result', gated(tokens, gateMlp, down)) //                                        D×L
  }
  const last = model.within('last')
  const [shift, scale] = modulation(last, ['shift', 'scale']) as [Node, Node] //                               D×1 each
  const cells = config.patch.reduce((product, size) => product * size, channelsOut(config))
  const predicted = layer(last, 'tokens', cells, normed(last, shift, scale), zeros) //                         t·h·w·O×L
  return name('output', rearrange(predicted, joined(config))) //                                               O·T·H×W
}

/** The model with inputs `x`, `t` and `words`. Its last matrix is `output`. */
export function dit(config: DitConfig): Pick<Scope, 'net' | 'parameters'> {
  checkConfig(config)
  const whole = scope()
  const { input } = whole
  model(whole, config, input('x', clipShape(config)), input('t', [1, 1]), input('words', [config.words, 1]))
  return { net: whole.net, parameters: whole.parameters }
}

/** The number of weights in a checkpoint of the model: its parameters and the frozen table of positions. */
export const parameterCount = (config: DitConfig): number =>
  countOf(dit(config).parameters) + config.width * tokensOf(config)
