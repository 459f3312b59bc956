// The captions: what each value of the model is called, its sign, its role, where it is made and what it counts.
import type { Name, WorkingName } from '@dit-by-hand/core/names'
import type { GradientName, UpdatedName } from '@dit-by-hand/spec/names'
import type { Axis } from './heads.ts'
import type { Place } from './telling.ts'

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
  /** A gradient has the role of the value that it is the gradient at. */
  readonly role: Role
  readonly isGradient: boolean
  /** The step that makes it; for a given matrix, the step that first uses it. */
  readonly place: Place
  readonly rows: Axis
  readonly columns: Axis
  /** One sentence on what it is. */
  readonly says: string
}

/** What is common to a value, its gradient and what it is after a step. */
export type Caption = Omit<About, 'isGradient' | 'place' | 'says'>

/** Every matrix but gradients and what parameters are after a step: those are captioned after their values. */
export type CaptionedName = Exclude<Name, GradientName | UpdatedName | WorkingName | 'lossGradient'>

/** Forget one and the compiler says so. */
export const captions: { readonly [K in CaptionedName]: Caption } = {
  video: { title: 'video', symbol: 'V', role: 'pixels', rows: 'frame row', columns: 'pixel column' },
  encoderWeight: {
    title: 'encoder weight',
    symbol: 'We',
    role: 'frozen',
    rows: 'feature',
    columns: 'pixel',
  },
  encoderBias: {
    title: 'encoder bias',
    symbol: 'be',
    role: 'frozen',
    rows: 'feature',
    columns: 'single',
  },
  noise: { title: 'sampled noise', symbol: 'ε', role: 'noise', rows: 'feature', columns: 'patch' },
  words: {
    title: 'word vectors',
    symbol: 'E',
    role: 'condition',
    rows: 'text feature',
    columns: 'word',
  },
  t: { title: 'timestep', symbol: 't', role: 'condition', rows: 'single', columns: 'single' },
  modulationWeight: {
    title: 'modulation weight',
    symbol: 'Wm',
    role: 'learnable',
    rows: 'scale or shift',
    columns: 'condition',
  },
  modulationBias: {
    title: 'modulation bias',
    symbol: 'bm',
    role: 'learnable',
    rows: 'scale or shift',
    columns: 'single',
  },
  query: {
    title: 'query weight',
    symbol: 'Wq',
    role: 'learnable',
    rows: 'query feature',
    columns: 'feature',
  },
  key: {
    title: 'key weight',
    symbol: 'Wk',
    role: 'learnable',
    rows: 'key feature',
    columns: 'feature',
  },
  feedForwardWeight: {
    title: 'feed-forward weight',
    symbol: 'Wf',
    role: 'learnable',
    rows: 'feature',
    columns: 'feature',
  },
  feedForwardBias: {
    title: 'feed-forward bias',
    symbol: 'bf',
    role: 'learnable',
    rows: 'feature',
    columns: 'single',
  },
  learningRate: {
    title: 'learning rate',
    symbol: 'η',
    role: 'training',
    rows: 'single',
    columns: 'single',
  },
  decoderWeight: {
    title: 'decoder weight',
    symbol: 'Wd',
    role: 'frozen',
    rows: 'pixel',
    columns: 'feature',
  },
  decoderBias: {
    title: 'decoder bias',
    symbol: 'bd',
    role: 'frozen',
    rows: 'pixel',
    columns: 'single',
  },

  patches: { title: 'patches', symbol: 'P', role: 'pixels', rows: 'pixel', columns: 'patch' },
  encoderPre: {
    title: 'latent before ReLU',
    symbol: 'Ze',
    role: 'latent',
    rows: 'feature',
    columns: 'patch',
  },
  latent: { title: 'latent', symbol: 'Z', role: 'latent', rows: 'feature', columns: 'patch' },
  noised: { title: 'noised latent', symbol: 'Zt', role: 'latent', rows: 'feature', columns: 'patch' },
  textEmbedding: {
    title: 'text embedding',
    symbol: 'e',
    role: 'condition',
    rows: 'text feature',
    columns: 'single',
  },
  timeEmbedding: {
    title: 'time embedding',
    symbol: 'τ',
    role: 'condition',
    rows: 'bit',
    columns: 'single',
  },
  condition: {
    title: 'condition',
    symbol: 'c',
    role: 'condition',
    rows: 'condition',
    columns: 'single',
  },
  scaleShift: {
    title: 'scale and shift',
    symbol: 'γβ',
    role: 'condition',
    rows: 'scale or shift',
    columns: 'single',
  },
  scale: { title: 'scale', symbol: 'γ', role: 'condition', rows: 'feature', columns: 'single' },
  shift: { title: 'shift', symbol: 'β', role: 'condition', rows: 'feature', columns: 'single' },
  scaled: {
    title: 'scaled latent',
    symbol: 'Xs',
    role: 'latent',
    rows: 'feature',
    columns: 'patch',
  },
  conditioned: {
    title: 'conditioned latent',
    symbol: 'X',
    role: 'latent',
    rows: 'feature',
    columns: 'patch',
  },
  queries: {
    title: 'queries',
    symbol: 'Q',
    role: 'latent',
    rows: 'query feature',
    columns: 'query patch',
  },
  keys: { title: 'keys', symbol: 'K', role: 'latent', rows: 'key feature', columns: 'key patch' },
  scores: {
    title: 'scores',
    symbol: 'S',
    role: 'attention',
    rows: 'key patch',
    columns: 'query patch',
  },
  attention: {
    title: 'attention',
    symbol: 'A',
    role: 'attention',
    rows: 'key patch',
    columns: 'query patch',
  },
  pooled: { title: 'pooled latent', symbol: 'Y', role: 'latent', rows: 'feature', columns: 'patch' },
  predictedNoise: {
    title: 'predicted noise',
    symbol: 'εθ',
    role: 'noise',
    rows: 'feature',
    columns: 'patch',
  },
  loss: { title: 'loss', symbol: 'L', role: 'training', rows: 'single', columns: 'single' },
  denoised: {
    title: 'denoised latent',
    symbol: 'Zd',
    role: 'latent',
    rows: 'feature',
    columns: 'patch',
  },
  decoderPre: {
    title: 'pixels before ReLU',
    symbol: 'Dp',
    role: 'pixels',
    rows: 'pixel',
    columns: 'patch',
  },
  decoded: { title: 'decoded patches', symbol: 'D', role: 'pixels', rows: 'pixel', columns: 'patch' },
  generatedVideo: {
    title: 'generated video',
    symbol: 'G',
    role: 'pixels',
    rows: 'frame row',
    columns: 'pixel column',
  },
}
