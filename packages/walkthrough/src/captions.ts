// The captions: each matrix's title, symbol and role, and what its rows and columns stand for.
import type { Name, WorkingName } from '@dit-by-hand/core/names'
import type { GradientName, UpdatedName } from '@dit-by-hand/spec/names'
import type { Axis } from './heads.ts'
import type { Place } from './telling.ts'

/** A matrix's role in the model. Screens give each role a colour, and a mark that needs none. */
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
  /** A short symbol; no two matrices have the same. A second letter is an index: We is W with index e. */
  readonly symbol: string
  /** A gradient has the role of the value that it is the gradient at. */
  readonly role: Role
  readonly isGradient: boolean
  /** The step that computes it; for a given matrix, the step that first uses it. */
  readonly place: Place
  readonly rows: Axis
  readonly columns: Axis
}

/** What a value, its gradient and its updated value have in common. */
export type Caption = Omit<About, 'isGradient' | 'place'>

/** Every matrix but gradients and updated parameters, which have the captions of their values. */
export type CaptionedName = Exclude<Name, GradientName | UpdatedName | WorkingName>

const caption = (title: string, symbol: string, role: Role, rows: Axis, columns: Axis): Caption => ({
  title,
  symbol,
  role,
  rows,
  columns,
})

/** The captions by name: forget one and the compiler says so. */
export const captions: { readonly [K in CaptionedName]: Caption } = {
  video: caption('video', 'V', 'pixels', 'frame row', 'pixel column'),
  encoderWeight: caption('encoder weight', 'We', 'frozen', 'feature', 'pixel'),
  encoderBias: caption('encoder bias', 'be', 'frozen', 'feature', 'single'),
  noise: caption('sampled noise', 'ε', 'noise', 'feature', 'patch'),
  words: caption('word vectors', 'E', 'condition', 'text feature', 'word'),
  t: caption('timestep', 't', 'condition', 'single', 'single'),
  modulationWeight: caption('modulation weight', 'Wm', 'learnable', 'scale or shift', 'condition'),
  modulationBias: caption('modulation bias', 'bm', 'learnable', 'scale or shift', 'single'),
  query: caption('query weight', 'Wq', 'learnable', 'query feature', 'feature'),
  key: caption('key weight', 'Wk', 'learnable', 'key feature', 'feature'),
  feedForwardWeight: caption('feed-forward weight', 'Wf', 'learnable', 'feature', 'feature'),
  feedForwardBias: caption('feed-forward bias', 'bf', 'learnable', 'feature', 'single'),
  learningRate: caption('learning rate', 'η', 'training', 'single', 'single'),
  decoderWeight: caption('decoder weight', 'Wd', 'frozen', 'pixel', 'feature'),
  decoderBias: caption('decoder bias', 'bd', 'frozen', 'pixel', 'single'),
  patches: caption('patches', 'P', 'pixels', 'pixel', 'patch'),
  encoderPre: caption('latent before ReLU', 'Ze', 'latent', 'feature', 'patch'),
  latent: caption('latent', 'Z', 'latent', 'feature', 'patch'),
  noised: caption('noised latent', 'Zt', 'latent', 'feature', 'patch'),
  textEmbedding: caption('text embedding', 'e', 'condition', 'text feature', 'single'),
  timeEmbedding: caption('time embedding', 'τ', 'condition', 'bit', 'single'),
  condition: caption('condition', 'c', 'condition', 'condition', 'single'),
  scaleShift: caption('scale and shift', 'γβ', 'condition', 'scale or shift', 'single'),
  scale: caption('scale', 'γ', 'condition', 'feature', 'single'),
  shift: caption('shift', 'β', 'condition', 'feature', 'single'),
  scaled: caption('scaled latent', 'Xs', 'latent', 'feature', 'patch'),
  conditioned: caption('conditioned latent', 'X', 'latent', 'feature', 'patch'),
  queries: caption('queries', 'Q', 'latent', 'query feature', 'query patch'),
  keys: caption('keys', 'K', 'latent', 'key feature', 'key patch'),
  scores: caption('scores', 'S', 'attention', 'key patch', 'query patch'),
  attention: caption('attention', 'A', 'attention', 'key patch', 'query patch'),
  pooled: caption('pooled latent', 'Y', 'latent', 'feature', 'patch'),
  predictedNoise: caption('predicted noise', 'εθ', 'noise', 'feature', 'patch'),
  lossGradient: caption('error', '∂εθ', 'noise', 'feature', 'patch'),
  loss: caption('loss', 'L', 'training', 'single', 'single'),
  denoised: caption('denoised latent', 'Zd', 'latent', 'feature', 'patch'),
  decoderPre: caption('pixels before ReLU', 'Dp', 'pixels', 'pixel', 'patch'),
  decoded: caption('decoded patches', 'D', 'pixels', 'pixel', 'patch'),
  generatedVideo: caption('generated video', 'G', 'pixels', 'frame row', 'pixel column'),
}
