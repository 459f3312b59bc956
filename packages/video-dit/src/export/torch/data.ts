// The training data of a PyTorch run: all clips once, and for every step the samples that our own run would draw.
import { normalAt, uniformAt } from '@dit-by-hand/float32/rng'
import { at, named } from '@dit-by-hand/graph/at'
import { encode } from '../../checkpoint/dtype.ts'
import { type ModelInfo, pathOf } from '../../checkpoint/info.ts'
import { type Tensor, tensorOf } from '../../checkpoint/safetensors.ts'
import { rowByRow } from '../../checkpoint/save.ts'
import { type Coefficients, noising, posterior } from '../../coefficients.ts'
import { worldClips } from '../../learn/clips.ts'
import { type Codec, type Frozen, frozenCodec, pixelCodec } from '../../learn/codec.ts'
import { poolFor, sampleAt } from '../../learn/draw.ts'
import type { Recipe } from '../../learn/recipe.ts'
import { clipShape } from '../../net.ts'
import { publishedSchedule } from '../../schedule.ts'
import { channels, type Size } from '../../world/film.ts'
import { vocabulary } from '../../world/words.ts'
import { clipAxes } from '../onnx/dit.ts'

/** Tensors of a data file by name. */
export type Data = ReadonlyMap<string, Tensor>

/** The size of a model's films, and how they are encoded. */
export interface Films {
  readonly size: Size
  readonly codec: Pick<Codec, 'encode'>
}

/** How a model that is conditioned on the words of the small world reads films: as pixels in colour or as the codes of its
 *  frozen encoder. Undefined for any other model. */
export async function filmsOf({ config, vocabulary: own }: ModelInfo, frozen?: Frozen): Promise<Films | undefined> {
  if (own?.slice(0, -1).join(' ') !== vocabulary.join(' ')) return undefined
  if (frozen) return { size: frozen.size, codec: await frozenCodec(frozen) }
  if (config.channels !== channels) return undefined
  const [frames, height, width] = config.video
  const size = { frames, height, width }
  return { size, codec: pixelCodec(size, config.patch) }
}

const whole = (values: readonly number[], shape: readonly number[]): Tensor => ({
  dtype: 'I64',
  shape,
  bytes: encode(values, 'I64'),
})

/** Random streams of the seed for what our own runs do not draw. */
const stream = { clip: (1 << 20) + 32, label: (1 << 20) + 33, timestep: (1 << 20) + 34 }

/** Clips of the small world with their words; or normal noise, where the model cannot read those. */
function clipsOf(
  { config }: ModelInfo,
  { seed, clips: count }: Recipe,
  films: Films | undefined,
): { readonly clips: Float32Array; readonly words: Float32Array } {
  const [rows, columns] = clipShape(config)
  const [clips, words] = [new Float32Array(count * rows * columns), new Float32Array(count * config.words)]
  if (!films) {
    for (let i = 0; i < clips.length; i++) clips[i] = normalAt(seed, stream.clip, i)
    for (let i = 0; i < count; i++)
      words[i * config.words + Math.floor(uniformAt(seed, stream.label, i) * (config.words - 1))] = 1
    return { clips, words }
  }
  const world = worldClips(seed, count, films.size)
  const cells = new Float32Array(rows * columns)
  for (let i = 0; i < count; i++) {
    films.codec.encode(world.film(i), cells)
    clips.set(rowByRow(cells, [rows, columns]), i * cells.length)
    words.set(world.counts(i), i * config.words)
  }
  return { clips, words }
}

/** The coefficients of noising and of the variance bound, for every timestep. */
function coefficients(): readonly (readonly [string, Tensor])[] {
  const levels = publishedSchedule()
  const all: readonly Coefficients[] = Array.from(levels.betas, (_, t) => ({
    ...noising(levels, t),
    ...posterior(levels, t),
  }))
  return Object.keys(at(all, 0)).map(name => [
    `at_t.${name}`,
    tensorOf(
      Float32Array.from(all, each => named(each, name)),
      [all.length],
    ),
  ])
}

/**
 * The data of a recipe's steps. `clips` N×C×(T×)H×W and `words` N×K; `noise`, a pool; and for each step and sample `clip`,
 * `unasked`, `noise_at` and `time`; or, on the published schedule, `t` with the coefficients of every timestep.
 * @param films from {@link filmsOf}
 */
export function dataOf(info: ModelInfo, recipe: Recipe, films?: Films): Data {
  const { config } = info
  const { steps, batch } = recipe
  const { clips, words } = clipsOf(info, recipe, films)
  const cells = clips.length / recipe.clips
  const pool = poolFor(recipe.seed, cells)
  const draws = Array.from({ length: steps * batch }, (_, i) =>
    sampleAt(recipe, Math.floor(i / batch), i % batch, pool.length, cells),
  )
  const each = [steps, batch]
  const drawn = (of: (draw: (typeof draws)[number], i: number) => number): Tensor => whole(draws.map(of), each)
  const times: Data =
    pathOf(info) === 'straight'
      ? new Map([
          [
            'time',
            tensorOf(
              Float32Array.from(draws, ({ time }) => time),
              each,
            ),
          ],
        ])
      : new Map([
          ['t', drawn((_, i) => Math.floor(1000 * uniformAt(recipe.seed, stream.timestep, i)))],
          ...coefficients(),
        ])
  return new Map([
    ['clips', tensorOf(clips, [recipe.clips, ...clipAxes(config, config.channels)])],
    ['words', tensorOf(words, [recipe.clips, config.words])],
    ['noise', tensorOf(pool, [pool.length])],
    ['clip', drawn(({ clip }) => clip)],
    ['unasked', drawn(({ unasked }) => Number(unasked))],
    ['noise_at', drawn(({ noise }) => noise)],
    ...times,
  ])
}
