// What the page and the studio say to one another: plain data, which goes to a worker and back.
import type { Size } from '@dit-by-hand/video-dit/world/film'

/** Which net: the one of a file, or the one that learns here. */
export type Which = 'file' | 'run'

/** What a net is. */
export interface About {
  /** The file's name. */
  readonly name: string
  readonly parameters: number
  /** Features of a token, blocks, heads of each. */
  readonly width: number
  readonly depth: number
  readonly heads: number
  /** Tokens in time, down and across. */
  readonly grid: readonly [number, number, number]
  /** Pixels of one token in time, down and across. */
  readonly patch: readonly [number, number, number]
  readonly size: Size
  /** The word of each row of its table; the last stands for none. */
  readonly vocabulary: readonly string[]
  /** Whether its words are those of the small world. */
  readonly isSky: boolean
  /** Steps that it has learned for, where the file says so. */
  readonly steps: number | null
}

export interface FilmOrder {
  readonly which: Which
  /** How often each word of the net's table is said. */
  readonly words: readonly number[]
  readonly seed: number
  readonly guidance: number
  readonly steps: number
}

/** A film on its way. */
export interface Stage {
  /** From 1, noise, to 0. */
  readonly time: number
  /** Its pixels: frame by frame, row by row, red, green, blue. */
  readonly now: Uint8Array
  /** The film that the net believes it to become; at the end, the film. */
  readonly believed: Uint8Array
}

export interface Filmed {
  readonly order: FilmOrder
  readonly size: Size
  readonly stages: readonly Stage[]
  readonly milliseconds: number
  /** Steps that its net had learned for. */
  readonly learned: number | null
}

export interface TrainingOrder {
  /** From nothing, or from what the file's net knows. */
  readonly from: 'nothing' | 'file'
  readonly seed: number
  readonly workers: number
}

/** A run that has been opened, and stands still. */
export interface Begun {
  readonly about: About
  readonly recipe: string
  /** Steps taken, and to be taken. */
  readonly step: number
  readonly steps: number
  readonly workers: number
  readonly build: string
  readonly notes: readonly string[]
  readonly prompts: readonly string[]
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

/** Which token is looked from, in a film that was made. */
export interface AttentionOrder {
  readonly film: FilmOrder
  /** Steps of sampling taken before. */
  readonly stage: number
  readonly block: number
  readonly token: number
}

/** For each head, how much of each token is taken: they add up to 1. */
export type Shares = readonly (readonly number[])[]

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

export interface Named {
  readonly name: string
  readonly shape: readonly [number, number]
}
