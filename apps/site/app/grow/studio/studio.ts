// The studio: nets, films and training behind the page, in a worker or, where there is none, in the page itself.
import { type Thread, whyAlone } from '@dit-by-hand/float32/thread'
import { bestBuild } from '@dit-by-hand/float32/wasm/load'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { type Made, make } from './films.ts'
import { aboutOf, generatorsOf, type Net, netIn } from './nets.ts'
import type { ConditionsOrder, FilmOrder, Told, TrainingOrder, Which, WindowOrder } from './said.ts'
import { type Begun, begin, readTraining, resume, type Training } from './training.ts'

export interface Place {
  /** Lets others do something. */
  readonly turn: () => Promise<void>
  /** Starts a thread of a training run. Default: a worker. */
  readonly start?: () => Thread
}

/** What is behind the page: every answer is a promise, since it may come from a worker. */
export type Studio = ReturnType<typeof openStudio>

/** How fast a browser lets a studio be. */
export type Circumstances = Awaited<ReturnType<Studio['circumstances']>>
/** Scale, shift and gate of one feature at some times. */
export type Conditions = Awaited<ReturnType<Studio['conditions']>>
export type ToldCell = Awaited<ReturnType<Studio['cell']>>

/** Opens a studio without a net in it. */
export function openStudio({ turn, start }: Place) {
  const generators = generatorsOf()
  let hear: (told: Told) => void = () => undefined
  let file: Net | null = null
  let training: Training | null = null
  /** The film that was made last, which looks inside are of. */
  let made: Made | null = null

  const netOf = (which: Which): Net => {
    const net = which === 'file' ? file : (training?.net() ?? null)
    if (!net) throw new RangeError(which === 'file' ? 'no network has been loaded' : 'nothing is training here yet')
    return net
  }
  const filmOf = async (order: FilmOrder): Promise<Made> => {
    if (made && JSON.stringify(made.filmed.order) === JSON.stringify(order)) return made
    made = await make(order, netOf(order.which), generators)
    return made
  }
  const around = { tell: (told: Told) => hear(told), turn, generators, ...(start && { start }) }
  const taken = async (opening: () => Promise<Training>): Promise<Begun> => {
    await training?.close()
    training = null
    training = await opening()
    return training.begun
  }
  const running = (): Training => {
    if (!training) throw new RangeError('nothing is training here yet')
    return training
  }
  const inside = () => import('./inside.ts')

  return {
    async circumstances() {
      return {
        build: bestBuild(),
        cores: globalThis.navigator.hardwareConcurrency,
        /** Threads can share memory. */
        isShared: whyAlone() === undefined,
      }
    },
    /** Takes a model from a file's bytes. @throws {Error} saying why it is none */
    async load(name: string, bytes: Uint8Array) {
      file = await netIn(inMemory(bytes))
      return aboutOf(file, name)
    },
    async film(order: FilmOrder) {
      made = await make(order, netOf(order.which), generators)
      return made.filmed
    },
    /** The same film, made without some parts of its net. */
    filmWithout: async (order: FilmOrder, parts: readonly string[]) =>
      (await make(order, netOf(order.which), generators, parts)).filmed,
    /** Who is told of the training from now on. */
    async listen(next: (told: Told) => void) {
      hear = next
    },
    begin: (order: TrainingOrder) => taken(() => begin(order, file, around)),
    /** Looks whether a file holds a training that can be gone on with here. @throws {Error} saying why it cannot */
    async look(bytes: Uint8Array) {
      await readTraining(bytes)
    },
    /** Goes on with the training of a file, in place of any that is here. @throws {Error} saying why it cannot */
    resume: (bytes: Uint8Array) => taken(() => resume(bytes, around)),
    async go() {
      running().go()
    },
    pause: async () => running().pause(),
    rewind: async (step: number) => running().rewind(step),
    save: async (what: 'model' | 'training') => running().save(what),
    /** Forgets the training. */
    async reset() {
      await training?.close()
      training = null
    },
    matrices: async (which: Which) => (await inside()).namesOf(netOf(which)),
    window: async (order: WindowOrder) => (await inside()).windowOf(await filmOf(order.film), order),
    /** @param stage steps of sampling taken before @param token looked from */
    attention: async (film: FilmOrder, stage: number, block: number, token: number) =>
      (await inside()).sharesAt(await filmOf(film), stage, block, token),
    conditions: async (order: ConditionsOrder) => (await inside()).conditionsOf(netOf(order.which), order),
    cell: async (film: FilmOrder, stage: number, cell: CellRef) =>
      (await inside()).cellAt(await filmOf(film), stage, cell),
  }
}
