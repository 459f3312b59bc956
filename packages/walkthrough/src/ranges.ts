// The ranges of matrices, derived from the net, not from values.
import type { Name } from '@dit-by-hand/core/names'
import type { Net } from '@dit-by-hand/graph/graph'
import { between, rangeOf } from '@dit-by-hand/graph/interval'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'

/** Bounds for every cell, where there are any. */
export interface Range {
  readonly least?: number
  readonly most?: number
  /** Whether cells are whole numbers. */
  readonly whole?: true
  /** The sum of each column. */
  readonly columnSum?: number
}

type Ranged = { readonly lesson: Lesson; readonly net: Net<Name> }

const known = memo((_net: Net) => memoByKey(derived, name => name, 100))

/**
 * The range of a matrix in every lesson with this net; undefined where there is none. A misprinted value may be anything, and
 * so has no range.
 */
export const range = (name: Name, ranged: Ranged): Range | undefined =>
  ranged.net[name] && (known(ranged.net)(name, ranged) ?? undefined)

/** A range in words: "never less than 0", "0 or 1", "a whole number from 0 to 7; each column adds up to 1". */
export function rangeSaid(range: Range): string {
  const { columnSum } = range
  const sum = columnSum === undefined ? [] : [`each column adds up to ${showNumber(columnSum)}`]
  return [...boundsSaid(range), ...sum].join('; ')
}

function boundsSaid({ least, most, whole }: Range): readonly string[] {
  const kind = whole ? 'a whole number ' : ''
  if (least === undefined) return most === undefined ? [] : [`${kind}never more than ${showNumber(most)}`]
  if (most === undefined) return [`${kind}never less than ${showNumber(least)}`]
  if (least === most) return [showNumber(least)]
  if (whole && most - least === 1) return [`${showNumber(least)} or ${showNumber(most)}`]
  return [`${kind}from ${showNumber(least)} to ${showNumber(most)}`]
}

function derived(name: Name, { lesson: { timestep }, net }: Ranged): Range | null {
  const { least, most, whole, columnSum } = rangeOf(net, name, { t: between(0, 2 ** timestep.bits - 1, true) })
  if (!Number.isFinite(least) && !Number.isFinite(most)) return null
  return {
    ...(Number.isFinite(least) && { least }),
    ...(Number.isFinite(most) && { most }),
    ...(whole && { whole }),
    ...(columnSum !== null && { columnSum }),
  }
}
