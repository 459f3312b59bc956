// A check of one reference tensor: how ours is computed, and which conventions could explain a difference.

import type { Net } from '@dit-by-hand/graph/graph'
import { type Changes, rewrite } from '@dit-by-hand/graph/rewrite'
import type { DitConfig } from '../config.ts'
import type { Golden } from './golden.ts'

/** Something that other implementations do differently from the published model: a rewrite of the net, or a setting. */
export interface Convention {
  /** What the reference does, as a sentence without its full stop. */
  readonly says: string
  /** The rewrite, by the names of matrices; those that a net does not have are skipped. */
  changes?(config: DitConfig): Changes
  readonly setting?: Setting
  /** How many times larger the rounding errors of single precision are under it: 1000 for angles a thousand times as large. */
  readonly costs?: number
}

/** Choices outside the net. */
export type Setting =
  | 'three channels guided'
  | 'all channels guided'
  | 'scale above one'
  | 'unconditional first'
  | 'no bound'
  | 'time from noise'
  | 'squared cosine'

/** A tensor of the file and how we compute it. */
export interface Check {
  readonly tensor: string
  /** The row of the table that it belongs to. */
  readonly block: string
  /** Our numbers, the last axis fastest, under some conventions. */
  found(using: readonly Convention[]): Promise<ArrayLike<number>>
  /** An estimate of the error of single precision, where it has not been measured here or for this kind of tensor. */
  floor?(floorOf: (tensor: string) => number): number | undefined
  /** The additional error allowed for each cell, where steps of a fixed length magnify the rounding of a small gradient. */
  slack?(floorOf: (tensor: string) => number, using: readonly Convention[]): Promise<ArrayLike<number>>
  /** Whether steps magnify rounding, in some trajectories more than in others: the floor is then the largest of its block. */
  readonly magnified?: true
  /** The conventions that could explain a difference. */
  readonly conventions: readonly Convention[]
}

/** A list of the check, or an empty one where the file does not have its tensor. */
export const ifRecorded = (of: Pick<Golden, 'has' | 'columnOf'>, check: Check): readonly Check[] =>
  of.has(of.columnOf(check.tensor)) ? [check] : []

export const isSet = (using: readonly Convention[], setting: Setting): boolean =>
  using.some(convention => convention.setting === setting)

/** The net rewritten by these conventions. */
export function under(net: Net, config: DitConfig, using: readonly Convention[]): Net {
  let result = net
  for (const { changes } of using) {
    if (!changes) continue
    const known = Object.entries(changes(config)).filter(([name]) => result[name] !== undefined)
    result = rewrite(result, Object.fromEntries(known))
  }
  return result
}
