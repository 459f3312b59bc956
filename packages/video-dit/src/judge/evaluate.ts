// Evaluates a model on seen and unseen prompts, by a judge that is first tried on true clips.
import { open } from '@dit-by-hand/float32/open'
import { at, named } from '@dit-by-hand/graph/at'
import { memo } from '@dit-by-hand/graph/memo'
import type { Quantity } from '../checkpoint/info.ts'
import type { DitConfig, Extent } from '../config.ts'
import type { Clips } from '../learn/clips.ts'
import type { Codec } from '../learn/codec.ts'
import { digestOf } from '../learn/digest.ts'
import { noisePool } from '../learn/draw.ts'
import type { Generator, Sampling } from '../learn/generate.ts'
import { rectifiedFlow } from '../learn/loss.ts'
import { clipShape } from '../net.ts'
import { without } from '../parts.ts'
import { clipOf } from '../world/clips.ts'
import type { Film, Size } from '../world/film.ts'
import { countsOf, type Prompt, prompts, promptText, seen, unseen } from '../world/words.ts'
import { classify, type Seen, shows } from './classify.ts'
import { type axes, flicker, type Jumps, jumps, meanOf, middleOf, nearest } from './measures.ts'

/** The shares of films that show their prompt, or a part of it, from 0 to 1. */
export interface Adherence {
  readonly films: number
  /** All three at once. */
  readonly all: number
  readonly who: number
  readonly deed: number
  readonly when: number
}

export interface Group {
  readonly prompts: number
  readonly adherence: Adherence
  /** How far things are off a steady movement, in pixels, over films in which one was recognised. */
  readonly shake: number | undefined
  readonly flicker: number | undefined
  /** How much larger changes are across borders of patches than within, relative to true clips. */
  readonly jumps: Jumps
  /** The median distance to the nearest training clip, of 255: for the films, and for true clips of the same prompts. */
  readonly nearest: { readonly films: number | undefined; readonly trueClips: number | undefined }
  /** The prompts that were shown least often, with the share of their films. */
  readonly worst: readonly { readonly prompt: string; readonly share: number }[]
}

export interface Evaluation {
  /** The judge on true clips that are not training clips. */
  readonly judge: Adherence
  readonly seen: Group
  readonly unseen: Group
  /** The mean squared error of the velocity at several times, on clips of another seed. */
  readonly loss: readonly { readonly time: number; readonly seen: number; readonly unseen: number }[]
  /** The first film that was judged of each prompt, in the order of {@link prompts}. */
  readonly films: readonly Film[]
}

export interface Evaluating {
  readonly config: DitConfig
  /** The sizes of the films, and of a patch of their pixels. */
  readonly size: Size
  readonly patch: Extent
  readonly codec: Codec
  readonly predicts: Quantity
  readonly weights: { readonly [name: string]: ArrayLike<number> | undefined }
  readonly generator: Generator
  readonly sampling: Sampling
  /** The judge's result on true clips, from {@link judged}. */
  readonly judge: Adherence
  /** Number of films for each prompt. */
  readonly each: number
  /** The training clips. */
  readonly clips: Clips
  /** The parts that the generator's net is without. */
  readonly without?: readonly string[]
}

/** A seed that no recipe uses for its clips. */
const freshSeed = 987_654_321

export const adherenceOf = (prompts: readonly Prompt[], found: readonly Seen[]): Adherence => {
  const share = (fits: (seen: Seen, prompt: Prompt) => boolean): number =>
    prompts.filter((prompt, i) => fits(at(found, i), prompt)).length / prompts.length
  return {
    films: prompts.length,
    all: share(shows),
    who: share((s, p) => s.who === p.who),
    deed: share((s, p) => s.deed === p.deed),
    when: share((s, p) => s.when === p.when),
  }
}

/** Tries the judge on true clips, `each` of every prompt, of a seed of their own. */
export function judged(each: number, size: Size): Adherence {
  const asked = repeated([...seen, ...unseen], each)
  return adherenceOf(
    asked,
    asked.map((prompt, i) => classify(clipOf(prompt, freshSeed, i, size))),
  )
}

const repeated = (among: readonly Prompt[], each: number): readonly Prompt[] =>
  Array.from({ length: each }, () => among).flat()

/** Makes a film of each prompt, each from another noise: the first from noise 0 of the generator's seed. */
export const filmsFor = (generator: Generator, asked: readonly Prompt[], sampling: Sampling): readonly Film[] =>
  generator.films(
    asked.map(countsOf),
    asked.map((_, i) => i),
    sampling,
  )

