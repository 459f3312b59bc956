// Training data: films with captions, of the small world or the reader's own.

import { at } from '@dit-by-hand/graph/at'
import { clipOf } from '../world/clips.ts'
import { channels, type Film, type Size } from '../world/film.ts'
import {
  countsOf,
  nullLabel,
  type Prompt,
  promptText,
  readPrompt,
  trainingPrompts,
  vocabulary,
  wordsIn,
} from '../world/words.ts'
import { digestOf } from './digest.ts'

/** Films with captions, all of one size. */
export interface Clips {
  readonly size: Size
  readonly count: number
  /** The word of each row of the table of word vectors; the last is the null label. */
  readonly vocabulary: readonly string[]
  /** Identifies the clips: others have another digest. */
  readonly digest: string
  film(index: number): Film
  /** A clip's caption. */
  caption(index: number): string
  /** How often each word of the vocabulary occurs in a clip's caption. */
  counts(index: number): readonly number[]
}

/** The training clips of the small world: the prompts of {@link trainingPrompts} in turn. */
export function worldClips(seed: number, count: number, { frames, height, width }: Size): Clips {
  const promptOf = (index: number): Prompt => at(trainingPrompts, index % trainingPrompts.length)
  const size: Size = { frames, height, width }
  const each = size.frames * size.height * size.width * channels
  const pixels = new Uint8Array(count * each)
  for (let i = 0; i < count; i++) pixels.set(clipOf(promptOf(i), seed, i, size).pixels, i * each)
  const pixelsOf = (index: number): Uint8Array => pixels.subarray(index * each, (index + 1) * each)
  return {
    size,
    count,
    vocabulary: [...vocabulary, nullLabel],
    get digest() {
      return `sky ${seed} ${count} ${size.frames}×${size.height}×${size.width} ${digestOf([pixels])}`
    },
    film: index => ({ ...size, pixels: pixelsOf(index) }),
    caption: index => promptText(promptOf(index)),
    counts: index => countsOf(promptOf(index)),
  }
}

/** A film of the reader's own, and its caption. */
export interface Captioned {
  readonly film: Film
  readonly caption: string
}

/** The most different words that captions may have: each has a vector. */
export const mostWords = 1000

/**
 * Training clips of the reader's own, all of one size; every different word of their captions gets a vector.
 * @throws {RangeError} where there is no clip, no word, a clip of another size, or more than {@link mostWords} words
 */
export function ownClips(films: readonly Captioned[], { frames, height, width }: Size): Clips {
  const size: Size = { frames, height, width }
  if (films.length === 0) throw new RangeError('there are no clips to learn from')
  const sizeText = (of: Size): string => `${of.frames}×${of.height}×${of.width}`
  const other = films.find(({ film }) => sizeText(film) !== sizeText(size))
  if (other) throw new RangeError(`“${other.caption}” is ${sizeText(other.film)}; clips must be ${sizeText(size)}`)
  const words = [...new Set(films.flatMap(({ caption }) => wordsIn(caption)))].toSorted()
  if (words.length === 0 || words.length > mostWords)
    throw new RangeError(`captions have ${words.length} different words; there must be from 1 to ${mostWords}`)
  const rows = [...words, nullLabel]
  const counts = films.map(({ caption }) => readPrompt(caption, rows).counts)
  const filmAt = (index: number): Film => at(films, index, 'the clips').film
  return {
    size,
    count: films.length,
    vocabulary: rows,
    get digest() {
      const told = Uint16Array.from(counts.flat())
      return `own ${films.length} ${digestOf([...films.map(({ film }) => film.pixels), told])} ${rows.join(' ')}`
    },
    film: filmAt,
    caption: index => at(films, index, 'the clips').caption,
    counts: index => at(counts, index, 'the clips'),
  }
}
