// The Diffusion Transformer of the walkthrough: the whole model, once. Everything else is a way of reading it.
import type { AttentionKind, Name as SpecName } from '@dit-by-hand/spec/names'
import { linear, meanSquare, subtract } from './composites.ts'
import { gradient } from './gradient.ts'
import type { Amendment, Net, Node, Shape } from './graph.ts'
import {
  add,
  amend,
  arrange,
  bits,
  fill,
  given,
  inv,
  matmul,
  max0,
  mul,
  rows,
  share,
  spread,
  sqrt,
  stack,
  sum,
  transpose,
} from './ops.ts'

/** The sizes of a lesson. The video is T×H×W, cut into patches of t×h×w: p = t·h·w pixels, n patches. */
export interface DitSizes {
  readonly video: Shape3
  readonly patch: Shape3
  /** d: width of the latent. */ readonly latent: number
  /** k: width of queries and keys. */ readonly key: number
  /** Length of a word's vector, and how many words. */ readonly text: number
  readonly words: number
  /** Bits of the timestep. */ readonly bits: number
}
export type Shape3 = readonly [frames: number, rows: number, columns: number]

/** What a net is built with beside its sizes. */
export interface DitOptions {
  readonly attention: AttentionKind
  /** Printed values in place of computed ones, by matrix. */
  readonly misprints?: { readonly [name: string]: readonly Amendment[] }
  /** Matrices to which a given `offset of …` is added, to see what follows when they are nudged. */
  readonly nudged?: ReadonlySet<string>
  /** Start from a noised latent that is given, as every generation step after the first does. */
  readonly resume?: boolean
}

/** Slopes that are named so that longer ones read well; no part of an answer. */
export type WorkingName = 'd_scaleShift' | 'd_queries' | 'd_keys'
export type Name = SpecName | WorkingName

/** The named matrices of the model, with their slopes and their values after one step of gradient descent. */
export type Dit = Net<Name>

