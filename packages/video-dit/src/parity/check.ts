// A tensor to be held against its reference, how ours is computed, and the conventions that could explain another.

import type { Net } from '@dit-by-hand/graph/graph'
import type { Changes } from '@dit-by-hand/graph/rewrite'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { DitConfig } from '../config.ts'

/** Something that others do otherwise than the published model: the net rewritten, or another setting outside it. */
export interface Convention {
  /** What the reference does, as a whole sentence without its point. */
  readonly says: string
  /** What becomes of the net's matrices; those that a net does not have are passed over. */
  changes?(config: DitConfig): Changes
  readonly setting?: Setting
  /** How many times more single precision loses under it: 1000 where angles are a thousand times as large. */
  readonly costs?: number
}

/** Choices outside the net. */
export type Setting =
  | 'three channels guided'
  | 'all channels guided'
  | 'scale above one'
  | 'unconditional first'
  | 'bound in nats'
  | 'no bound'
  | 'clip as target'
  | 'towards the clip'
  | 'time from noise'
  | 'squared cosine'
  | 'scaled linear'
  | 'posterior variance'

/** A tensor of the file and our way to it. */
export interface Check {
  readonly tensor: string
  /** The row of the table that it belongs to. */
  readonly block: string
  /** Our numbers, the last axis fastest, under some conventions. */
  found(using: readonly Convention[]): Promise<ArrayLike<number>>
  /** What single precision costs here, where nobody has measured it and its kind does not tell. */
  floor?(floorOf: (tensor: string) => number): number | undefined
  /** How much further each cell may be off, where steps of a fixed length magnify the rounding of a small gradient. */
  slack?(floorOf: (tensor: string) => number, using: readonly Convention[]): Promise<ArrayLike<number>>
  /** Whether steps magnify rounding, one trajectory more than another by chance: a floor is then its block's largest. */
  readonly magnified?: true
  /** What could explain another value. */
  readonly conventions: readonly Convention[]
}

/** The check of a tensor, where the file tells it. */
export const where = (of: { has(tensor: string): boolean }, check: Check): readonly Check[] =>
  of.has(check.tensor) ? [check] : []

export const isSet = (using: readonly Convention[], setting: Setting): boolean =>
  using.some(convention => convention.setting === setting)

/** The net as these conventions have it. */
export function under(net: Net, config: DitConfig, using: readonly Convention[]): Net {
  let result = net
  for (const { changes } of using) {
    if (!changes) continue
    const known = Object.entries(changes(config)).filter(([name]) => result[name] !== undefined)
    result = rewrite(result, Object.fromEntries(known))
  }
  return result
}
