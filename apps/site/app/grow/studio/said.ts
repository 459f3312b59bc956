// What the page and the studio say to one another: plain data, which goes to a worker and back.
import type { Size } from '@dit-by-hand/video-dit/world/film'

/** Which net: the one of a file, or the one that learns here. */
export type Which = 'file' | 'run'

export interface FilmOrder {
  readonly which: Which
  /** How often each word of the net's table is said. */
  readonly words: readonly number[]
  readonly seed: number
  readonly guidance: number
  readonly steps: number
  /** The pixels of a frame that it begins with: row by row, red, green, blue. With null it begins as the net likes. */
  readonly first: readonly number[] | null
}

export interface TrainingOrder {
  /** From nothing, or from what the file's net knows. */
  readonly from: 'nothing' | 'file'
  readonly seed: number
  readonly workers: number
}

/** The net as it was after some steps: what it made then. */
export interface Snapshot {
  readonly step: number
  readonly size: Size
  /** One film for each of the prompts. */
  readonly films: readonly Uint8Array[]
}

/** What is told while it learns. */
export type Told =
  | {
      readonly kind: 'stepped'
      /** Steps taken now, and the losses of the last of them. */
      readonly step: number
      readonly losses: readonly number[]
      readonly perSecond: number
    }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'still'; readonly why: 'paused' | 'finished' }
  | { readonly kind: 'broke'; readonly message: string }

export interface ConditionsOrder {
  readonly which: Which
  readonly words: readonly number[]
  readonly block: number
  readonly part: 'attention' | 'mlp'
  readonly feature: number
}

/** A matrix of the net as it is asked at a stage of a film, some of its rows and columns. */
export interface WindowOrder {
  readonly film: FilmOrder
  readonly stage: number
  readonly name: string
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}
