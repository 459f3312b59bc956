// A training run: takes the steps of a recipe, one at a time.

import { initialise } from '@dit-by-hand/float32/initial'
import { openTrainer, type Trainer, type TrainOptions } from '@dit-by-hand/float32/train'
import { at, eachOf, named } from '@dit-by-hand/graph/at'
import type { Parameter } from '@dit-by-hand/graph/scope'
import type { ModelInfo } from '../checkpoint/info.ts'
import type { Weights } from '../checkpoint/save.ts'
import { clipShape } from '../net.ts'
import { nullPromptCounts } from '../world/words.ts'
import type { Clips } from './clips.ts'
import { type Codec, type Frozen, frozenCodec, frozenFrom, pixelCodec } from './codec.ts'
import { poolFor, sampleAt, withWordDropout } from './draw.ts'
import type { KnownModel } from './known.ts'
import { rectifiedFlow } from './loss.ts'
import { configOf, infoOf, type Recipe, rateAt } from './recipe.ts'

/** The result of a training step. */
export interface StepReport {
  /** Steps taken. */
  readonly step: number
  /** The mean loss of the step's batch. */
  readonly loss: number
  /** The norm of its gradient. */
  readonly length: number
}

export interface Run {
  readonly recipe: Recipe
  readonly trainer: Trainer
  /** Between films and the net's clips. */
  readonly codec: Codec
  /** The frozen encoder and decoder, where the net reads codes. */
  readonly frozen?: Frozen
  /** Takes one step. */
  step(): Promise<StepReport>
  close(): Promise<void>
}

/** Muon's block size for the weights inside transformer blocks; undefined for all other parameters, which AdamW trains. */
const blockOf =
  (inputs: number) =>
  ({ name }: Parameter): number | undefined =>
    /^block\d+\.(attention\.(qkv|out)|mlp\.(up|down))\.weight$/.test(name) ? inputs : undefined

/** @throws {RangeError} naming the first thing in which two models differ */
function checkAlike(from: ModelInfo, { config: { initial: _, ...config }, ...wanted }: ModelInfo): void {
  const before: { readonly [what: string]: unknown } = { ...from.config, ...from }
  const shown = (value: unknown): string => String(JSON.stringify(value))
  for (const [what, value] of Object.entries({ ...wanted, ...config }))
    if (shown(value) !== shown(before[what]))
      throw new RangeError(`its ${what}: ${shown(value)}; that of the model to begin from: ${shown(before[what])}`)
}

/** The cells of every clip as the net reads it, one after the other. */
function encoded(clips: Clips, { clip, encode }: Codec): Float32Array {
  const [rows, columns] = clipShape(clip)
  const each = rows * columns
  const all = new Float32Array(clips.count * each)
  for (let i = 0; i < clips.count; i++) encode(clips.film(i), all.subarray(i * each, (i + 1) * each))
  return all
}

export interface RunOptions extends Pick<TrainOptions, 'workers' | 'build' | 'start'> {
  /** The frozen encoder and decoder of a run that is resumed. Default: those of the model that it begins from, else found from
   *  the clips. */
  readonly frozen?: Frozen
  /** The model whose parameters it begins with. Default: they are drawn from the recipe's seed. */
  readonly from?: Pick<KnownModel, 'info' | 'frozen'> & { readonly weights: Weights }
}

/** Opens a run at its first step. @throws {RangeError} where the model that it begins from is not the recipe's */
export async function openRun(
  recipe: Recipe,
  clips: Clips,
  { frozen: resumed, from, ...options }: RunOptions,
): Promise<Run> {
  const { patch, codes } = recipe
  const { build } = options
  if (from) checkAlike(from.info, infoOf(recipe, clips.vocabulary))
  const frozen = resumed ?? from?.frozen ?? (codes && (await frozenFrom(clips, clips.size, patch, codes, build)))
  const codec = frozen ? await frozenCodec(frozen, build) : pixelCodec(recipe, patch)
  const cells = encoded(clips, codec)
  const config = configOf(recipe, clips.vocabulary.length)
  const { net, perSample, ...learn } = rectifiedFlow(config, recipe.predicts, recipe.counted)
  const { batch, decay, beta2, clip, average, words = 1 } = recipe
  const trainer = await openTrainer(net, {
    ...options,
    batch,
    perSample,
    outputs: ['loss'],
    ...(recipe.muon && {
      muon: { ...recipe.muon, blockOf: blockOf(recipe.muon.inputs) },
    }),
    learn,
    pace: ({ name }) => (name === 'label.table' ? words : 1),
    decay,
    beta2,
    clip,
    average,
  })
  initialise(trainer, learn.parameters, recipe.seed)
  if (from)
    for (const [name, cells] of Object.entries(trainer.byName(trainer.state.parameters)))
      cells.set(named(from.weights, name, 'the weights'))
  const unasked = nullPromptCounts(clips.vocabulary.length)
  const inputs = Array.from({ length: batch }, (_, k) => {
    const [start, noise, time, words, loss] = eachOf(['start', 'noise', 'time', 'words', 'loss'], name =>
      trainer.cells(name, k),
    )
    return { start, noise, time, words, loss }
  })
  const pool = poolFor(recipe.seed, at(inputs, 0, 'the batch').noise.length)
  return {
    recipe,
    trainer,
    codec,
    ...(frozen && { frozen }),
    async step() {
      inputs.forEach(({ start, noise, time, words }, k) => {
        const sample = sampleAt(recipe, trainer.steps, k, pool.length, noise.length)
        start.set(cells.subarray(sample.clip * start.length, (sample.clip + 1) * start.length))
        noise.set(pool.subarray(sample.noise, sample.noise + noise.length))
        time[0] = sample.time
        words.set(sample.unasked ? unasked : withWordDropout(recipe, trainer.steps, k, clips.counts(sample.clip)))
      })
      const length = await trainer.step(rateAt(recipe, trainer.steps))
      const loss = inputs.reduce((sum, sample) => sum + at(sample.loss, 0), 0) / batch
      return { step: trainer.steps, loss, length }
    },
    close: () => trainer.close(),
  }
}