/** Peebles & Xie 2023 (arXiv 2212.09748), as small as it goes; after Tom Yeh's exercise and Srijanie Dey's walkthrough. */
export function dit(
  { video: [T, H, W], patch, latent: d, key: k, text, words, bits: b }: DitSizes,
  { attention: kind, misprints = {}, nudged, resume = false }: DitOptions,
): Dit {
  const [p, n, c] = [patch[0] * patch[1] * patch[2], (T * H * W) / (patch[0] * patch[1] * patch[2]), text + b]
  const net: { [K in Name]?: Node } = {}
  const nudge = (as: Name, node: Node): Node => (nudged?.has(as) ? add(node, given(offsetName(as), node.shape)) : node)
  const name = (as: Name, node: Node): Node => (net[as] = amend(nudge(as, node), misprints[as] ?? []))
  const open = (as: Name, shape: Shape): Node => (net[as] = given(as, shape))
  const order = patchOrder([T, H, W], patch)

  //  1–3  patches, latent, noise                                                           shapes
  const patches = name('patches', arrange(open('video', [T * H, W]), order, [p, n])) //          p×n
  const encoderPre = name('encoderPre', linear(open('encoderWeight', [d, p]), patches, open('encoderBias', [d, 1])))
  const latent = name('latent', max0(encoderPre)) //                                             d×n
  const noise = name('noise', given('noise', [d, n])) //                                         d×n
  const noised = name('noised', resume ? given('noised', [d, n]) : add(latent, noise)) //        d×n
  //  4–5  the conditions, and the scale and shift they ask for
  const textEmbedding = name('textEmbedding', sum(open('words', [text, words]), 'rows')) //      text×1
  const timeEmbedding = name('timeEmbedding', bits(open('t', [1, 1]), b)) //                     bits×1
  const condition = name('condition', stack(textEmbedding, timeEmbedding)) //                    c×1
  const modulationWeight = open('modulationWeight', [2 * d, c])
  const modulationBias = open('modulationBias', [2 * d, 1])
  const scaleShift = name('scaleShift', linear(modulationWeight, condition, modulationBias)) //  2d×1
  const scale = name('scale', rows(scaleShift, 0, d)) //                                         d×1
  const shift = name('shift', rows(scaleShift, d, d)) //                                         d×1
  //  6–9  the block: modulate, attend, pool, feed forward
  const scaled = name('scaled', mul(noised, spread(scale, [d, n]))) //                           d×n
  const conditioned = name('conditioned', add(scaled, spread(shift, [d, n]))) //                 d×n
  const asked = kind === 'given' ? undefined : { query: open('query', [k, d]), key: open('key', [k, d]) }
  const met = asked && {
    queries: name('queries', matmul(asked.query, conditioned)), //                               k×n
    keys: name('keys', matmul(asked.key, conditioned)), //                                       k×n
  }
  const scores = met && name('scores', matmul(transpose(met.keys), met.queries)) //              n×n, key by query
  const attention = name(
    'attention',
    scores ? share(kind === 'softmax' ? overRoot(scores, k) : scores, kind === 'softmax') : given('attention', [n, n]),
  )
  const pooled = name('pooled', matmul(conditioned, attention)) //                               d×n
  const feedForwardWeight = open('feedForwardWeight', [d, d])
  const feedForwardBias = open('feedForwardBias', [d, 1])
  const predictedNoise = name('predictedNoise', linear(feedForwardWeight, pooled, feedForwardBias)) // d×n
  // 10    the error, its slopes, and one step down them
  const lossGradient = name('lossGradient', subtract(predictedNoise, noise)) //                  d×n
  name('loss', meanSquare(lossGradient)) //                                                      1×1
  const learnable = {
    feedForwardWeight,
    feedForwardBias,
    modulationWeight,
    modulationBias,
    ...asked,
  }
  const soft = kind === 'softmax' && scores ? { scores, ...met } : {}
  const between = { pooled, conditioned, scale, shift, scaleShift, ...soft }
  const slopes = gradient(predictedNoise, lossGradient, { ...learnable, ...between }, (as, slope) =>
    name(as as Name, slope),
  )
  const rate = open('learningRate', [1, 1])
  for (const [as, weight] of Object.entries(learnable)) {
    const slope = slopes[`d_${as}`]
    if (slope) name(`${as}After` as Name, subtract(weight, mul(spread(rate, weight.shape), slope)))
  }
  // 11–13 take the noise away, and back to pixels
  const denoised = name('denoised', subtract(noised, predictedNoise)) //                         d×n
  const decoderPre = name('decoderPre', linear(open('decoderWeight', [p, d]), denoised, open('decoderBias', [p, 1])))
  const decoded = name('decoded', max0(decoderPre)) //                                           p×n
  name('generatedVideo', arrange(decoded, inverse(order), [T * H, W])) //                        T·H×W
  return net
}

/** Under what name the offset of a nudged matrix is given. */
export const offsetName = (name: string): string => `offset of ${name}`

/** Matrices that are read together with the activation that clips them. */
export const readThrough: ReadonlySet<string> = new Set(['encoderPre', 'decoderPre'])

const overRoot = (x: Node, k: number): Node => mul(x, spread(inv(sqrt(fill(k, [1, 1]))), x.shape))

/** Where each cell of the patch matrix (row by row) stands in the video (row by row, frames one under the other).
 *  Patches go frame block, row block, column block; inside a patch frame, row, column. */
export function patchOrder([T, H, W]: Shape3, [t, h, w]: Shape3): readonly number[] {
  const [down, across] = [H / h, W / w]
  const n = (T / t) * down * across
  return Array.from({ length: T * H * W }, (_, i) => {
    const [pixel, patch] = [Math.floor(i / n), i % n]
    const frame = Math.floor(patch / (down * across)) * t + Math.floor(pixel / (h * w))
    const row = (Math.floor(patch / across) % down) * h + (Math.floor(pixel / w) % h)
    const column = (patch % across) * w + (pixel % w)
    return (frame * H + row) * W + column
  })
}

function inverse(order: readonly number[]): readonly number[] {
  const back: number[] = []
  order.forEach((source, i) => {
    back[source] = i
  })
  return back
}
