// A moment of sampling: the net and its inputs then, by itself or with its sampler, and the steps that lead there from noise.
import { type OpenOptions, open } from '@dit-by-hand/float32/open'
import { normalAt } from '@dit-by-hand/float32/rng'
import { at, named } from '@dit-by-hand/graph/at'
import { type Given, gridFrom } from '@dit-by-hand/graph/evaluate'
import type { Net } from '@dit-by-hand/graph/graph'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { type ModelInfo, pathOf } from '../checkpoint/info.ts'
import { loadWhole } from '../checkpoint/load.ts'
import type { Cells } from '../checkpoint/save.ts'
import type { Source } from '../checkpoint/source.ts'
import { asGiven, implicit } from '../coefficients.ts'
import type { DitConfig } from '../config.ts'
import { noiseStream } from '../learn/generate.ts'
import { velocityNet } from '../learn/loss.ts'
import { clipShape, dit } from '../net.ts'
import { ddimStep, eulerStep, guidance } from '../sample.ts'
import { publishedSchedule } from '../schedule.ts'
import { nullPromptCounts } from '../world/words.ts'

/** Says which moment of which sampling. */
export interface Moment {
  /** Steps of sampling in all, and this one, counted from 1: at step 1 the clip is noise. */
  readonly steps: number
  readonly step: number
  readonly seed: number
  /** How often the prompt has each word of the table; the last is the null label. */
  readonly words: readonly number[]
  /** The scale of classifier-free guidance; 1 is no guidance. */
  readonly guidance: number
}

/** The net that is evaluated at every step. Inputs `x`, `words` and `t`; or, on the straight path, `time` from 1 to 0. */
export function momentNet(info: ModelInfo): Net {
  const { config, predicts = 'noise' } = info
  return pathOf(info) === 'published' ? dit(config).net : velocityNet(config, predicts)
}

/** The net's matrix from which the sampler makes its step. */
const outputOf = (info: ModelInfo): 'output' | 'velocity' => (pathOf(info) === 'published' ? 'output' : 'velocity')

/**
 * The net of a moment followed by its sampler: `guided`, the guided output, and `next`, the clip after the step (DDIM without
 * noise, or Euler). Inputs besides the net's own: `unconditional`, its output without the words; `scale`; and the step's
 * coefficients.
 */
export function sampledNet(info: ModelInfo): Net {
  const { config } = info
  const own = momentNet(info)
  const {
    conditional: _,
    guidedUnconditional: __,
    ...guiding
  } = rewrite(guidance(config), {
    conditional: () => named(own, outputOf(info)),
  })
  const from = { x: () => named(own, 'x'), [outputOf(info)]: () => named(guiding, 'guided') }
  const step = rewrite(pathOf(info) === 'published' ? ddimStep(config) : eulerStep(config), from)
  return { ...step, ...guiding, ...own }
}

/** The net's `t`, or `time`, at each step. */
function clockOf(info: ModelInfo, steps: number): readonly number[] {
  if (pathOf(info) === 'published') return publishedSchedule(String(steps)).timesteps.toReversed()
  // The net may divide by 1 − time, so that 1 is left out.
  return Array.from({ length: steps }, (_, i) => Math.min(0.999, 1 - i / steps))
}

/** A column of numbers as a matrix. */
const column = (numbers: readonly number[]): Given<number>[string] => numbers.map(each => [each])

/** The net's inputs at a moment, without the parameters and the clip. */
export function askedAt(info: ModelInfo, { steps, step, words }: Moment): Given<number> {
  const now = at(clockOf(info, steps), step - 1, 'the steps of sampling')
  return { words: column(words), [pathOf(info) === 'published' ? 't' : 'time']: [[now]] }
}

/** The inputs of guidance and the step at a moment, without the net's unconditional output. A step of DDIM adds no noise. */
export function sampledAt(info: ModelInfo, { steps, step, guidance: scale }: Moment): Given<number> {
  if (pathOf(info) === 'published') {
    const noise = gridFrom(clipShape(info.config), () => 0)
    return { scale: [[scale]], noise, ...asGiven(implicit(publishedSchedule(String(steps)), steps - step)) }
  }
  const clock = [...clockOf(info, steps), 0]
  return { scale: [[scale]], step: [[at(clock, step) - at(clock, step - 1)]] }
}

/** Noise to start from, cells column by column. */
export function noiseOf({ video: [T, H, W], channels }: DitConfig, seed: number): Float32Array {
  return Float32Array.from({ length: T * H * W * channels }, (_, i) => normalAt(seed, noiseStream, i))
}

type Runner = Awaited<ReturnType<typeof open>>

/** Compiles a net for these outputs, and reads the parameters that they need, and no others, from a checkpoint.
 *  @param samples default: one sample */
export async function loaded(
  net: Net,
  outputs: readonly string[],
  source: Source,
  config: DitConfig,
  samples: Pick<OpenOptions, 'batch' | 'perSample'> = { batch: 1, perSample: [] },
): Promise<Runner> {
  const runner = await open(net, { ...samples, outputs })
  const into = ({ name }: { readonly name: string }): Cells | undefined =>
    runner.plan.inputs[name] && runner.cells(name)
  await loadWhole(source, { config, into })
  return runner
}

/** Brings a plan the inputs that it has. */
export function bringTo(runner: Runner, given: Given<number>): void {
  for (const [name, grid] of Object.entries(given)) if (grid && runner.plan.inputs[name]) runner.bring(name, grid)
}

/** The net's output for a clip at a moment without the words, cells column by column. */
export async function unconditionalAt(
  info: ModelInfo,
  moment: Moment,
  source: Source,
  x: Float32Array,
): Promise<Float32Array> {
  const runner = await loaded(momentNet(info), [outputOf(info)], source, info.config)
  runner.cells('x').set(x)
  bringTo(runner, askedAt(info, { ...moment, words: nullPromptCounts(moment.words.length) }))
  runner.run()
  return runner.cells(outputOf(info)).slice()
}

/** The clip at a moment: noise after the steps of sampling before it. Cells column by column. */
export async function clipAt(info: ModelInfo, moment: Moment, source: Source): Promise<Float32Array> {
  const x = noiseOf(info.config, moment.seed)
  if (moment.step === 1) return x
  const runner = await loaded(sampledNet(info), [outputOf(info), 'next'], source, info.config)
  const cells = (name: string): Float32Array => runner.cells(name)
  // The evaluation that computes it does not use it; nor does guidance of 1.
  cells('unconditional').fill(0)
  const ask = (now: Moment): void => {
    cells('x').set(x)
    bringTo(runner, { ...askedAt(info, now), ...sampledAt(info, now) })
    runner.run()
  }
  for (let step = 1; step < moment.step; step++) {
    const now = { ...moment, step }
    if (moment.guidance !== 1) {
      ask({ ...now, words: nullPromptCounts(moment.words.length) })
      cells('unconditional').set(cells(outputOf(info)).slice())
    }
    ask(now)
    x.set(cells('next'))
  }
  return x
}
