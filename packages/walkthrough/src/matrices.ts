// What every named matrix is called, what it is, where it is made, and what its rows and columns stand for.
import type { Name } from '@dit-by-hand/core/dit'
import type { CellRef } from '@dit-by-hand/core/expression'
import { type Axis, headOf } from './heads.ts'
import type { Facts, Place } from './telling.ts'

/** What a matrix is in the model. Screens give each role a look, and a mark that needs no colour. */
export type Role =
  | 'pixels'
  | 'latent'
  | 'noise'
  | 'condition'
  | 'attention'
  | 'learnable'
  | 'frozen'
  /** A single number about the training: the loss, the learning rate. */
  | 'training'

/** One matrix in words. */
export interface About {
  /** Plain words, for captions: "encoder weight". */
  readonly title: string
  /** A short sign where room is small; no two matrices share one. A second letter is an index: We is W with index e. */
  readonly symbol: string
  /** A slope has the role of the value that it belongs to. */
  readonly role: Role
  readonly isSlope: boolean
  /** The step that makes it; for a given matrix, the step that first uses it. */
  readonly place: Place
  readonly rows: Axis
  readonly columns: Axis
  /** One sentence on what it is. */
  readonly says: string
}

type Value = Omit<About, 'isSlope' | 'says'>

const values = {
  video: { title: 'video', symbol: 'V', role: 'pixels', place: 'patchify', rows: 'frame row', columns: 'pixel column' },
  encoderWeight: {
    title: 'encoder weight',
    symbol: 'We',
    role: 'frozen',
    place: 'encode',
    rows: 'feature',
    columns: 'pixel',
  },
  encoderBias: {
    title: 'encoder bias',
    symbol: 'be',
    role: 'frozen',
    place: 'encode',
    rows: 'feature',
    columns: 'single',
  },
  noise: { title: 'sampled noise', symbol: 'ε', role: 'noise', place: 'noise', rows: 'feature', columns: 'patch' },
  words: {
    title: 'word vectors',
    symbol: 'E',
    role: 'condition',
    place: 'conditions',
    rows: 'text feature',
    columns: 'word',
  },
  t: { title: 'timestep', symbol: 't', role: 'condition', place: 'conditions', rows: 'single', columns: 'single' },
  modulationWeight: {
    title: 'modulation weight',
    symbol: 'Wm',
    role: 'learnable',
    place: 'modulation',
    rows: 'scale or shift',
    columns: 'condition',
  },
  modulationBias: {
    title: 'modulation bias',
    symbol: 'bm',
    role: 'learnable',
    place: 'modulation',
    rows: 'scale or shift',
    columns: 'single',
  },
  query: {
    title: 'query weight',
    symbol: 'Wq',
    role: 'learnable',
    place: 'attention',
    rows: 'query feature',
    columns: 'feature',
  },
  key: {
    title: 'key weight',
    symbol: 'Wk',
    role: 'learnable',
    place: 'attention',
    rows: 'key feature',
    columns: 'feature',
  },
  feedForwardWeight: {
    title: 'feed-forward weight',
    symbol: 'Wf',
    role: 'learnable',
    place: 'feed-forward',
    rows: 'feature',
    columns: 'feature',
  },
  feedForwardBias: {
    title: 'feed-forward bias',
    symbol: 'bf',
    role: 'learnable',
    place: 'feed-forward',
    rows: 'feature',
    columns: 'single',
  },
  learningRate: {
    title: 'learning rate',
    symbol: 'η',
    role: 'training',
    place: 'slopes',
    rows: 'single',
    columns: 'single',
  },
  decoderWeight: {
    title: 'decoder weight',
    symbol: 'Wd',
    role: 'frozen',
    place: 'decode',
    rows: 'pixel',
    columns: 'feature',
  },
  decoderBias: {
    title: 'decoder bias',
    symbol: 'bd',
    role: 'frozen',
    place: 'decode',
    rows: 'pixel',
    columns: 'single',
  },

  patches: { title: 'patches', symbol: 'P', role: 'pixels', place: 'patchify', rows: 'pixel', columns: 'patch' },
  encoderPre: {
    title: 'latent before ReLU',
    symbol: 'Ze',
    role: 'latent',
    place: 'encode',
    rows: 'feature',
    columns: 'patch',
  },
  latent: { title: 'latent', symbol: 'Z', role: 'latent', place: 'encode', rows: 'feature', columns: 'patch' },
  noised: { title: 'noised latent', symbol: 'Zt', role: 'latent', place: 'noise', rows: 'feature', columns: 'patch' },
  textEmbedding: {
    title: 'text embedding',
    symbol: 'e',
    role: 'condition',
    place: 'conditions',
    rows: 'text feature',
    columns: 'single',
  },
  timeEmbedding: {
    title: 'time embedding',
    symbol: 'τ',
    role: 'condition',
    place: 'conditions',
    rows: 'bit',
    columns: 'single',
  },
  condition: {
    title: 'condition',
    symbol: 'c',
    role: 'condition',
    place: 'conditions',
    rows: 'condition',
    columns: 'single',
  },
  scaleShift: {
    title: 'scale and shift',
    symbol: 'γβ',
    role: 'condition',
    place: 'modulation',
    rows: 'scale or shift',
    columns: 'single',
  },
  scale: { title: 'scale', symbol: 'γ', role: 'condition', place: 'modulation', rows: 'feature', columns: 'single' },
  shift: { title: 'shift', symbol: 'β', role: 'condition', place: 'modulation', rows: 'feature', columns: 'single' },
  scaled: {
    title: 'scaled latent',
    symbol: 'Xs',
    role: 'latent',
    place: 'modulate',
    rows: 'feature',
    columns: 'patch',
  },
  conditioned: {
    title: 'conditioned latent',
    symbol: 'X',
    role: 'latent',
    place: 'modulate',
    rows: 'feature',
    columns: 'patch',
  },
  queries: {
    title: 'queries',
    symbol: 'Q',
    role: 'latent',
    place: 'attention',
    rows: 'query feature',
    columns: 'query patch',
  },
  keys: { title: 'keys', symbol: 'K', role: 'latent', place: 'attention', rows: 'key feature', columns: 'key patch' },
  scores: {
    title: 'scores',
    symbol: 'S',
    role: 'attention',
    place: 'attention',
    rows: 'key patch',
    columns: 'query patch',
  },
  attention: {
    title: 'attention',
    symbol: 'A',
    role: 'attention',
    place: 'attention',
    rows: 'key patch',
    columns: 'query patch',
  },
  pooled: { title: 'pooled latent', symbol: 'Y', role: 'latent', place: 'pooling', rows: 'feature', columns: 'patch' },
  predictedNoise: {
    title: 'predicted noise',
    symbol: 'εθ',
    role: 'noise',
    place: 'feed-forward',
    rows: 'feature',
    columns: 'patch',
  },
  loss: { title: 'loss', symbol: 'L', role: 'training', place: 'slopes', rows: 'single', columns: 'single' },
  denoised: {
    title: 'denoised latent',
    symbol: 'Zd',
    role: 'latent',
    place: 'denoise',
    rows: 'feature',
    columns: 'patch',
  },
  decoderPre: {
    title: 'pixels before ReLU',
    symbol: 'Dp',
    role: 'pixels',
    place: 'decode',
    rows: 'pixel',
    columns: 'patch',
  },
  decoded: { title: 'decoded patches', symbol: 'D', role: 'pixels', place: 'decode', rows: 'pixel', columns: 'patch' },
  generatedVideo: {
    title: 'generated video',
    symbol: 'G',
    role: 'pixels',
    place: 'video',
    rows: 'frame row',
    columns: 'pixel column',
  },
} as const satisfies { readonly [name: string]: Value }

