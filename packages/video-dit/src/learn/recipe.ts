// A recipe: all settings of a training run, as plain data. The same recipe, build and number of workers give the same bits.

import type { ModelInfo, Quantity } from '../checkpoint/info.ts'
import { type DitConfig, type Extent, gridOf, narrow } from '../config.ts'
import { channels } from '../world/film.ts'

export interface Codes {
  readonly count: number
  /** 0 leaves each code its own variance, 1 gives all codes the same. */
  readonly whitening: number
}

export interface Recipe {
  readonly name: string
  readonly frames: number
  readonly height: number
  readonly width: number
  readonly patch: Extent
  /** The codes of the frozen encoder; without them the net reads pixels. */
  readonly codes?: Codes
  readonly features: number
  readonly depth: number
  readonly heads: number
  readonly mlp: number
  readonly predicts: Quantity
  readonly counted: Quantity
  /** Clips in a batch, and number of steps. */
  readonly batch: number
  readonly steps: number
  /** The highest learning rate: it rises over the first `warmUp` steps, then falls to `least` of this. */
  readonly rate: number
  readonly warmUp: number
  readonly least: number
  /** How it falls. Default: by a cosine. */
  readonly fall?: 'cosine' | 'line'
  readonly decay: number
  /** Muon for the weights of the transformer blocks, cut into blocks of `inputs` columns, with `faster` times the rate; each is
   *  updated `every` so many steps (default 1), that many times as far. Default: AdamW for all. */
  readonly muon?: {
    readonly momentum: number
    readonly faster: number
    readonly inputs: number
    readonly every?: number
  }
  /** Multiplies the rate for word vectors, since few clips of a batch have any one word. Default: 1. */
  readonly words?: number
  readonly beta2: number
  readonly clip: number
  readonly average: number
  /** The probability that a prompt is left out, as classifier-free guidance needs. */
  readonly unasked: number
  /** The probability that a single word of a prompt is left out, so that words are learned independently. */
  readonly forgotten: number
  /** The distribution of times: the logistic function of a normal number (Esser et al. 2024, section 3.1), kept between `least`
   *  and `most`. Its mean goes from `from` to `to` over the first `within` of the steps. */
  readonly time: {
    readonly from: number
    readonly to: number
    readonly within: number
    readonly deviation: number
    readonly least: number
    readonly most: number
  }
  /** Number of training clips. */
  readonly clips: number
  readonly seed: number
}

/** The first recipe: one token for each frame, AdamW, x-prediction with a loss on the velocity. */
export const baseline: Recipe = {
  name: 'baseline',
  frames: 8,
  height: 16,
  width: 16,
  patch: [1, 16, 16],
  features: 96,
  depth: 4,
  heads: 4,
  mlp: 4,
  predicts: 'clip',
  counted: 'velocity',
  batch: 32,
  steps: 3500,
  rate: 2.5e-3,
  warmUp: 100,
  least: 0,
  decay: 0,
  beta2: 0.999,
  clip: 1,
  average: 0.998,
  unasked: 0.1,
  forgotten: 0,
  time: { from: 1.6, to: 1.6, within: 0, deviation: 1.2, least: 0.02, most: 0.999 },
  clips: 4096,
  seed: 1,
}

/** The net's clips: of pixels, or of codes with one token of 1×1×1 for each patch. */
function clipOfNet({ frames, height, width, patch, codes }: Recipe): Pick<DitConfig, 'channels' | 'video' | 'patch'> {
  if (codes === undefined) return { channels, video: [frames, height, width], patch }
  return { channels: codes.count, video: gridOf({ video: [frames, height, width], patch }), patch: [1, 1, 1] }
}

/** The configuration of the net that a recipe trains. @param words rows of the table of word vectors */
export const configOf = (recipe: Recipe, words: number): DitConfig => ({
  ...clipOfNet(recipe),
  width: recipe.features,
  depth: recipe.depth,
  heads: recipe.heads,
  mlp: recipe.mlp,
  words,
  learnedVariance: false,
  initial: narrow,
})

/** The description of the model that a recipe trains. @param vocabulary the word of each row of its table */
export const infoOf = (recipe: Recipe, vocabulary: readonly string[]): ModelInfo => ({
  config: configOf(recipe, vocabulary.length),
  vocabulary,
  predicts: recipe.predicts,
  path: 'straight',
})

/**
 * The recipe adapted to some clips: with their number, and no more codes than their patches have components.
 * @throws {RangeError} where there are too few patches for one code
 */
export function forClips(recipe: Recipe, { count }: { readonly count: number }): Recipe {
  const { frames, height, width, patch, codes } = recipe
  if (codes === undefined) return { ...recipe, clips: count }
  const patches = count * gridOf({ video: [frames, height, width], patch }).reduce((product, side) => product * side)
  const cells = channels * patch.reduce((product, side) => product * side)
  const most = Math.min(patches, cells) - 1
  if (most < 1)
    throw new RangeError(
      'codes need two patches or more; use more clips or frames, or a recipe that learns pixels, such as baseline',
    )
  return { ...recipe, clips: count, codes: { ...codes, count: Math.min(codes.count, most) } }
}

/** The recipe with another number of steps, of which a tenth at most are warm-up, so that the rate has time to fall. */
export const inSteps = (recipe: Recipe, steps: number): Recipe => ({
  ...recipe,
  steps,
  warmUp: Math.min(recipe.warmUp, Math.ceil(steps / 10)),
})

/** The learning rate of a step. @param taken steps before it */
export function rateAt({ rate, warmUp, steps, least, fall = 'cosine' }: Recipe, taken: number): number {
  if (taken < warmUp) return (rate * (taken + 1)) / warmUp
  const share = Math.min(1, (taken - warmUp) / Math.max(1, steps - warmUp))
  return rate * (least + (1 - least) * (fall === 'line' ? 1 - share : 0.5 + 0.5 * Math.cos(Math.PI * share)))
}

/** The mean of the normal number behind a step's times. @param taken steps before it */
export function timeMeanAt({ time: { from, to, within }, steps }: Recipe, taken: number): number {
  const share = within === 0 ? 1 : Math.min(1, taken / (within * steps))
  return from + (to - from) * share
}
