// A problem to be worked by hand: one lesson, made from a seed by the right version of the generator.
import type { Lesson } from '@dit-by-hand/spec/format'
import { firstLesson } from './first/lesson.ts'

/** How attention decides and how large the lesson is, the easiest first. */
export const difficulties = ['three-frames', 'hard-attention', 'two-frame-patches', 'softmax'] as const
export type Difficulty = (typeof difficulties)[number]

export const isDifficulty = (text: string): text is Difficulty => difficulties.some(difficulty => difficulty === text)

/** The largest seed: seeds are whole numbers of 32 bits. */
export const largestSeed = 4294967295

/** Which problem is asked for. The same version, seed, difficulty and ties give the same lesson, everywhere and forever. */
export interface Asked {
  /** A whole number from 0 to {@link largestSeed}. */
  readonly seed: number
  readonly difficulty: Difficulty
  /** Two patches are alike, so that attention is shared. Not with softmax, where nothing ties. Default: no. */
  readonly ties?: boolean
  /** Of the generator. Default: the newest. */
  readonly version?: number
}

/** A problem, with all that it takes to ask for it again. */
export interface Problem extends Required<Asked> {
  readonly lesson: Lesson
}

/** The version that is used where none is asked for. An older one stays, and goes on giving what it gave. */
const newestVersion = 1

/**
 * The problem of a seed: a lesson that is nice by hand (see `nice.ts`), the same everywhere and forever.
 * @throws {RangeError} where there is no such seed, difficulty or version, or ties are asked for with softmax
 */
export function problem({ seed, difficulty, ties = false, version = newestVersion }: Asked): Problem {
  if (!Number.isInteger(seed) || seed < 0 || seed > largestSeed)
    throw new RangeError(`${seed} is no seed; a seed is a whole number from 0 to ${largestSeed}`)
  if (!difficulties.includes(difficulty))
    throw new RangeError(`there is no difficulty ${difficulty}; there are ${difficulties.join(', ')}`)
  if (version !== newestVersion)
    throw new RangeError(`there is no version ${version} of the generator; there is version ${newestVersion}`)
  if (ties && difficulty === 'softmax')
    throw new RangeError('with softmax nothing ties: ask for ties with hard attention')
  const asked = { seed, difficulty, ties, version }
  return { ...asked, lesson: firstLesson(asked).lesson }
}