type ValueName = keyof typeof values

const value = (name: ValueName, says: string): About => ({ ...values[name], isSlope: false, says })

const slope = (
  of: ValueName,
  says: string,
  title = `slope of the ${values[of].title}`,
  symbol = `∂${values[of].symbol}`,
): About => ({
  ...values[of],
  title,
  symbol,
  isSlope: true,
  place: 'slopes',
  says,
})

const after = (of: ValueName): About => ({
  ...values[of],
  title: `${values[of].title} after`,
  symbol: `${values[of].symbol}′`,
  isSlope: false,
  place: 'slopes',
  says: `The ${values[of].title} after one step of gradient descent: itself, less the learning rate times its slope.`,
})

/** Every named matrix, and the named slopes on the way. Forget one and the compiler says so. */
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
  learningRate: value('learningRate', 'How large a part of its slope each learnable number moves by.'),
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

  lossGradient: slope(
    'predictedNoise',
    'Predicted less sampled noise: the error, and the slope that all others start from.',
    'error',
  ),
  d_feedForwardWeight: slope('feedForwardWeight', 'How the squared error would move if this weight grew a little.'),
  d_feedForwardBias: slope(
    'feedForwardBias',
    'How the squared error would move if this bias grew a little: the sum of the row of errors.',
  ),
  d_pooled: slope('pooled', 'The error, taken back through the feed-forward weight.'),
  d_scores: slope('scores', 'The slope of the pooled latent, taken back through the softmax.'),
  d_queries: slope('queries', 'The slope of the scores, taken back to what each patch asked.'),
  d_keys: slope('keys', 'The slope of the scores, taken back to what each patch answered to.'),
  d_query: slope('query', 'How the squared error would move if this weight of the queries grew a little.'),
  d_key: slope('key', 'How the squared error would move if this weight of the keys grew a little.'),
  d_conditioned: slope(
    'conditioned',
    'The slope of the pooled latent, taken back to the patches that were attended to.',
  ),
  d_scale: slope('scale', 'How the squared error would move if the scale of this feature grew a little.'),
  d_shift: slope('shift', 'How the squared error would move if the shift of this feature grew a little.'),
  d_scaleShift: slope('scaleShift', 'The slopes of scale and shift, one above the other as they were made.'),
  d_modulationWeight: slope('modulationWeight', 'How the squared error would move if this weight grew a little.'),
  d_modulationBias: slope('modulationBias', 'How the squared error would move if this bias grew a little.'),
  feedForwardWeightAfter: after('feedForwardWeight'),
  feedForwardBiasAfter: after('feedForwardBias'),
  modulationWeightAfter: after('modulationWeight'),
  modulationBiasAfter: after('modulationBias'),
  queryAfter: after('query'),
  keyAfter: after('key'),
}

