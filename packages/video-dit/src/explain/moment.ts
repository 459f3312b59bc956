// A moment of sampling: the net as it is asked then, by itself or with its sampler, and the way there from noise.
import { open } from '@dit-by-hand/float32/open'
import { normalAt } from '@dit-by-hand/float32/rng'
import { at } from '@dit-by-hand/graph/at'
import type { Given } from '@dit-by-hand/graph/evaluate'
import type { Net } from '@dit-by-hand/graph/graph'
import { times } from '@dit-by-hand/graph/ops'
import { scope } from '@dit-by-hand/graph/scope'
import { type ModelInfo, pathOf } from '../checkpoint/info.ts'
import { type LoadedModel, loadWhole } from '../checkpoint/load.ts'
import type { Cells } from '../checkpoint/save.ts'
import type { Source } from '../checkpoint/source.ts'
import { asGiven, implicit } from '../coefficients.ts'
import type { DitConfig } from '../config.ts'
import { meaningOf } from '../learn/loss.ts'
import { clipShape, dit, model } from '../net.ts'
import { ddimStep } from '../sample.ts'
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

/** What noise a clip starts from: normal numbers of a stream of the seed far from those of parameters. */
const stream = (1 << 20) + 8

/** The net that is asked at every step. Inputs `x`, `words` and `t`, or `time` on the straight way, from 1 to 0. */
export function momentNet(info: ModelInfo): Net {
  const { config, predicts = 'noise' } = info
  if (pathOf(info) === 'published') return dit(config).net
  const whole = scope()
  const [x, time] = [whole.input('x', clipShape(config)), whole.input('time', [1, 1])]
  const t = whole.name('t', times(time, 1000))
  const output = model(whole, config, x, t, whole.input('words', [config.words, 1]))
  whole.name('velocity', meaningOf(predicts, output, x, time).velocity)
  return whole.net
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

/** Noise to start from, cells column by column. */
export function noiseOf({ video: [T, H, W], channels }: DitConfig, seed: number): Float32Array {
  const noise = new Float32Array(T * H * W * channels)
  for (let i = 0; i < noise.length; i++) noise[i] = normalAt(seed, stream, i)
  return noise
}

type Runner = Awaited<ReturnType<typeof open>>

/** A plan of one sample with a checkpoint's parameters in it. */
export interface Ready {
  readonly runner: Runner
  readonly loaded: LoadedModel
}

/** Compiles a net for these matrices and reads no more of the checkpoint than they need. */
export async function ready(net: Net, outputs: readonly string[], source: Source, config: DitConfig): Promise<Ready> {
  const runner = await open(net, { batch: 1, perSample: [], outputs })
  const into = ({ name }: { readonly name: string }): Cells | undefined =>
    runner.plan.inputs[name] && runner.cells(name)
  return { runner, loaded: await loadWhole(source, { config, into }) }
}

/** The clip that a step of sampling sees: noise, and what the steps before have made of it. Cells column by column. */
export async function clipAt(info: ModelInfo, moment: Moment, source: Source): Promise<Float32Array> {
  const { config } = info
  const x = noiseOf(config, moment.seed)
  if (moment.step === 1) return x
  const straight = pathOf(info) === 'straight'
  const wanted = straight ? 'velocity' : 'output'
  const { runner } = await ready(momentNet(info), [wanted], source, config)
  const said = (words: readonly number[], step: number): Float32Array => {
    runner.cells('x').set(x)
    for (const [name, grid] of entriesOfGiven(askedAt(info, { ...moment, words, step }))) runner.bring(name, grid)
    runner.run()
    return runner.cells(wanted).slice()
  }
  const unasked = moment.words.map((_, i) => (i === moment.words.length - 1 ? 1 : 0))
  const sampler = straight ? undefined : await open(ddimStep(config), { batch: 1, perSample: [], outputs: ['next'] })
  const schedule = straight ? undefined : publishedSchedule(String(moment.steps))
  const clock = clockOf(info, moment.steps)
  for (let step = 1; step < moment.step; step++) {
    const told = said(moment.words, step)
    if (moment.guidance !== 1) {
      const bare = said(unasked, step)
      told.forEach((cell, i) => {
        const plain = at(bare, i)
        told[i] = plain + moment.guidance * (cell - plain)
      })
    }
    if (!sampler || !schedule) {
      const length = at(clock, step) - at(clock, step - 1)
      for (let i = 0; i < x.length; i++) x[i] = at(x, i) + length * at(told, i)
      continue
    }
    sampler.cells('x').set(x)
    sampler.cells('output').set(told)
    if (sampler.plan.inputs.noise) sampler.cells('noise').fill(0)
    for (const [name, grid] of entriesOfGiven(asGiven(implicit(schedule, moment.steps - step))))
      if (sampler.plan.inputs[name]) sampler.bring(name, grid)
    sampler.run()
    x.set(sampler.cells('next'))
  }
  return x
}

const entriesOfGiven = (given: Given<number>): readonly (readonly [string, NonNullable<Given<number>[string]>])[] =>
  Object.entries(given).flatMap(([name, grid]) => (grid ? [[name, grid] as const] : []))
