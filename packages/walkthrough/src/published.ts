// Figures of the published Diffusion Transformer, so that prose need not type them.
// Sources: Peebles & Xie 2023, "Scalable Diffusion Models with Transformers" (arXiv 2212.09748); where a number is not
// in the paper, its official code.

/** The sizes before and after an encoder. */
export interface Reduction {
  /** rows × columns × channels */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** An image and its latent in DiT, §3.2. */
export const reduction: Reduction = { from: [256, 256, 3], to: [32, 32, 4] }

/** The number of cells in a block of this shape. */
export const volume = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1)

/** The volume of a shape as a line of arithmetic: "32×32×4 = 4,096". */
export const volumeLine = (shape: readonly number[]): string => `${shape.join('×')} = ${grouped(volume(shape))}`

/** The factor of a reduction: how many times fewer numbers are left. */
export const savings = ({ from, to }: Reduction): number => volume(from) / volume(to)

/** A large whole number with commas between thousands: 196,608. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

export const published = {
  paper: 'Peebles & Xie 2023',
  /** Sections of the paper. */
  sections: { preliminaries: '§3.1', design: '§3.2', experiments: '§4', results: '§5' },
  /** Weights of the largest model, DiT-XL/2. */
  weights: 675_129_632,
  blocks: 28,
  heads: 16,
  /** Side of a patch of the latent in the best models. */
  patch: '2×2',
  /** Latents are multiplied by this before noise is added (official code). */
  latentScale: '0.18215',
  timesteps: 1000,
  /** Steps of sampling in the paper's experiments. */
  samplingSteps: 250,
  /** Sines and cosines of a timestep (official code). */
  timeFeatures: 256,
  /** Vectors that the modulation of one block computes. */
  modulated: 6,
  /** How many times wider the hidden layer of the feed-forward network is. */
  hidden: 4,
  learningRate: '0.0001',
  batch: 256,
  /** The decay of the moving average of the weights (§4). */
  meanDecay: '0.9999',
  /** How often training drops the label (official code). */
  labelsDropped: '10 %',
  /** The report on Sora (OpenAI 2024): the widest and the tallest videos that it speaks of, as columns × rows. */
  widest: '1920×1080',
  tallest: '1080×1920',
  formulas: {
    layer: 'Wx + b',
    softmax: 'e^(score/√k) / sum of e^(score/√k) down the column',
    noising: '√ᾱ·latent + √(1 − ᾱ)·noise',
    modulation: '(1 + scale)·x + shift',
    guidance: 'u + s·(c − u)',
    factor: '2/N',
  },
} as const
