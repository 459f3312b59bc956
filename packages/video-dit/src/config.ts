// The configuration of a DiT: the sizes of clip, patch and net, or those of a published model by its name.
import { named } from '@dit-by-hand/graph/at'
import type { Init } from '@dit-by-hand/graph/scope'

/** Frames, rows, columns. An image is a clip of one frame. */
export type Extent = readonly [time: number, row: number, column: number]

export interface DitConfig {
  /** Channels of the clip: C. */
  readonly channels: number
  readonly video: Extent
  /** Frames, rows and columns of one patch. Each divides the clip's. */
  readonly patch: Extent
  /** Features of a token: D. */
  readonly width: number
  readonly depth: number
  readonly heads: number
  /** Hidden features of a block's perceptron, as a multiple of the width. Published: 4. */
  readonly mlp: number
  /** Rows of the table of word vectors: classes or words, and the null label as the last. */
  readonly words: number
  /** Whether the net also predicts the variance of a step, between its bounds (Nichol & Dhariwal 2021, eq. 15). */
  readonly learnedVariance: boolean
  /** How many position features encode the frame, the row and the column: even, D in all. Default {@link positionWidths}. */
  readonly positions?: Extent
  readonly initial?: Initial
}

/** How the conditions are initialised, which depends on the width. */
export interface Initial {
  readonly timestep: Init
  readonly words: Init
}

/** Peebles & Xie 2023: N(0, 0.02) for both. */
export const published: Initial = {
  timestep: { kind: 'normal', deviation: 0.02 },
  words: { kind: 'normal', deviation: 0.02 },
}

/** For narrow nets, in which the published ones leave the conditions too weak. */
export const narrow: Initial = { timestep: { kind: 'xavier' }, words: { kind: 'normal', deviation: 0.5 } }

/** Sinusoidal features of the timestep: half cosines, half sines. */
export const timestepWaves = 256

/** Peebles & Xie 2023, table 1. */
const widths = {
  S: { depth: 12, width: 384, heads: 6 },
  B: { depth: 12, width: 768, heads: 12 },
  L: { depth: 24, width: 1024, heads: 16 },
  XL: { depth: 28, width: 1152, heads: 16 },
} as const

/** S, B, L or XL with patches of 2, 4 or 8. */
export type OfficialName = `DiT-${keyof typeof widths}/${2 | 4 | 8}`

/** The twelve published models, such as `DiT-XL/2`. */
export const officialNames: readonly OfficialName[] = (['XL', 'L', 'B', 'S'] as const).flatMap(size =>
  ([2, 4, 8] as const).map(patch => `DiT-${size}/${patch}` as const),
)

/**
 * A published model: 4 latent channels, 1000 classes, learned variance.
 * @param latent rows and columns of the latent: 32 for images of 256 pixels, 64 for 512
 * @throws {RangeError} where there is no such model, naming those there are
 */
export function official(name: string, latent = 32): DitConfig {
  const known = officialNames.find(each => each === name)
  if (known === undefined)
    throw new RangeError(`there is no published model ${name}; there are ${officialNames.join(', ')}`)
  const [size = '', patch = ''] = known.slice('DiT-'.length).split('/')
  const side = Number(patch)
  return {
    ...named(widths, size, 'the published sizes'),
    channels: 4,
    video: [1, latent, latent],
    patch: [1, side, side],
    mlp: 4,
    words: 1001,
    learnedVariance: true,
  }
}

/** Patches along each axis. */
export const gridOf = ({ video: [T, H, W], patch: [t, h, w] }: Pick<DitConfig, 'video' | 'patch'>): Extent => [
  T / t,
  H / h,
  W / w,
]

/** The number of tokens: L. */
export const tokensOf = (config: DitConfig): number => gridOf(config).reduce((product, count) => product * count, 1)

/** Output channels: those of the predicted noise or velocity, and of the variance where it is learned. */
export const channelsOut = ({ channels, learnedVariance }: DitConfig): number =>
  learnedVariance ? 2 * channels : channels

/**
 * Position features for each axis. An image has half for its rows and half for its columns, as published. A clip has a
 * quarter for time where that leaves even numbers; else D is shared as evenly as even numbers can, the rest for time.
 */
export function positionWidths({ width, video, patch, positions }: DitConfig): Extent {
  if (positions) return positions
  if (video[0] === 1 && patch[0] === 1) return [0, width / 2, width / 2]
  if (width % 16 === 0) return [width / 4, (3 * width) / 8, (3 * width) / 8]
  const each = 2 * Math.floor(width / 6)
  return [width - 2 * each, each, each]
}

/** Hidden features of a block's perceptron, rounded where nearly whole: in doubles 98 times 2/98 is not quite 2. */
export function hiddenOf({ width, mlp }: Pick<DitConfig, 'width' | 'mlp'>): number {
  const nearest = Math.round(width * mlp)
  return Math.abs(width * mlp - nearest) < 1e-9 * nearest ? nearest : width * mlp
}

/** Checks that a model can be built. @throws {RangeError} naming what is wrong, and why */
export function checkConfig(config: DitConfig): void {
  const { channels, video, patch, width, depth, heads, words } = config
  const whole = { channels, width, depth, heads, words, 'width × mlp': hiddenOf(config) }
  for (const [what, value] of Object.entries(whole))
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new RangeError(`${what} is ${value}; it must be a whole number, 1 or more`)
  if (width % heads !== 0) throw new RangeError(`${heads} heads do not divide a width of ${width}`)
  ;(['frames', 'rows', 'columns'] as const).forEach((what, axis) => {
    const [size, part] = [video[axis], patch[axis]]
    if (
      !(Number.isSafeInteger(size) && Number.isSafeInteger(part)) ||
      !(part! >= 1 && size! % part! === 0 && size! > 0)
    )
      throw new RangeError(`a clip of ${size} ${what} cannot be cut into patches of ${part} ${what}`)
  })
  const positions = positionWidths(config)
  if (positions.some(part => part % 2 !== 0 || part < 0) || positions.reduce((a, b) => a + b) !== width)
    throw new RangeError(`position features ${positions.join(' + ')} must be even numbers that add up to ${width}`)
}