/** Evaluates a model of the small world on `each` films of every prompt. */
export async function evaluate(options: Evaluating): Promise<Evaluation> {
  const { each, judge, generator, sampling } = options
  const asked = repeated(prompts, each)
  const films = filmsFor(generator, asked, sampling)
  const groupOf = (among: readonly Prompt[]): Group =>
    group(
      among,
      films.filter((_, i) => among.includes(at(asked, i))),
      options,
    )
  return {
    judge,
    seen: groupOf(seen),
    unseen: groupOf(unseen),
    loss: await lossByTime(options),
    films: films.slice(0, prompts.length),
  }
}

/** @param films one of each prompt in turn */
function group(among: readonly Prompt[], films: readonly Film[], { each, clips, size, patch }: Evaluating): Group {
  const found = films.map(classify)
  const trueClips = among.map((prompt, i) => clipOf(prompt, freshSeed, i, size))
  const learned = distinct(clips)
  const distances = (of: readonly Film[]): number | undefined =>
    middleOf(of.map(film => nearest(film, learned.length, index => at(learned, index)).distance))
  const shares = among.map((prompt, i) => ({
    prompt: promptText(prompt),
    share: found.filter((film, k) => k % among.length === i && shows(film, prompt)).length / each,
  }))
  return {
    prompts: among.length,
    adherence: adherenceOf(repeated(among, each), found),
    shake: meanOf(found.filter(({ deed }) => deed !== undefined).map(({ shake }) => shake)),
    flicker: meanOf(films.map(flicker)),
    jumps: relative(meanJumps(films, patch), meanJumps(trueClips, patch)),
    nearest: { films: distances(films.slice(0, among.length)), trueClips: distances(trueClips) },
    worst: shares.toSorted((a, b) => a.share - b.share).slice(0, 5),
  }
}

/** The training clips without repetitions. */
const distinct = memo((clips: Clips): readonly Film[] => [
  ...new Map(
    Array.from({ length: clips.count }, (_, i) => [digestOf([clips.film(i).pixels]), clips.film(i)] as const),
  ).values(),
])

function meanJumps(films: readonly Film[], patch: Extent): Jumps {
  const all = films.map(film => jumps(film, patch))
  return byAxis(axis => meanOf(all.flatMap(each => (each[axis] === undefined ? [] : [each[axis]]))))
}

const relative = (of: Jumps, to: Jumps): Jumps =>
  byAxis(axis => {
    const [found, usual] = [of[axis], to[axis]]
    return found === undefined || usual === undefined ? undefined : found / usual
  })

const byAxis = (value: (axis: (typeof axes)[number]) => number | undefined): Jumps => ({
  time: value('time'),
  row: value('row'),
  column: value('column'),
})

const times = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98] as const
const batch = 20

/** What the loss of a net is computed with. */
export type Measured = Pick<Evaluating, 'config' | 'predicts' | 'weights' | 'size' | 'codec' | 'without'>

export async function lossByTime({
  config,
  predicts,
  weights,
  size,
  codec,
  without: left = [],
}: Measured): Promise<Evaluation['loss']> {
  const { net, perSample, parameters } = rectifiedFlow(config, predicts, 'velocity')
  const plan = await open(without(net, config, left), { batch, perSample, outputs: ['loss'] })
  for (const { name } of parameters) plan.cells(name).set(named(weights, name, 'the weights'))
  const [rows, columns] = clipShape(config)
  const cells = rows * columns
  const pool = noisePool(freshSeed, batch * cells)
  const lossOf = (among: readonly Prompt[], time: number): number => {
    let sum = 0
    for (let from = 0; from < 2 * batch; from += batch) {
      for (let k = 0; k < batch; k++) {
        const prompt = at(among, ((from + k) * 7) % among.length)
        codec.encode(clipOf(prompt, freshSeed, from + k, size), plan.cells('start', k))
        plan.cells('noise', k).set(pool.subarray(k * cells, (k + 1) * cells))
        plan.cells('time', k)[0] = time
        plan.cells('words', k).set(countsOf(prompt))
      }
      plan.run()
      for (let k = 0; k < batch; k++) sum += at(plan.cells('loss', k), 0)
    }
    return sum / (2 * batch)
  }
  return times.map(time => ({ time, seen: lossOf(seen, time), unseen: lossOf(unseen, time) }))
}
