// Sampling films from a trained net: guided steps along its velocity, from noise to clips.
import { above0, finite, firstOutOfBounds, whole, wholeFrom1 } from '@dit-by-hand/float32/bounds'
import type { Build } from '@dit-by-hand/float32/kernels'
import { open } from '@dit-by-hand/float32/open'
import { normalAt } from '@dit-by-hand/float32/rng'
import { eachOf } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Quantity } from '../checkpoint/info.ts'
import { checkConfig, type DitConfig, type Extent, gridOf } from '../config.ts'
import { without } from '../parts.ts'
import { positions } from '../positions.ts'
import { type Film, fromCells } from '../world/film.ts'
import { nullPromptCounts } from '../world/words.ts'
import { beginning } from './beginning.ts'
import { velocityNet } from './loss.ts'

export interface Sampling {
  /** Number of steps from noise to clip. */
  readonly steps: number
  /** The scale of classifier-free guidance; 1 is no guidance. */
  readonly guidance: number
  readonly method: 'euler' | 'heun'
  /** Shifts evenly spaced times t to s·t/(1 + (s − 1)·t); 1 leaves them even. */
  readonly shift: number
}

export const usualSampling: Sampling = { steps: 8, guidance: 1.5, method: 'heun', shift: 6 }

/** The times of sampling, from 1 down to 0: one more than steps. */
export function timesOf({ steps, shift }: Pick<Sampling, 'steps' | 'shift'>): readonly number[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const even = 1 - i / steps
    return (shift * even) / (1 + (shift - 1) * even)
  })
}

/** The state of a clip during sampling. */
export interface Seen {
  /** The index of its prompt. */
  readonly which: number
  /** Steps taken: at 0 the clip is noise. */
  readonly step: number
  /** From 1 to 0. */
  readonly time: number
  /** The clip's cells: a view, valid during the call only. */
  readonly clip: Float32Array
  /** The guided velocity here, undefined after the last step. A view likewise. */
  readonly velocity: Float32Array | undefined
}

/** The time given to a net: kept off 0 and 1, since the net divides by its distance to either. */
export const toldTime = (time: number): number => Math.min(0.999, Math.max(0.001, time))

export interface Generator {
  /** Sets the trained parameters. @throws {RangeError} where the net has no such parameter, or it has another number of cells */
  bring(parameters: { readonly [name: string]: ArrayLike<number> | undefined }): void
  /** Samples a clip for each prompt, as cells. @param prompts how often each has each word @param noise which noise each starts from
   *  @param watch called before each step and after the last @throws {RangeError} naming what does not fit */
  clips(
    prompts: readonly (readonly number[])[],
    noise: readonly number[],
    sampling: Sampling,
    watch?: (seen: Seen) => void,
  ): Float32Array[]
  /** The same, decoded to films. */
  films(prompts: readonly (readonly number[])[], noise: readonly number[], sampling: Sampling): Film[]
}

/** The first random stream of the seed from which clips take their noise: far from those of the parameters. */
export const noiseStream: number = (1 << 20) + 8

export interface GeneratorOptions {
  /** Clips sampled at once. */
  readonly batch: number
  readonly seed: number
  /** The size of the net's clips: frames, rows and columns. What was learned is stretched over them. Default: the size that
   *  the net was trained with. */
  readonly video?: Extent
  /** Parts of the net that are left out, by their names. */
  readonly without?: readonly string[]
  /** A clip of this size, as cells, with whose first frames every clip begins. Default: with what the net makes. */
  readonly first?: Float32Array
  /** Decodes a clip of the net to a film. Default: its cells are pixels. */
  readonly decode?: (cells: Float32Array) => Film
  readonly build?: Build
}

/** A seed, or which noise of a seed. */
const unsigned = whole(0, 2 ** 32 - 1)

function checkAsked(
  prompts: readonly (readonly number[])[],
  noise: readonly number[],
  { steps, guidance, shift }: Sampling,
  words: number,
): void {
  const wrong = firstOutOfBounds([
    ['steps', steps, wholeFrom1],
    ['guidance', guidance, { says: 'a finite number', holds: Number.isFinite }],
    ['shift', shift, finite(above0)],
    ...noise.map(which => ['a noise', which, unsigned] as const),
  ])
  if (wrong !== undefined) throw new RangeError(wrong)
  if (noise.length !== prompts.length)
    throw new RangeError(
      `${counted(noise.length, 'noise')} for ${counted(prompts.length, 'prompt')}; each needs its own`,
    )
  const other = prompts.find(counts => counts.length !== words)
  if (other) throw new RangeError(`a prompt has ${other.length} counts; the net has ${words} words`)
}

/** The positions of tokens in clips of another size than trained: along each axis, the first and last keep their positions. */
function spread(learned: DitConfig, video: Extent): { readonly config: DitConfig; readonly apart: Extent } {
  const config: DitConfig = { ...learned, video }
  checkConfig(config)
  const [before, now] = [gridOf(learned), gridOf(config)]
  const along = (axis: 0 | 1 | 2): number =>
    before[axis] === now[axis] || now[axis] === 1 ? 1 : (before[axis] - 1) / (now[axis] - 1)
  return { config, apart: [along(0), along(1), along(2)] }
}

