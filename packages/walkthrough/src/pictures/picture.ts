// The pictures beside the numbers, as data: what is drawn, on what scale, and the same in words.
import type { Name } from '@dit-by-hand/core/names'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Operator } from '../telling.ts'
import type { Rows } from './rows.ts'

interface Drawn {
  readonly title: string
  /** What the picture shows, in words made from its numbers, for those who do not see it. */
  readonly text: string
}

/** The frames of the video, with the cuts between patches. */
export interface CutPicture extends Drawn {
  readonly kind: 'cut'
  /** The brightness of each frame's pixels, and the pieces it is cut into: of which patch, and where they begin. */
  readonly frames: readonly {
    readonly rows: Rows
    readonly pieces: readonly { readonly patch: number; readonly row: number; readonly column: number }[]
  }[]
  /** The size of a piece. */
  readonly piece: { readonly rows: number; readonly columns: number }
  /** The brightest pixel. */
  readonly most: number
  /** The patch of the cell in focus, counted from 0. */
  readonly focus: number | null
}

/** A matrix of features by patches, as squares of a grey scale. */
export interface Shaded {
  readonly name: Name
  readonly title: string
  /** The sign before it; none before the first. */
  readonly sign: '' | Operator
  readonly rows: Rows
}

/** Latents and noise as squares, all on one grey scale. */
export interface SquaresPicture extends Drawn {
  readonly kind: 'squares'
  readonly grids: readonly Shaded[]
  /** The number that is white; its negative is black, and zero is in the middle. */
  readonly most: number
}

/** One feature on its number line: each patch is scaled, then shifted. */
export interface Feature {
  readonly feature: number
  /** Its three number lines, from top to bottom: what leads to each, and which of a move's numbers stand there. */
  readonly lines: readonly { readonly name: string; readonly at: 'from' | 'scaled' | 'to' }[]
  /** "doubles, then steps up 1" */
  readonly says: string
  readonly moves: readonly {
    readonly patch: number
    readonly from: Exact
    readonly scaled: Exact
    readonly to: Exact
    readonly isFocus: boolean
  }[]
}

/** Scale and shift as moves on number lines. */
export interface MovesPicture extends Drawn {
  readonly kind: 'moves'
  readonly features: readonly Feature[]
  readonly least: number
  readonly most: number
}

/** One patch attending to another, counted from 0. */
export interface Arc {
  readonly query: number
  readonly key: number
  /** 0 to 1 */
  readonly share: number
  readonly shown: string
}

/** Attention as arcs between patches, without those of 0. */
export interface ArcsPicture extends Drawn {
  readonly kind: 'arcs'
  /** The names of the patches: "frame 1" where a patch is a frame, else "patch 1". */
  readonly labels: readonly string[]
  /** The pixels of each patch, in rows. */
  readonly thumbs: readonly Rows[]
  readonly most: number
  readonly arcs: readonly Arc[]
  /** The patch of the cell in focus, as the query or the key. */
  readonly focus: { readonly as: 'query' | 'key'; readonly patch: number } | null
}

/** The error as bars from zero, up and down. */
export interface ErrorsPicture extends Drawn {
  readonly kind: 'errors'
  /** Features by patches. */
  readonly rows: Rows
  readonly most: number
  readonly focus: { readonly row: number; readonly column: number } | null
}

/** Videos of one size side by side, and how the second differs from the first. */
export interface VideosPicture extends Drawn {
  readonly kind: 'videos'
  /** Rows of one frame. */
  readonly high: number
  readonly original: Rows
  readonly generated: Rows
  readonly difference: Rows
  /** The brightest pixel of the two. */
  readonly brightest: number
  /** The largest difference either way. */
  readonly most: number
}

export type Picture = CutPicture | SquaresPicture | MovesPicture | ArcsPicture | ErrorsPicture | VideosPicture
