// A problem to be worked by hand: one lesson, made from a seed.
import type { Lesson } from '@dit-by-hand/spec/format'

/** How attention decides and how large the lesson is. */
export type Difficulty = 'hard-attention' | 'softmax' | 'three-frames' | 'two-frame-patches'

export interface Problem {
  /** Of the generator: the same version, seed and difficulty give the same lesson, everywhere and forever. */
  readonly version: number
  readonly seed: number
  readonly difficulty: Difficulty
  readonly lesson: Lesson
}
