// A training run that can be watched, halted, gone back in and kept: one step after the other, with turns for whoever asks.

import type { Thread } from '@dit-by-hand/float32/thread'
import { at, named } from '@dit-by-hand/graph/at'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { whole } from '@dit-by-hand/video-dit/checkpoint/save'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { loadState, readStateInfo } from '@dit-by-hand/video-dit/checkpoint/state'
import { type Clips, worldClips } from '@dit-by-hand/video-dit/learn/clips'
import { configOf, type Recipe } from '@dit-by-hand/video-dit/learn/recipe'
import { fast } from '@dit-by-hand/video-dit/learn/recipes'
import { openRun, type Run } from '@dit-by-hand/video-dit/learn/run'
import { filesOf, goOn, infoOf, originOf } from '@dit-by-hand/video-dit/learn/save'
import { countsOf, nobody, type Prompt, promptText, vocabulary as sky } from '@dit-by-hand/video-dit/world/words'
import { sampled } from './films.ts'
import { aboutOf, type Generators, type Net, sourceOf } from './nets.ts'
import type { Begun, Told, TrainingOrder } from './said.ts'

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

/** A file's net that learns on takes smaller steps, over so large a part of the recipe. */
const further = { steps: 0.3, rate: 0.3 } as const

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

/** The recipe by which a file's net learns on: in its own shape, and gently. @throws {Error} where it knows other words */
function furtherFor({ info: { config }, frozen, size, vocabulary, predicts }: Net, seed: number): Recipe {
  if (vocabulary.join(' ') !== [...sky, nobody].join(' '))
    throw new Error(
      'the network in this file knows other words than those of the small world: it can make films here, but cannot be trained further',
    )
  const { codes: _, ...bare } = fast
  return {
    ...bare,
    ...(frozen && { codes: { count: frozen.scales.length, whitening: 0 } }),
    name: `${fast.name}, further`,
    ...size,
    patch: frozen ? frozen.patch : config.patch,
    features: config.width,
    depth: config.depth,
    heads: config.heads,
    mlp: config.mlp,
    predicts,
    seed,
    steps: Math.round(fast.steps * further.steps),
    rate: fast.rate * further.rate,
    time: { ...fast.time, from: fast.time.to },
  }
}

/** The training that a file has kept. @throws {Error} saying why it cannot be gone on with here */
export async function readTraining(bytes: Uint8Array) {
  const source = inMemory(bytes)
  const { recipe, workers, clips: digest } = originOf(await readStateInfo(source))
  const clips = worldClips(recipe.seed, recipe.clips, recipe)
  if (clips.digest !== digest)
    throw new Error('it was trained on other clips than the small world’s; go on with it in the terminal')
  const state = await loadState(source, configOf(recipe, clips.vocabulary.length))
  return { recipe, workers, clips, state }
}

export class Training {
  readonly #run: Run
  readonly #clips: Clips
  readonly #around: Around
  readonly #before: number
  readonly #begunBy: string
  #stood: Stood[] = []
  #going: Promise<void> | undefined
  #halt = false

  /** @param before steps that its net had learned for @param begunBy the kernels that the run was begun with */
  private constructor(run: Run, clips: Clips, around: Around, before: number, begunBy: string = run.trainer.build) {
    this.#run = run
    this.#clips = clips
    this.#around = around
    this.#before = before
    this.#begunBy = begunBy
  }