/**
 * Opens a generator, which follows the net's guided velocity from noise to clips.
 * @param learned the configuration that the net was trained with
 * @throws {RangeError} where a number is out of its bounds, a clip cannot be cut into patches or be begun with, or the net
 *   has no such part to leave out
 */
export async function openGenerator(
  learned: DitConfig,
  predicts: Quantity,
  { batch, seed, video = learned.video, without: left = [], first: begun, build, decode }: GeneratorOptions,
): Promise<Generator> {
  const wrong = firstOutOfBounds([
    ['the seed', seed, unsigned],
    ['the batch', batch, wholeFrom1],
  ])
  if (wrong !== undefined) throw new RangeError(wrong)
  const { config, apart } = spread(learned, video)
  const [T, H, W] = config.video
  const pixels = (cells: Float32Array): Film => fromCells(cells, { frames: T, height: H, width: W })
  const even = velocityNet(config, predicts)
  const stretched = apart.every(each => each === 1)
    ? even
    : rewrite(even, { positions: () => positions(config, apart) })
  const net = without(stretched, config, left)
  const plan = await open(begun ? beginning(net, config, predicts) : net, {
    batch: 2 * batch,
    perSample: ['x', 'time', 'words'],
    outputs: begun ? ['velocity', 'pull'] : ['velocity'],
    ...(build && { build }),
  })
  const bring: Generator['bring'] = parameters => {
    for (const [name, values] of Object.entries(parameters)) {
      if (!values) continue
      const into = plan.cells(name)
      if (into.length !== values.length)
        throw new RangeError(`${name} has ${into.length} cells; ${values.length} were given`)
      into.set(values)
    }
  }
  if (begun) bring({ given: begun })
  const cells = (name: string): readonly Float32Array[] =>
    Array.from({ length: 2 * batch }, (_, k) => plan.cells(name, k))
  const [xs, timeCells, words, velocities] = eachOf(['x', 'time', 'words', 'velocity'], cells)
  const pulls = begun ? cells('pull') : []
  const count = config.channels * T * H * W

  /** Computes the guided velocities of the clips in the first half of the batch; the second half is without words. */
  const ask = (time: number, guidance: number, into: readonly Float32Array[]): void => {
    for (const cell of timeCells) cell[0] = toldTime(time)
    for (let k = 0; k < batch; k++) xs[batch + k]!.set(xs[k]!)
    plan.run()
    for (let k = 0; k < batch; k++) {
      const [c, u, v] = [velocities[k]!, velocities[batch + k]!, into[k]!]
      for (let i = 0; i < count; i++) v[i] = u[i]! + guidance * (c[i]! - u[i]!)
      if (begun) for (let i = 0; i < count; i++) v[i] = v[i]! + pulls[k]![i]!
    }
  }
  const [first, second] = eachOf([0, 1], () => Array.from({ length: batch }, () => new Float32Array(count)))

  const clips: Generator['clips'] = (prompts, noise, sampling, watch) => {
    checkAsked(prompts, noise, sampling, config.words)
    const made: Float32Array[] = []
    for (let from = 0; from < prompts.length; from += batch) {
      const here = Math.min(batch, prompts.length - from)
      for (let k = 0; k < here; k++) {
        const x = xs[k]!
        for (let i = 0; i < count; i++) x[i] = normalAt(seed, noiseStream + noise[from + k]!, i)
        words[k]!.set(prompts[from + k]!)
        words[batch + k]!.set(nullPromptCounts(config.words))
      }
      const all = timesOf(sampling)
      for (let i = 0; i + 1 < all.length; i++) {
        const [now, next] = [all[i]!, all[i + 1]!]
        ask(now, sampling.guidance, first)
        for (let k = 0; watch && k < here; k++)
          watch({ which: from + k, step: i, time: now, clip: xs[k]!, velocity: first[k]! })
        for (let k = 0; k < batch; k++)
          for (let j = 0; j < count; j++) xs[k]![j] = xs[k]![j]! + (next - now) * first[k]![j]!
        if (sampling.method === 'heun' && next > 0) {
          ask(next, sampling.guidance, second)
          for (let k = 0; k < batch; k++)
            for (let j = 0; j < count; j++)
              xs[k]![j] = xs[k]![j]! + ((next - now) / 2) * (second[k]![j]! - first[k]![j]!)
        }
      }
      for (let k = 0; k < here; k++) {
        watch?.({ which: from + k, step: sampling.steps, time: 0, clip: xs[k]!, velocity: undefined })
        made.push(xs[k]!.slice())
      }
    }
    return made
  }

  return {
    bring,
    clips,
    films: (prompts, noise, sampling) => clips(prompts, noise, sampling).map(decode ?? pixels),
  }
}
