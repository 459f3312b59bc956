// What is learned from: films with the words that describe them, as cells ready for a net.

import { at } from '@dit-by-hand/graph/at'
import { clipOf } from '../world/clips.ts'
import { channels, type Film, type Size } from '../world/film.ts'
import { countsOf, lessons, nobody, promptText, readPrompt, vocabulary, wordsIn } from '../world/words.ts'
import { digestOf } from './digest.ts'

/** Clips to learn from. */
export interface Clips {
  readonly size: Size
  readonly count: number
  /** The word of each row of the table of word vectors; the last stands for none. */
  readonly vocabulary: readonly string[]
  /** Says which clips these are: others have another. */
  readonly digest: string
  film(index: number): Film
  /** What a clip shows, in words. */
  caption(index: number): string
  /** Counts of a clip's words. */
  counts(index: number): readonly number[]
}

/** Clip i of the small world that is learned from. */
export const learnedClip = (seed: number, index: number, size: Size): Film =>
  clipOf(at(lessons, index % lessons.length), seed, index, size)

/** The clips of the small world that a recipe learns from: those of {@link lessons} in turn. */
export function worldClips(seed: number, count: number, { frames, height, width }: Size): Clips {
  const size: Size = { frames, height, width }
  const each = size.frames * size.height * size.width * channels
  const pixels = new Uint8Array(count * each)
  for (let i = 0; i < count; i++) pixels.set(learnedClip(seed, i, size).pixels, i * each)
  const counts = lessons.map(countsOf)
  const pixelsOf = (index: number): Uint8Array => pixels.subarray(index * each, (index + 1) * each)
  return {
    size,
    count,
    vocabulary: [...vocabulary, nobody],
    get digest() {
      return `sky ${seed} ${count} ${size.frames}×${size.height}×${size.width} ${digestOf([pixels])}`
    },
    film: index => ({ ...size, pixels: pixelsOf(index) }),
    caption: index => promptText(at(lessons, index % lessons.length)),
    counts: index => at(counts, index % lessons.length),
  }
}

/** A film of somebody's own, and what it shows in words. */
export interface Captioned {
  readonly film: Film
  readonly caption: string
}

/** Most different words in captions: each has a vector. */
export const mostWords = 1000

/**
 * Clips of somebody's own, all of one size; every different word of their captions gets a vector.
 * @throws {RangeError} where there is no clip, no word, a clip of another size, or more than {@link mostWords} words
 */
export function ownClips(films: readonly Captioned[], { frames, height, width }: Size): Clips {
  const size: Size = { frames, height, width }
  if (films.length === 0) throw new RangeError('there are no clips to learn from')
  const each = size.frames * size.height * size.width * channels
  const other = films.find(({ film: { pixels } }) => pixels.length !== each)
  if (other) throw new RangeError(`“${other.caption}” is not of the size of the others`)
  const words = [...new Set(films.flatMap(({ caption }) => wordsIn(caption)))].toSorted()
  if (words.length === 0 || words.length > mostWords)
    throw new RangeError(`captions have ${words.length} different words; there must be from 1 to ${mostWords}`)
  const rows = [...words, nobody]
  const counts = films.map(({ caption }) => readPrompt(caption, rows).counts)
  const filmAt = (index: number): Film => at(films, index, 'the clips').film
  return {
    size,
    count: films.length,
    vocabulary: rows,
    get digest() {
      return `own ${films.length} ${digestOf(films.map(({ film }) => film.pixels))} ${rows.join(' ')}`
    },
    film: filmAt,
    caption: index => at(films, index, 'the clips').caption,
    counts: index => at(counts, index, 'the clips'),
  }
}
