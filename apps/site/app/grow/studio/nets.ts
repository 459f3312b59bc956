// A net that the studio holds: from a file, or a likeness of the one that learns; and its generator.
import { memoByKey } from '@dit-by-hand/graph/memo'
import type { ModelInfo } from '@dit-by-hand/video-dit/checkpoint/info'
import { saveModel, type Weights } from '@dit-by-hand/video-dit/checkpoint/save'
import { inMemory, type Source } from '@dit-by-hand/video-dit/checkpoint/source'
import { gridOf, tokensOf } from '@dit-by-hand/video-dit/config'
import { type Generator, openGenerator } from '@dit-by-hand/video-dit/learn/generate'
import { type KnownModel, readKnown } from '@dit-by-hand/video-dit/learn/known'
import { clipShape, parameterCount } from '@dit-by-hand/video-dit/net'
import { nullLabel, vocabulary as sky } from '@dit-by-hand/video-dit/world/words'

export interface Net extends Omit<KnownModel, 'metadata' | 'weights'> {
  readonly weights: Weights
  /** Steps that it had learned for, where that is known. */
  readonly learned: number | null
  /** As a file, made when it is first asked for. */
  source(): Source
}

/** The net of a model's file. @throws {Error} saying why it is none */
export async function netIn(source: Source): Promise<Net> {
  const { metadata, ...known } = await readKnown(source)
  const steps = Number(metadata.steps)
  const learned = metadata.steps !== undefined && Number.isSafeInteger(steps) ? steps : null
  return { ...known, learned, source: () => source }
}

/** A net as a file would hold it. */
export function sourceOf(info: ModelInfo, weights: Weights): () => Source {
  let made: Source | undefined
  return () => {
    made ??= inMemory(saveModel(info, weights))
    return made
  }
}

/** Whether the words of a net are those of the small world. */
export const isSky = ({ vocabulary }: Pick<Net, 'vocabulary'>): boolean =>
  vocabulary.join(' ') === [...sky, nullLabel].join(' ')

/** What a net is. */
export type About = ReturnType<typeof aboutOf>

export function aboutOf({ info: { config }, frozen, size, vocabulary, learned }: Net, name: string) {
  const { frames, height, width } = size
  return {
    /** The file's name. */
    name,
    parameters: parameterCount(config) - config.width * tokensOf(config),
    /** Features of a token, blocks, heads of each. */
    width: config.width,
    depth: config.depth,
    heads: config.heads,
    /** Tokens in time, down and across; and pixels of one of them. */
    grid: gridOf(config),
    patch: frozen ? frozen.patch : config.patch,
    size: { frames, height, width },
    /** The word of each row of its table; the last stands for none. */
    vocabulary,
    isSky: isSky({ vocabulary }),
    /** Steps that it has learned for, where the file says so. */
    steps: learned,
  }
}

/** What opens generators, and keeps a few by what they depend on beside the weights: compiling one takes longer than
 *  making a film. */
export function generatorsOf() {
  const opened = memoByKey(
    ({ info, predicts, codec }: Net, seed: number, batch: number, without: readonly string[], begins: boolean) => {
      const [rows, columns] = clipShape(codec.clip)
      const first = begins ? { first: new Float32Array(rows * columns) } : {}
      return openGenerator(info.config, predicts, { batch, seed, without, ...first })
    },
    ({ info, predicts }, ...rest) => JSON.stringify([info.config, predicts, ...rest]),
    4,
  )
  return async (
    net: Net,
    seed: number,
    batch: number,
    without: readonly string[] = [],
    first?: Float32Array,
  ): Promise<Generator> => {
    const generator = await opened(net, seed, batch, without, first !== undefined)
    generator.bring({ ...net.weights, given: first })
    return generator
  }
}

export type Generators = ReturnType<typeof generatorsOf>