/** Whether this text names a matrix. */
export const isName = (name: string): name is Name => Object.hasOwn(matrices, name)

const about = (name: string): About => {
  if (!isName(name)) throw new RangeError(`there is no matrix ${name}`)
  return matrices[name]
}

/** What a matrix is in the model; a slope has the role of its value. Throws RangeError where there is no such matrix. */
export const roleOf = (name: string): Role => about(name).role

/** What a matrix is called. Throws RangeError where there is no such matrix. */
export const titleOf = (name: string): string => about(name).title

/** The short sign of a matrix. Throws RangeError where there is no such matrix. */
export const symbolOf = (name: string): string => about(name).symbol

/** What a row stands for: "feature 2", "frame 1, row 2", "key patch 3"; '' where there is a single one. Rows count from 0. */
export const rowHead = (name: string, row: number, facts: Facts): string => headOf(about(name).rows, row, facts)

/** What a column stands for: "patch 3", "word sora", "text 1"; '' where there is a single one. Columns count from 0. */
export const columnHead = (name: string, column: number, facts: Facts): string =>
  headOf(about(name).columns, column, facts)

/** A cell in words: "latent, feature 1, patch 3". */
export const cellTitle = ({ name, row, column }: CellRef, facts: Facts): string =>
  [titleOf(name), rowHead(name, row, facts), columnHead(name, column, facts)].filter(part => part !== '').join(', ')
