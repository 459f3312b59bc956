// The studio: nets, films and training behind the page, in a worker or, where there is none, in the page itself.
import type { Thread } from '@dit-by-hand/float32/thread'
import { whyAlone } from '@dit-by-hand/float32/thread'
import { bestBuild } from '@dit-by-hand/float32/wasm/load'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { readKnown } from '@dit-by-hand/video-dit/learn/known'
import { type Made, make } from './films.ts'
import { aboutOf, Generators, type Net } from './nets.ts'
import type { Begun, FilmOrder, Studio, Told, Which } from './said.ts'
import { readTraining, Training } from './training.ts'

export interface Place {
  /** Lets others do something. */
  readonly turn: () => Promise<void>
  /** Starts a thread of a training run. Default: a worker. */
  readonly start?: () => Thread
}

/** Opens a studio without a net in it. */
export function openStudio({ turn, start }: Place): Studio {
  const generators = new Generators()
  let hear: (told: Told) => void = () => undefined
  let file: Net | null = null
  let training: Training | null = null
  /** The film that was made last, which looks inside are of. */
  let made: Made | null = null

  const netOf = (which: Which): Net => {
    const net = which === 'file' ? file : (training?.net() ?? null)
    if (!net) throw new RangeError(which === 'file' ? 'no net has been loaded' : 'nothing learns here yet')
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
    if (!training) throw new RangeError('nothing learns here yet')
    return training
  }
  const inside = () => import('./inside.ts')

  return {
    async circumstances() {
      return {
        build: bestBuild(),
        cores: globalThis.navigator.hardwareConcurrency,
        isShared: whyAlone() === undefined,
      }
    },
    async load(name, bytes) {
      const source = inMemory(bytes)
      const { info, predicts, vocabulary, codec, frozen = null, size, weights, metadata } = await readKnown(source)
      const steps = Number(metadata.steps)
      const learned = metadata.steps !== undefined && Number.isSafeInteger(steps) ? steps : null
      file = { info, predicts, vocabulary, codec, frozen, size, weights, learned, source: () => source }
      return aboutOf(file, name)
    },
    async film(order) {
      made = await make(order, netOf(order.which), generators)
      return made.filmed
    },
    async listen(next) {
      hear = next
    },
    begin: order => taken(() => Training.begin(order, file, around)),
    async look(bytes) {
      await readTraining(bytes)
    },
    resume: bytes => taken(() => Training.resume(bytes, around)),
    async go() {
      running().go()
    },
    pause: async () => running().pause(),
    rewind: async step => running().rewind(step),
    save: async what => running().save(what),
    async reset() {
      await training?.close()
      training = null
    },
    matrices: async which => (await inside()).namesOf(netOf(which)),
    window: async order => (await inside()).windowOf(await filmOf(order.film), order),
    attention: async ({ film, stage, block, token }) =>
      (await inside()).sharesAt(await filmOf(film), stage, block, token),
    conditions: async order => (await inside()).conditionsOf(netOf(order.which), order),
    cell: async (film, stage, cell) => (await inside()).cellAt(await filmOf(film), stage, cell),
  }
}
