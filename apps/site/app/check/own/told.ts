// What the page and the worker that judges a reader's numbers say to each other.
import type { Named } from '@dit-by-hand/core/mistakes'
import type { Name } from '@dit-by-hand/spec/names'

/** Numbers to be judged: a file's bytes, and its name without the ending, which names a single array. */
export interface Asked {
  /** The id of a case, the name of a problem such as softmax-7, or a lesson's file as text. */
  readonly lesson: string
  readonly bytes: Uint8Array
  readonly stem: string | null
}

/** A matrix that is not as it should be. */
export interface Wrong extends Pick<Named, 'also' | 'follows' | 'cells'> {
  readonly matrix: Name
  readonly says: string
}

/** What came of it. `refused` is a sentence, and so is each note. */
export type Told =
  | {
      /** What a link to the walk says of the lesson. */
      readonly fragment: string
      readonly verdict: string
      readonly wrong: readonly Wrong[]
      readonly notes: readonly string[]
    }
  | { readonly refused: string }
