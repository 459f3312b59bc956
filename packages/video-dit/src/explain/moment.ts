// A moment of sampling: the net as it is asked then, by itself or with its sampler, and the way there from noise.
import { open } from '@dit-by-hand/float32/open'
import { normalAt } from '@dit-by-hand/float32/rng'
import { at, named } from '@dit-by-hand/graph/at'
import type { Given } from '@dit-by-hand/graph/evaluate'
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
import { dit } from '../net.ts'
import { ddimStep, eulerStep, guidance } from '../sample.ts'
import { publishedSchedule } from '../schedule.ts'

/** Which moment. */
export interface Moment {
  /** Steps of sampling in all, and the one meant, counted from 1: step 1 sees noise. */
  readonly steps: number
  readonly step: number
  readonly seed: number
  /** How often each word of the table is said; the last is the null label. */
  readonly words: readonly number[]
  /** How much further than unasked the words lead on the way there; 1 is no guidance. */
  readonly guidance: number
}

/** The net that is asked at every step. Inputs `x`, `words` and `t`, or `time` on the straight way, from 1 to 0. */
export function momentNet(info: ModelInfo): Net {
  const { config, predicts = 'noise' } = info
  return pathOf(info) === 'published' ? dit(config).net : velocityNet(config, predicts)
}

/** The matrix that the sampler goes by. */
const saidBy = (info: ModelInfo): 'output' | 'velocity' => (pathOf(info) === 'published' ? 'output' : 'velocity')

/**
 * The net of a moment with its sampler behind it: `guided`, further the way that the words lead, and `next`, the clip that
 * the step makes (DDIM without noise, or Euler). Inputs beside the net's own: `unconditional`, what the net says unasked;
 * `scale`; and the step's coefficients.
 */
export function sampledNet(info: ModelInfo): Net {
  const { config } = info
  const own = momentNet(info)
  const {
    conditional: _,
    guidedUnconditional: __,
    ...guiding
  } = rewrite(guidance(config), {
    conditional: () => named(own, saidBy(info)),
  })
  const from = { x: () => named(own, 'x'), [saidBy(info)]: () => named(guiding, 'guided') }
  const step = rewrite(pathOf(info) === 'published' ? ddimStep(config) : eulerStep(config), from)
  return { ...step, ...guiding, ...own }
}

/** When the net is asked at each step: what its `t` is told, or `time`. */
function clockOf(info: ModelInfo, steps: number): readonly number[] {
  if (pathOf(info) === 'published') return publishedSchedule(String(steps)).timesteps.toReversed()
  // Neither pure noise nor a clean clip is divided by.
  return Array.from({ length: steps }, (_, i) => Math.min(0.999, 1 - i / steps))
}

/** A column of numbers as a matrix. */
const column = (numbers: readonly number[]): Given<number>[string] => numbers.map(each => [each])

/** What the net is asked at a moment: its inputs but for the parameters and the clip. */
export function askedAt(info: ModelInfo, { steps, step, words }: Moment): Given<number> {
  const now = at(clockOf(info, steps), step - 1, 'the steps of sampling')
  return { words: column(words), [pathOf(info) === 'published' ? 't' : 'time']: [[now]] }
}

/** What guidance and the step are given at a moment, but for what the net says unasked. */
export function sampledAt(info: ModelInfo, { steps, step, guidance: scale }: Moment): Given<number> {
  if (pathOf(info) === 'published')
    return { scale: [[scale]], ...asGiven(implicit(publishedSchedule(String(steps)), steps - step)) }
  const clock = [...clockOf(info, steps), 0]
  return { scale: [[scale]], step: [[at(clock, step) - at(clock, step - 1)]] }
}

/** The words of nobody: only the null label. */
const unasked = (words: readonly number[]): readonly number[] => words.map((_, i) => (i === words.length - 1 ? 1 : 0))

/** Noise to start from, cells column by column. */
export function noiseOf({ video: [T, H, W], channels }: DitConfig, seed: number): Float32Array {
  return Float32Array.from({ length: T * H * W * channels }, (_, i) => normalAt(seed, noiseStream, i))
}

type Runner = Awaited<ReturnType<typeof open>>

/** A plan of one sample with a checkpoint's parameters in it: a net compiled for these matrices; no more of the checkpoint is
 *  read than they need. */
export async function ready(net: Net, outputs: readonly string[], source: Source, config: DitConfig): Promise<Runner> {
  const runner = await open(net, { batch: 1, perSample: [], outputs })
  const into = ({ name }: { readonly name: string }): Cells | undefined =>
    runner.plan.inputs[name] && runner.cells(name)
  await loadWhole(source, { config, into })
  return runner
}

/** Brings what a plan needs of it. */
export function bringTo(runner: Runner, given: Given<number>): void {
  for (const [name, grid] of Object.entries(given)) if (grid && runner.plan.inputs[name]) runner.bring(name, grid)
}

/** What the net says of a clip at a moment without the words, cells column by column. */
export async function unconditionalAt(
  info: ModelInfo,
  moment: Moment,
  source: Source,
  x: Float32Array,
): Promise<Float32Array> {
  const runner = await ready(momentNet(info), [saidBy(info)], source, info.config)
  runner.cells('x').set(x)
  bringTo(runner, askedAt(info, { ...moment, words: unasked(moment.words) }))
  runner.run()
  return runner.cells(saidBy(info)).slice()
}

/** The clip that a step of sampling sees: noise, and what the steps before have made of it. Cells column by column. */
export async function clipAt(info: ModelInfo, moment: Moment, source: Source): Promise<Float32Array> {
  const x = noiseOf(info.config, moment.seed)
  if (moment.step === 1) return x
  const runner = await ready(sampledNet(info), [saidBy(info), 'next'], source, info.config)
  const cells = (name: string): Float32Array => runner.cells(name)
  const ask = (now: Moment): void => {
    cells('x').set(x)
    bringTo(runner, { ...askedAt(info, now), ...sampledAt(info, now) })
    runner.run()
  }
  for (let step = 1; step < moment.step; step++) {
    const now = { ...moment, step }
    // Guided by 1, nothing that is said unasked counts.
    if (moment.guidance !== 1) {
      ask({ ...now, words: unasked(moment.words) })
      cells('unconditional').set(cells(saidBy(info)).slice())
    }
    ask(now)
    x.set(cells('next'))
  }
  return x
}
