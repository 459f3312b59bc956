// What every named matrix is called, what it is, where it is made, and what its rows and columns stand for.
import { type Name, type WorkingName, workingNames } from '@dit-by-hand/core/names'
import type { CellRef } from '@dit-by-hand/graph/expression'
import {
  meaningOf as meaningInSpec,
  type Name as SpecName,
  type StepSlug,
  slugOf,
  matrices as table,
} from '@dit-by-hand/spec/names'
import { type About, type CaptionedName, captions, type Role } from './captions.ts'
import { headOf } from './heads.ts'
import type { Facts } from './telling.ts'

export type { About, Role } from './captions.ts'

const homeOf = (name: SpecName): StepSlug => slugOf(table[name].step)

const value = (name: CaptionedName, says: string): About => ({
  ...captions[name],
  isGradient: false,
  place: homeOf(name),
  says,
})

const gradient = (
  of: CaptionedName,
  says: string,
  title = `gradient of the ${captions[of].title}`,
  symbol = `∂${captions[of].symbol}`,
): About => ({ ...captions[of], title, symbol, isGradient: true, place: homeOf('lossGradient'), says })

const after = (of: CaptionedName): About => ({
  ...captions[of],
  title: `${captions[of].title} after`,
  symbol: `${captions[of].symbol}′`,
  isGradient: false,
  place: homeOf('lossGradient'),
  says: `The ${captions[of].title} after one step of gradient descent: itself, less the learning rate times its gradient.`,
})

/** Every named matrix, and the named gradients on the way. Forget one and the compiler says so. */
export const matrices: { readonly [K in Name]: About } = {
  video: value('video', 'The brightness of every pixel, frame under frame.'),
  encoderWeight: value(
    'encoderWeight',
    'Each row weighs the pixels of a patch into one feature of its latent; frozen.',
  ),
  encoderBias: value('encoderBias', 'What the encoder adds to each feature; frozen.'),
  noise: value('noise', 'The noise that is added to the latent, and that the model has to guess.'),
  words: value('words', 'A vector for each word of the prompt, side by side.'),
  t: value('t', 'How far along the noising is, as a whole number.'),
  modulationWeight: value(
    'modulationWeight',
    'Turns the condition into a scale and a shift for every feature; learnable.',
  ),
  modulationBias: value('modulationBias', 'The scale and the shift that an empty condition would give; learnable.'),
  query: value('query', 'Makes of each patch its query, which asks; learnable.'),
  key: value('key', 'Makes of each patch its key, which is asked; learnable.'),
  feedForwardWeight: value('feedForwardWeight', 'Mixes the features of a patch into its predicted noise; learnable.'),
  feedForwardBias: value('feedForwardBias', 'What the feed-forward layer adds to each feature; learnable.'),
  learningRate: value('learningRate', 'How large a part of its gradient each parameter moves by.'),
  decoderWeight: value('decoderWeight', 'Each row weighs the features of a patch into one of its pixels; frozen.'),
  decoderBias: value('decoderBias', 'What the decoder adds to each pixel; frozen.'),

  patches: value('patches', 'The video cut into patches, each patch a column of pixels.'),
  encoderPre: value(
    'encoderPre',
    'What the encoder makes of each patch, before ReLU turns what is negative into zero.',
  ),
  latent: value('latent', 'Each patch as the encoder describes it, a column of features.'),
  noised: value('noised', 'The latent with noise on it: all that the model sees of the video.'),
  textEmbedding: value('textEmbedding', 'The whole prompt as one vector: the sum of its words.'),
  timeEmbedding: value('timeEmbedding', 'The timestep in binary, the most significant bit on top.'),
  condition: value('condition', 'The text embedding above the time embedding: all that steers the model.'),
  scaleShift: value('scaleShift', 'A scale for every feature and, below them, a shift for every feature.'),
  scale: value('scale', 'What each feature of the noised latent is multiplied by.'),
  shift: value('shift', 'What each feature is raised by after it has been scaled.'),
  scaled: value('scaled', 'The noised latent with each row multiplied by its scale.'),
  conditioned: value('conditioned', 'The scaled latent with each row raised by its shift.'),
  queries: value('queries', 'What each patch asks the others for, a column for each patch.'),
  keys: value('keys', 'What each patch answers to, a column for each patch.'),
  scores: value('scores', 'How well the key of each patch (row) meets the query of each patch (column).'),
  attention: value('attention', 'How much the patch of a column takes from the patch of a row.'),
  pooled: value('pooled', 'For each patch, the conditioned latents of the patches that it attends to, mixed.'),
  predictedNoise: value('predictedNoise', 'What the model takes to be noise in every cell of the noised latent.'),
  loss: value('loss', 'The mean of the squared errors of the predicted noise.'),
  denoised: value('denoised', 'The noised latent less the predicted noise.'),
  decoderPre: value(
    'decoderPre',
    'What the decoder makes of each patch, before ReLU turns what is negative into zero.',
  ),
  decoded: value('decoded', 'The patches that the denoised latent stands for, as columns of pixels.'),
  generatedVideo: value('generatedVideo', 'The decoded patches, each put back where it came from.'),

  lossGradient: gradient(
    'predictedNoise',
    'Predicted less sampled noise: the error, and the gradient that all others start from.',
    'error',
  ),
  d_feedForwardWeight: gradient(
    'feedForwardWeight',
    'How half the squared error would move if this weight grew a little.',
  ),
  d_feedForwardBias: gradient(
    'feedForwardBias',
    'How half the squared error would move if this bias grew a little: the sum of the row of errors.',
  ),
  d_pooled: gradient('pooled', 'The error, taken back through the feed-forward weight.'),
  d_scores: gradient('scores', 'The gradient of the pooled latent, taken back through the softmax.'),
  d_queries: gradient('queries', 'The gradient of the scores, taken back to what each patch asked.'),
  d_keys: gradient('keys', 'The gradient of the scores, taken back to what each patch answered to.'),
  d_query: gradient('query', 'How half the squared error would move if this weight of the queries grew a little.'),
  d_key: gradient('key', 'How half the squared error would move if this weight of the keys grew a little.'),
  d_conditioned: gradient(
    'conditioned',
    'The gradient of the pooled latent, taken back to the patches that were attended to.',
  ),
  d_scale: gradient('scale', 'How half the squared error would move if the scale of this feature grew a little.'),
  d_shift: gradient('shift', 'How half the squared error would move if the shift of this feature grew a little.'),
  d_scaleShift: gradient('scaleShift', 'The gradients of scale and shift, one above the other as they were made.'),
  d_modulationWeight: gradient(
    'modulationWeight',
    'How half the squared error would move if this weight grew a little.',
  ),
  d_modulationBias: gradient('modulationBias', 'How half the squared error would move if this bias grew a little.'),
  feedForwardWeightAfter: after('feedForwardWeight'),
  feedForwardBiasAfter: after('feedForwardBias'),
  modulationWeightAfter: after('modulationWeight'),
  modulationBiasAfter: after('modulationBias'),
  queryAfter: after('query'),
  keyAfter: after('key'),
}

