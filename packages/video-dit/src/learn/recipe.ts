// A recipe: everything that decides what a training run does, as plain data. The same recipe, build and workers: the same bits.

import { CheckpointError } from '../checkpoint/dtype.ts'
import { isFields, parsed } from '../checkpoint/json.ts'
import type { DitConfig, Extent } from '../config.ts'
import { gridOf, narrow } from '../config.ts'
import { channels } from '../world/film.ts'
import { outOfBounds } from './bounds.ts'
import { type Quantity, quantities } from './loss.ts'

export interface Codes {
  readonly count: number
  /** 0 leaves codes as wide as the films are along each direction, 1 makes all as wide as one another. */
  readonly whitening: number
}

/** Ways for the rate to fall. */
export const falls = ['cosine', 'line'] as const
export type Fall = (typeof falls)[number]

export interface Recipe {
  readonly name: string
  readonly frames: number
  readonly height: number
  readonly width: number
  readonly patch: Extent
  /** How many codes a frozen encoder writes a patch as, and how far they are whitened; without them the net reads pixels. */
  readonly codes?: Codes
  readonly features: number
  readonly depth: number
  readonly heads: number
  readonly mlp: number
  readonly predicts: Quantity
  readonly counted: Quantity
  /** Clips of a step, and steps. */
  readonly batch: number
  readonly steps: number
  /** The rate at its highest; it rises over the first steps and falls to `least` of it. */
  readonly rate: number
  readonly warmUp: number
  readonly least: number
  /** How it falls. Default: by a cosine. */
  readonly fall?: Fall
  readonly decay: number
  /** Muon for the matrices of the blocks, in blocks of this many inputs; without it AdamW for all. Each matrix is stepped `every` so
   *  many steps (default 1), that many times as far. */
  readonly muon?: {
    readonly momentum: number
    readonly faster: number
    readonly inputs: number
    readonly every?: number
  }
  /** What the rate is multiplied by for the vectors of words, each of which few clips of a batch have. Default: 1. */
  readonly words?: number
  readonly beta2: number
  readonly clip: number
  readonly average: number
  /** How often a prompt is left out, so that the net also learns what it does unasked. */
  readonly unasked: number
  /** How often each word of a prompt is left out by itself, so that words are learned apart from one another. */
  readonly forgotten: number
  /** The time of noising: logistic of a normal number of this mean and deviation (Esser et al. 2024, section 3.1). The mean
   *  goes from `from` to `to` over a share `within` of the steps, and stays there. */
  readonly time: {
    readonly from: number
    readonly to: number
    readonly within: number
    readonly deviation: number
    readonly least: number
    readonly most: number
  }
  /** Clips that are learned from. */
  readonly clips: number
  readonly seed: number
}

/** The recipe of the first probe: one token a frame, AdamW, x-prediction with a loss of velocities. */
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

/** The clips that the net reads: of pixels, or of codes, one token of 1×1×1 for each patch. */
function clipOfNet({ frames, height, width, patch, codes }: Recipe): Pick<DitConfig, 'channels' | 'video' | 'patch'> {
  if (codes === undefined) return { channels: 3, video: [frames, height, width], patch }
  return { channels: codes.count, video: gridOf({ video: [frames, height, width], patch }), patch: [1, 1, 1] }
}

/** The net that a recipe trains. @param words rows of the table of word vectors */
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

/**
 * The recipe for some clips: as many as there are, and no more codes than tell their patches apart.
 * @throws {RangeError} where there are too few patches for a code
 */
export function forClips(recipe: Recipe, { count }: { readonly count: number }): Recipe {
  const { frames, height, width, patch, codes } = recipe
  if (codes === undefined) return { ...recipe, clips: count }
  const patches = count * gridOf({ video: [frames, height, width], patch }).reduce((product, side) => product * side)
  const cells = channels * patch.reduce((product, side) => product * side)
  const most = Math.min(patches, cells) - 1
  if (most < 1)
    throw new RangeError(
      'a single patch has nothing to be told apart from; it takes more clips or frames, or a recipe that learns pixels, such as baseline',
    )
  return { ...recipe, clips: count, codes: { ...codes, count: Math.min(codes.count, most) } }
}

/** The learning rate of the step after this many. */
export function rateAt({ rate, warmUp, steps, least, fall = 'cosine' }: Recipe, taken: number): number {
  if (taken < warmUp) return (rate * (taken + 1)) / warmUp
  const share = Math.min(1, (taken - warmUp) / Math.max(1, steps - warmUp))
  return rate * (least + (1 - least) * (fall === 'line' ? 1 - share : 0.5 + 0.5 * Math.cos(Math.PI * share)))
}

/** The mean of the times of the step after this many. */
export function timeMeanAt({ time: { from, to, within }, steps }: Recipe, taken: number): number {
  const share = within === 0 ? 1 : Math.min(1, taken / (within * steps))
  return from + (to - from) * share
}

/** Parts that a recipe may do without. */
export const optionalParts = ['codes', 'muon', 'words', 'fall'] as const

/** A recipe with all that one may have, for its form. */
const whole: Required<Recipe> = {
  ...baseline,
  codes: { count: 96, whitening: 0.5 },
  muon: { momentum: 0.95, faster: 3, inputs: 128, every: 2 },
  words: 5,
  fall: 'cosine',
}
const mayMiss: ReadonlySet<string> = new Set([...optionalParts, 'muon.every'])

/** The names of a recipe's parts. */
export const partsOfRecipe: readonly string[] = Object.keys(whole)

const choices: readonly (readonly [part: keyof Recipe, of: readonly string[]])[] = [
  ['predicts', quantities],
  ['counted', quantities],
  ['fall', falls],
]

const wrong = (what: string): CheckpointError => new CheckpointError(`the recipe cannot be: ${what}`)

/** A recipe from a file. @throws {CheckpointError} naming what is wrong with it */
export function recipeFrom(text: string): Recipe {
  const value = parsed(text, 'the recipe')
  checkForm(value)
  const outside = outOfBounds(value)
  if (outside !== undefined) throw wrong(outside)
  return value
}

function checkForm(value: unknown): asserts value is Recipe {
  const strange = unlike(value, whole, '')
  if (strange !== undefined) throw wrong(strange)
  for (const [part, of] of choices) {
    const chosen = isFields(value) ? value[part] : undefined
    if (chosen !== undefined && !of.some(each => each === chosen))
      throw wrong(`${part} is ${JSON.stringify(chosen)}; it must be ${of.slice(0, -1).join(', ')} or ${of.at(-1)}`)
  }
}

/** The first place in which a value has not the form of another: numbers for numbers, and so on below. @param path to it */
function unlike(value: unknown, like: unknown, path: string): string | undefined {
  const isSame = Array.isArray(like)
    ? Array.isArray(value) && value.length === like.length
    : isFields(like)
      ? isFields(value)
      : typeof value === typeof like && (typeof value !== 'number' || Number.isFinite(value))
  if (!isSame) return path === '' ? 'it is no object' : `${path} is ${JSON.stringify(value)}`
  if (!isFields(value) && !Array.isArray(value)) return undefined
  const within = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const [found, wanted] = [Object.entries(value), Object.entries(like ?? {})]
  const unknown = found.find(([name]) => !wanted.some(([known]) => known === name))
  if (unknown !== undefined) return `there is no ${within(unknown[0])}`
  for (const [name, each] of wanted) {
    const own: unknown = found.find(([known]) => known === name)?.[1]
    const problem = own === undefined && mayMiss.has(within(name)) ? undefined : unlike(own, each, within(name))
    if (problem !== undefined) return problem
  }
  return undefined
}
