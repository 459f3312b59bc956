// The stage of the opening, and the positions of what moves on it. The same for a page and a terminal.
import { at, eachOf } from '@dit-by-hand/graph/at'
import type { Opening } from './opening.ts'

/** A keyframe: time in milliseconds, place in units of the stage, scale, opacity. */
export type Key = readonly [time: number, x: number, y: number, scale: number, opacity: number]

/** A square with its number, and its step on the scale of brightness or greys. */
export interface Piece {
  readonly scale: 'bright' | 'grey'
  /** 0 to 8 */
  readonly step: number
  /** Whether it is noise, sampled or predicted. */
  readonly isNoise: boolean
  /** Whether it is a pixel that differs from the given video. */
  readonly differs: boolean
}

/** Something that moves: a square, or only words. Its keys are in order of time; the first is the poster. */
export interface Sprite {
  readonly text: string
  readonly piece: Piece | null
  readonly side: number
  readonly keys: readonly Key[]
}

/** The stage in its own units. */
export const stageSize = { width: 360, height: 180 } as const

/** The side of a square. */
export const side = 30

/** Whether the squares of an opening fit the stage; those of long and wide videos do not. */
export function fitsStage(opening: Opening): boolean {
  const [first, latent] = [at(opening.video, 0, 'the video'), at(opening.latent, 0, 'the latent')]
  const frames = opening.video.length / opening.high
  return (
    frames * (first.length * side + 12) <= stageSize.width &&
    // Stryker disable next-line EqualityOperator: no number of columns fills the width
    latent.length * (side + 12) <= stageSize.width &&
    opening.high * side <= 60 &&
    opening.patches.length * side <= 120 &&
    opening.latent.length * side <= 60
  )
}

/** Where a sprite is at a time: between two keys it moves smoothly, easing in and out. */
export function spriteAt({ keys }: Sprite, time: number): Where {
  const to = keys.find(([when]) => when > time) ?? at(keys, keys.length - 1, 'the keys')
  const from = keys.findLast(([when]) => when <= time) ?? to
  const part = from === to ? 1 : eased((time - from[0]) / (to[0] - from[0]))
  const [x, y, scale, opacity] = eachOf([1, 2, 3, 4], i => from[i] + (to[i] - from[i]) * part)
  return { x, y, scale, opacity }
}

export interface Where {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly opacity: number
}

// Stryker disable next-line EqualityOperator: both halves meet in the middle
const eased = (part: number): number => (part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) * (1 - part))