const isWorking = (name: Name): name is WorkingName => Object.hasOwn(workingNames, name)

/** What a name stands for: a value, the gradient at one, or a parameter after a step. Names are looked up, never parsed. */
export type Meaning =
  | { readonly kind: 'value' }
  | { readonly kind: 'gradient'; readonly of: Name }
  | { readonly kind: 'updated'; readonly of: Name }
export const meaningOf = (name: Name): Meaning =>
  isWorking(name) ? { kind: 'gradient', of: workingNames[name] } : meaningInSpec(name)

const gradients = new Map<string, Name>(
  (Object.keys(matrices) as Name[]).flatMap(name => {
    const meaning = meaningOf(name)
    return meaning.kind === 'gradient' ? [[meaning.of, name]] : []
  }),
)

/** The name of the gradient at a matrix; undefined where none has a name. */
export const gradientAt = (name: string): Name | undefined => gradients.get(name)

/** Whether this text names a matrix. */
export const isName = (name: string): name is Name => Object.hasOwn(matrices, name)

/** The matrix that somebody calls so: by its name, in small letters or large, or by its symbol as the screens show it. A prime
 *  may be typed as one on the keyboard. */
export function nameFrom(typed: string): Name | undefined {
  const all = Object.keys(matrices) as Name[]
  const symbol = typed.replace(/['’]$/, '′')
  return (
    all.find(name => matrices[name].symbol === symbol) ?? all.find(name => name.toLowerCase() === typed.toLowerCase())
  )
}

const about = (name: string): About => {
  if (!isName(name)) throw new RangeError(`there is no matrix ${name}`)
  return matrices[name]
}

/** What a matrix is in the model; a gradient has the role of its value. Throws RangeError where there is no such matrix. */
export const roleOf = (name: string): Role => about(name).role

/** What a matrix is called. Throws RangeError where there is no such matrix. */
export const titleOf = (name: string): string => about(name).title

/** The short sign of a matrix. Throws RangeError where there is no such matrix. */
export const symbolOf = (name: string): string => about(name).symbol

/** What a row, counted from 0, stands for: "feature 2", "frame 1, row 2", "key patch 3"; '' where it is the only one. */
export const rowHead = (name: string, row: number, facts: Facts): string => headOf(about(name).rows, row, facts)

/** What a column, counted from 0, stands for: "patch 3", "word sora", "text 1"; '' where it is the only one. */
export const columnHead = (name: string, column: number, facts: Facts): string =>
  headOf(about(name).columns, column, facts)

/** A cell in words: "latent, feature 1, patch 3". */
export const cellTitle = ({ name, row, column }: CellRef, facts: Facts): string =>
  [titleOf(name), rowHead(name, row, facts), columnHead(name, column, facts)].filter(part => part !== '').join(', ')
