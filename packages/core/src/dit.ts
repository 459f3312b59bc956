// The Diffusion Transformer of the walkthrough: the whole model, with its gradients and one step of gradient descent.
import { linear, meanSquare, overRoot, subtract } from '@dit-by-hand/graph/composites'
import { gradient } from '@dit-by-hand/graph/gradient'
import { entriesOf, type Node } from '@dit-by-hand/graph/graph'
import {
  add,
  bits,
  broadcast,
  matmul,
  mul,
  rearrange,
  relu,
  rows,
  share,
  stack,
  sum,
  transpose,
} from '@dit-by-hand/graph/ops'
import { axes, turned } from '@dit-by-hand/graph/rearrange'
import { type Scope, scope } from '@dit-by-hand/graph/scope'
import type { AttentionKind } from '@dit-by-hand/spec/names'
import { gradientName, type Name, updatedName } from './names.ts'
import type { DitSizes } from './sizes.ts'

/** The by-hand model: every named matrix, gradients included, and the parameters that it learns. */
export type Dit = Pick<Scope<Name>, 'net' | 'parameters'>

/** Builds the model: Peebles & Xie 2023 (arXiv 2212.09748) as small as it goes, after Tom Yeh's exercise and Srijanie Dey's
 *  walkthrough. The video is T×H×W, cut into n patches of p = t·h·w pixels; the latent is d wide, the condition c, keys k. */
export function dit(
  { video: [T, H, W], patch: [t, h, w], latent: d, key: k, text, words, bits: b }: DitSizes,
  kind: AttentionKind,
): Dit {
  const [p, n, c] = [t * h * w, (T * H * W) / (t * h * w), text + b]
  const model = scope<Name>()
  const { name, input } = model
  const init = { kind: 'brought' } as const
  const weight = (as: Name, out: number, to: number): Node => model.parameter(as, [out, to], { init, decay: true })
  const bias = (as: Name, out: number): Node => model.parameter(as, [out, 1], { init, decay: false })
  const cut = axes('T t H h, W w -> t h w, T H W', { T: T / t, t, H: H / h, h, W: W / w, w })

  //  1–3  patches, latent, noise                                                                shapes
  const patches = name('patches', rearrange(input('video', [T * H, W]), cut)) //                      p×n
  const encoderPre = name('encoderPre', linear(input('encoderWeight', [d, p]), patches, input('encoderBias', [d, 1])))
  const latent = name('latent', relu(encoderPre)) //                                                  d×n
  const noise = input('noise', [d, n]) //                                                             d×n
  const noised = name('noised', add(latent, noise)) //                                                d×n
  //  4–5  the conditions, and the scale and shift made from them
  const textEmbedding = name('textEmbedding', sum(input('words', [text, words]), 'rows')) //          text×1
  const timeEmbedding = name('timeEmbedding', bits(input('t', [1, 1]), b)) //                         bits×1
  const condition = name('condition', stack(textEmbedding, timeEmbedding)) //                         c×1
  const modulationWeight = weight('modulationWeight', 2 * d, c)
  const modulationBias = bias('modulationBias', 2 * d)
  const scaleShift = name('scaleShift', linear(modulationWeight, condition, modulationBias)) //       2d×1
  const scale = name('scale', rows(scaleShift, 0, d)) //                                              d×1
  const shift = name('shift', rows(scaleShift, d, d)) //                                              d×1
  //  6–9  the block: modulate, attend, pool, feed forward
  const scaled = name('scaled', mul(noised, broadcast(scale, [d, n]))) //                             d×n
  const conditioned = name('conditioned', add(scaled, broadcast(shift, [d, n]))) //                   d×n
  const asked = kind === 'given' ? {} : { query: weight('query', k, d), key: weight('key', k, d) }
  const met = asked.query && {
    queries: name('queries', matmul(asked.query, conditioned)), //                                    k×n
    keys: name('keys', matmul(asked.key, conditioned)), //                                            k×n
  }
  const scores = met && name('scores', matmul(transpose(met.keys), met.queries)) //                   n×n, key by query
  const soft = kind === 'softmax'
  const shares = scores && share(soft ? overRoot(scores, k) : scores, soft)
  const attention = shares ? name('attention', shares) : input('attention', [n, n]) //                n×n
  const pooled = name('pooled', matmul(conditioned, attention)) //                                    d×n
  const feedForwardWeight = weight('feedForwardWeight', d, d)
  const feedForwardBias = bias('feedForwardBias', d)
  const predictedNoise = name('predictedNoise', linear(feedForwardWeight, pooled, feedForwardBias)) //   d×n
  // 10    the error, its gradients, and one step down them
  const lossGradient = name('lossGradient', subtract(predictedNoise, noise)) //                       d×n
  name('loss', meanSquare(lossGradient)) //                                                           1×1
  const learnable = { feedForwardWeight, feedForwardBias, modulationWeight, modulationBias, ...asked }
  const between = {
    pooled,
    conditioned,
    scale,
    shift,
    scaleShift,
    ...(soft && scores && { attention, scores, ...met }),
  }
  const gradients = gradient(predictedNoise, lossGradient, { ...learnable, ...between })
  for (const [of, node] of entriesOf(gradients)) name(gradientName(of), node)
  const rate = input('learningRate', [1, 1])
  for (const [of, node] of entriesOf(learnable))
    name(updatedName(of), subtract(node, mul(broadcast(rate, node.shape), gradients[of])))
  // 11–13 subtract the noise, and decode to pixels
  const denoised = name('denoised', subtract(noised, predictedNoise)) //                              d×n
  const decoderPre = name('decoderPre', linear(input('decoderWeight', [p, d]), denoised, input('decoderBias', [p, 1])))
  const decoded = name('decoded', relu(decoderPre)) //                                                p×n
  name('generatedVideo', rearrange(decoded, turned(cut))) //                                          T·H×W
  return { net: model.net, parameters: model.parameters }
}