  /** @param known the file's net, where it is to learn on */
  static async begin({ from, seed, workers }: TrainingOrder, known: Net | null, around: Around): Promise<Training> {
    const options = { workers, ...(around.start && { start: around.start }) }
    if (from === 'nothing') {
      const recipe = { ...fast, seed }
      const clips = worldClips(recipe.seed, recipe.clips, recipe)
      return Training.#shown(new Training(await openRun(recipe, clips, options), clips, around, 0))
    }
    if (!known) throw new RangeError('there is no network to train further')
    const recipe = furtherFor(known, seed)
    const clips = worldClips(recipe.seed, recipe.clips, recipe)
    const run = await openRun(recipe, clips, { ...options, ...(known.frozen && { frozen: known.frozen }) })
    return Training.#shown(new Training(run, clips, around, known.learned ?? 0), () => {
      for (const [name, cells] of Object.entries(run.trainer.byName(run.trainer.state.parameters)))
        cells.set(named(known.weights, name, 'the file'))
    })
  }

  /** Goes on with the run of a training state. @throws {CheckpointError} where the file is none, or damaged */
  static async resume(bytes: Uint8Array, around: Around): Promise<Training> {
    const { recipe, workers, clips, state } = await readTraining(bytes)
    const run = await openRun(recipe, clips, { workers, ...(around.start && { start: around.start }) })
    return Training.#shown(new Training(run, clips, around, 0, state.build), () => goOn(run, state))
  }

  /** @param brought brings what the net begins with, where that is not drawn. Where it cannot, nothing is left open */
  static async #shown(training: Training, brought: () => void = () => undefined): Promise<Training> {
    try {
      brought()
      await training.#show()
      return training
    } catch (error) {
      await training.close()
      throw error
    }
  }

  /** What is not as it was asked; of a run that goes on with other kernels, that it comes to other bits. */
  get #notes(): readonly string[] {
    const { notes, build } = this.#run.trainer
    if (this.#begunBy === build) return notes
    return [
      ...notes,
      `this run was started with ${this.#begunBy} kernels and continues with ${build} here: its result will be close, but not the same bits`,
    ]
  }

  get begun(): Begun {
    const { recipe, trainer } = this.#run
    return {
      about: aboutOf(this.net(), 'the network training here'),
      recipe: recipe.name,
      step: trainer.steps,
      steps: recipe.steps,
      workers: trainer.workers,
      build: trainer.build,
      notes: this.#notes,
      prompts: shown.map(promptText),
    }
  }

  /** A likeness of the net as it is now: the average of its parameters, which is what a file holds. */
  net(): Net {
    const { recipe, trainer, codec, frozen = null } = this.#run
    const { state } = trainer
    const info = infoOf(recipe, this.#clips.vocabulary)
    const weights = trainer.byName((trainer.steps === 0 ? state.parameters : state.average).slice())
    return {
      info,
      predicts: recipe.predicts,
      vocabulary: this.#clips.vocabulary,
      codec,
      frozen,
      size: this.#clips.size,
      weights,
      learned: this.#before + trainer.steps,
      source: sourceOf(info, weights),
    }
  }

  /** Takes steps until it is told to halt or has taken all. */
  go(): void {
    this.#halt = false
    this.#going ??= this.#steps()
      .catch((error: unknown) => {
        this.#around.tell({ kind: 'broke', message: reasonOf(error) })
      })
      .finally(() => {
        this.#going = undefined
      })
  }

  async pause(): Promise<void> {
    this.#halt = true
    await this.#going
  }

  async #steps(): Promise<void> {
    const { trainer, recipe } = this.#run
    const { tell, turn } = this.#around
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
    while (trainer.steps < recipe.steps && !this.#halt) {
      losses.push((await this.#run.step()).loss)
      const isStation = stops.has(trainer.steps)
      if (isStation || performance.now() - reported > reportEvery) report()
      if (isStation) {
        await this.#show()
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

  /** Keeps what it stands at, and shows what it makes. */
  async #show(): Promise<void> {
    const { trainer } = this.#run
    const { parameters, momentum, variance, average } = trainer.state
    this.#stood.push({
      step: trainer.steps,
      blocks: [parameters, momentum, variance, average].map(block => block.slice()),
    })
    const net = this.net()
    const films = await sampled(net, shown.map(countsOf), this.#around.generators)
    this.#around.tell({ kind: 'snapshot', snapshot: { step: trainer.steps, size: net.size, films } })
  }

  async rewind(step: number): Promise<void> {
    const stood = this.#stood.find(each => each.step === step)
    if (!stood) throw new RangeError(`the run was not kept at step ${step}`)
    await this.pause()
    const { trainer } = this.#run
    const { parameters, momentum, variance, average } = trainer.state
    ;[parameters, momentum, variance, average].forEach((block, i) => {
      block.set(at(stood.blocks, i))
    })
    trainer.resume(step)
    this.#stood = this.#stood.filter(each => each.step <= step)
  }

  /** @throws {Error} where the run cannot be gone on with from a file */
  async save(what: 'model' | 'training') {
    await this.pause()
    const { model, state } = filesOf(this.#run, this.#clips)
    const bytes = new Uint8Array(whole(what === 'model' ? model : state))
    const name = what === 'model' ? 'sky.safetensors' : 'sky.training.safetensors'
    return { name, bytes, step: this.#run.trainer.steps }
  }

  async close(): Promise<void> {
    await this.pause()
    await this.#run.close()
  }
}
