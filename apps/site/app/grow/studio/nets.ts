// A net that the studio holds: from a file, or a likeness of the one that learns; and its generator.
import type { ModelInfo } from '@dit-by-hand/video-dit/checkpoint/info'
import { saveModel, type Weights } from '@dit-by-hand/video-dit/checkpoint/save'
import { inMemory, type Source } from '@dit-by-hand/video-dit/checkpoint/source'
import { gridOf } from '@dit-by-hand/video-dit/config'
import type { Codec, Frozen } from '@dit-by-hand/video-dit/learn/codec'
import { type Generator, openGenerator } from '@dit-by-hand/video-dit/learn/generate'
import type { Quantity } from '@dit-by-hand/video-dit/learn/loss'
import { parameterCount } from '@dit-by-hand/video-dit/net'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { nobody, vocabulary as sky } from '@dit-by-hand/video-dit/world/words'
import type { About } from './said.ts'

export interface Net {
  readonly info: ModelInfo
  readonly predicts: Quantity
  readonly vocabulary: readonly string[]
  readonly codec: Codec
  readonly frozen: Frozen | null
  readonly size: Size
  readonly weights: Weights
  /** Steps that it had learned for, where that is known. */
  readonly learned: number | null
  /** As a file, made when it is first asked for. */
  source(): Source
}

/** A net as a file would hold it. */
export function sourceOf(info: ModelInfo, weights: Weights): () => Source {
  let made: Source | undefined
  return () => {
    made ??= inMemory(saveModel(info, weights))
    return made
  }
}

export const aboutOf = (net: Net, name: string): About => {
  const { info, frozen, size, vocabulary, learned } = net
  const { config } = info
  return {
    name,
    parameters: parameterCount(config) - config.width * gridOf(config).reduce((all, count) => all * count, 1),
    width: config.width,
    depth: config.depth,
    heads: config.heads,
    grid: gridOf(config),
    patch: frozen ? frozen.patch : config.patch,
    size: { frames: size.frames, height: size.height, width: size.width },
    vocabulary,
    isSky: vocabulary.join(' ') === [...sky, nobody].join(' '),
    steps: learned,
  }
}

/** Generators by what they depend on beside the weights: compiling one takes longer than making a film. */
export class Generators {
  readonly #open = new Map<string, Promise<Generator>>()

  async for({ info, predicts, weights }: Net, seed: number, batch: number): Promise<Generator> {
    const key = JSON.stringify([info.config, predicts, seed, batch])
    const known = this.#open.get(key)
    if (!known && this.#open.size >= mostGenerators) this.#open.delete(oldest(this.#open))
    const found = known ?? openGenerator(info.config, predicts, { batch, seed })
    this.#open.set(key, found)
    const generator = await found
    generator.bring(weights)
    return generator
  }
}

const mostGenerators = 3

function oldest(of: ReadonlyMap<string, unknown>): string {
  for (const key of of.keys()) return key
  throw new RangeError('there is nothing to forget')
}
