// A trained model from its file on disk, ready to make films, of another size too; and a prompt in its words.
import { few } from '@dit-by-hand/graph/counted'
import { CheckpointError } from '@dit-by-hand/video-dit/checkpoint/dtype'
import type { Extent } from '@dit-by-hand/video-dit/config'
import { type Codec, frozenCodec, pixelCodec, withSize } from '@dit-by-hand/video-dit/learn/codec'
import { type KnownModel, readKnown } from '@dit-by-hand/video-dit/learn/known'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { readPrompt } from '@dit-by-hand/video-dit/world/words'
import { didYouMean } from '@dit-by-hand/walkthrough/nearest'
import { type Io, orTold, UsageError } from '../io.ts'
import { withSource } from './source.ts'

/** A model that knows words. */
export interface WordModel extends KnownModel {
  /** Pixels of its films that one token is of. */
  readonly patch: Extent
  /** What brings clips of a size to films and back. @throws {RangeError} where patches do not fit */
  codecFor(size: Size): Promise<Codec>
}

/** @throws {UsageError} where there is no such file, it is a folder, damaged, or of a model that makes no films from words */
export async function readModel(path: string, io: Io): Promise<WordModel> {
  const known = await orTold(
    CheckpointError,
    why => `${path} cannot be used: ${why}.`,
    () => withSource(path, io, readKnown),
  )
  const { frozen, info } = known
  const patch = frozen ? frozen.patch : info.config.patch
  return {
    ...known,
    patch,
    codecFor: async wanted => (frozen ? frozenCodec(withSize(frozen, wanted)) : pixelCodec(wanted, patch)),
  }
}

/** The most words of a model that are told. */
const mostTold = 50

/** How often a prompt has each word of a vocabulary. @throws {UsageError} naming words that are not in it, with those that are */
export function countsFor(prompt: string, vocabulary: readonly string[]): readonly number[] {
  const { counts, unknown } = readPrompt(prompt, vocabulary)
  if (unknown.length === 0 && counts.at(-1) === 0) return counts
  const words = vocabulary.slice(0, -1)
  const lines = unknown.map(word => `The model does not know “${word}”. ${didYouMean(word, words)}`.trimEnd())
  const none = lines.length === 0 ? ['The prompt contains no word that the model knows.'] : []
  throw new UsageError([...lines, ...none, `It knows: ${few(words, mostTold)}.`].join('\n'))
}
