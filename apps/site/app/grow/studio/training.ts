// A training run that can be watched, halted, gone back in and kept: one step after the other, with turns for whoever asks.

import type { Thread } from '@dit-by-hand/float32/thread'
import { at } from '@dit-by-hand/graph/at'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { whole } from '@dit-by-hand/video-dit/checkpoint/save'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { loadState } from '@dit-by-hand/video-dit/checkpoint/state'
import { type Clips, worldClips } from '@dit-by-hand/video-dit/learn/clips'
import { furtherFor } from '@dit-by-hand/video-dit/learn/further'
import { configOf, infoOf, type Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import { fast } from '@dit-by-hand/video-dit/learn/recipes'
import { openRun, type Run, type RunOptions } from '@dit-by-hand/video-dit/learn/run'
import { filesOf, readOrigin, restore } from '@dit-by-hand/video-dit/learn/save'
import { countsOf, type Prompt, promptText } from '@dit-by-hand/video-dit/world/words'
import { sampled } from './films.ts'
import { aboutOf, type Generators, isSky, type Net, sourceOf } from './nets.ts'
import type { Told, TrainingOrder } from './said.ts'

/** Prompts whose films show how far it has come: the last two are never learned. */
export const shown: readonly Prompt[] = [
  { who: 'sun', deed: 'rises', when: 'dusk' },
  { who: 'bird', deed: 'drifts left', when: 'noon' },
  { who: 'cloud', deed: 'drifts right', when: 'dawn' },
  { who: 'star', deed: 'sets', when: 'night' },
]

/** After which steps the net is shown, of so many: close together at first, when most happens. */
const stations = (steps: number): readonly number[] =>
  [0, 1 / 80, 1 / 40, 1 / 10, 1 / 5, 2 / 5, 7 / 10, 1].map(share => Math.round(share * steps))

/** What a run stood at: enough to go on from there to the same bits. */
interface Stood {
  readonly step: number
  readonly blocks: readonly Float32Array[]
}

/** Milliseconds of steps before whoever asks gets a turn. */
const slice = 25
/** Milliseconds between reports. */
const reportEvery = 300

export interface Around {
  readonly tell: (told: Told) => void
  readonly turn: () => Promise<void>
  readonly generators: Generators
  readonly start?: () => Thread
}

/** The training that a file has kept. @throws {Error} saying why it cannot be gone on with here */
export async function readTraining(bytes: Uint8Array) {
  const source = inMemory(bytes)
  const { clips: digest, ...origin } = await readOrigin(source)
  const { recipe } = origin
  const clips = worldClips(recipe.seed, recipe.clips, recipe)
  if (clips.digest !== digest)
    throw new Error('it was trained on other clips than the small world’s; go on with it in the terminal')
  const state = await loadState(source, configOf(recipe, clips.vocabulary.length))
  return { ...origin, clips, state }
}

/** A training that stands still, or takes its steps. */
export type Training = Awaited<ReturnType<typeof open>>
/** What is told of one that has been opened. */
export type Begun = Training['begun']

/** @param known the file's net, where it is to learn on @throws {Error} where it knows other words */
export async function begin(
  { from, seed, workers }: TrainingOrder,
  known: Net | null,
  around: Around,
): Promise<Training> {
  if (from === 'nothing') return open({ recipe: { ...fast, seed }, workers }, around)
  if (!known) throw new RangeError('there is no network to train further')
  if (!isSky(known))
    throw new Error(
      'the network in this file knows other words than those of the small world: it can make films here, but cannot be trained further',
    )
  return open(
    { recipe: furtherFor(known, { ...fast, seed }), workers, from: known, before: known.learned ?? 0 },
    around,
  )
}

/** Goes on with the run of a training state. @throws {CheckpointError} where the file is none, or damaged */
export async function resume(bytes: Uint8Array, around: Around): Promise<Training> {
  const { state, ...saved } = await readTraining(bytes)
  return open({ ...saved, begunBy: state.build, bring: run => restore(run, state) }, around)
}

interface Opening extends Pick<RunOptions, 'frozen'> {
  readonly recipe: Recipe
  readonly workers: number
  readonly clips?: Clips
  readonly from?: Net
  /** Steps that its net had learned for. */
  readonly before?: number
  /** The kernels that the run was begun with, where it goes on. */
  readonly begunBy?: string
  /** Brings what the net begins with, where that is not drawn. Where it cannot, nothing is left open. */
  readonly bring?: (run: Run) => void
}

async function open(opening: Opening, { tell, turn, generators, start }: Around) {
  const { recipe, workers, clips = worldClips(recipe.seed, recipe.clips, recipe), before = 0, bring } = opening
  const { frozen, from } = opening
  const options = { workers, ...(frozen && { frozen }), ...(from && { from }), ...(start && { start }) }
  const run = await openRun(recipe, clips, options)
  const { trainer, codec } = run
  const blocks = (): readonly Float32Array[] => {
    const { parameters, momentum, variance, average } = trainer.state
    return [parameters, momentum, variance, average]
  }
  let stood: readonly Stood[] = []
  let going: Promise<void> | undefined
  let isHalted = false

  /** A likeness of the net as it is now: the average of its parameters, which is what a file holds. */
  const net = (): Net => {
    const info = infoOf(recipe, clips.vocabulary)
    const { parameters, average } = trainer.state
    const weights = trainer.byName((trainer.steps === 0 ? parameters : average).slice())
    return {
      info,
      predicts: recipe.predicts,
      vocabulary: clips.vocabulary,
      codec,
      ...(run.frozen && { frozen: run.frozen }),
      size: clips.size,
      weights,
      learned: before + trainer.steps,
      source: sourceOf(info, weights),
    }
  }
  /** Keeps what it stands at, and shows what it makes. */
  const show = async (): Promise<void> => {
    stood = [...stood, { step: trainer.steps, blocks: blocks().map(block => block.slice()) }]
    const now = net()
    const films = await sampled(now, shown.map(countsOf), generators)
    tell({ kind: 'snapshot', snapshot: { step: trainer.steps, size: now.size, films } })
  }
  const steps = async (): Promise<void> => {
    const stops = new Set(stations(recipe.steps))
    let losses: number[] = []
    let [since, reported] = [performance.now(), performance.now()]
    const report = (): void => {
      if (losses.length === 0) return
      const now = performance.now()
      tell({ kind: 'stepped', step: trainer.steps, losses, perSecond: (1000 * losses.length) / (now - reported) })
      losses = []
      reported = now
    }
    while (trainer.steps < recipe.steps && !isHalted) {
      losses.push((await run.step()).loss)
      const isStation = stops.has(trainer.steps)
      if (isStation || performance.now() - reported > reportEvery) report()
      if (isStation) {
        await show()
        reported = performance.now()
      }
      if (performance.now() - since > slice) {
        await turn()
        since = performance.now()
      }
    }
    report()
    tell({ kind: 'still', why: trainer.steps < recipe.steps ? 'paused' : 'finished' })
  }
  const pause = async (): Promise<void> => {
    isHalted = true
    await going
  }
  const close = async (): Promise<void> => {
    await pause()
    await run.close()
  }

  try {
    bring?.(run)
    await show()
  } catch (error) {
    await close()
    throw error
  }
  const { build, notes } = trainer
  const { begunBy = build } = opening
  return {
    /** As it was opened, standing still. */
    begun: {
      about: aboutOf(net(), 'the network training here'),
      recipe: recipe.name,
      /** Steps taken, and to be taken. */
      step: trainer.steps,
      steps: recipe.steps,
      workers: trainer.workers,
      build,
      /** What is not as it was asked; of a run that goes on with other kernels, that it comes to other bits. */
      notes: [
        ...notes,
        ...(begunBy === build
          ? []
          : [
              `this run was started with ${begunBy} kernels and continues with ${build} here: its result will be close, but not the same bits`,
            ]),
      ],
      prompts: shown.map(promptText),
    },
    net,
    /** Takes steps until it is told to halt or has taken all. */
    go(): void {
      isHalted = false
      going ??= steps()
        .catch((error: unknown) => tell({ kind: 'broke', message: reasonOf(error) }))
        .finally(() => {
          going = undefined
        })
    },
    pause,
    async rewind(step: number): Promise<void> {
      const before = stood.find(each => each.step === step)
      if (!before) throw new RangeError(`the run was not kept at step ${step}`)
      await pause()
      blocks().forEach((block, i) => {
        block.set(at(before.blocks, i))
      })
      trainer.resume(step)
      stood = stood.filter(each => each.step <= step)
    },
    /** @throws {Error} where the run cannot be gone on with from a file */
    async save(what: 'model' | 'training') {
      await pause()
      const { model, state } = filesOf(run, clips)
      const bytes = whole(what === 'model' ? model : state)
      const name = what === 'model' ? 'sky.safetensors' : 'sky.training.safetensors'
      return { name, bytes, step: trainer.steps }
    },
    close,
  }
}
