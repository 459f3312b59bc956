// Where no mistake explains a matrix: what is true of it nevertheless.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, inv, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { close, isAlike, type Seen, scopesFor } from './seen.ts'

type Pair = readonly [worked: Exact, found: Exact, differs: boolean]
export const pairsOf = ({ worked, found, wrong }: Seen): readonly (readonly Pair[])[] =>
  worked.map((cells, row) =>
    cells.map((cell, column) => {
      const differs = wrong.some(([r, c]) => r === row && c === column)
      return [cell, at(at(found, row), column), differs]
    }),
  )

/** The one factor by which numbers differ from what they should be, in every lesson; undefined where there is none. */
function ratioIn(all: readonly Pair[]): Exact | undefined {
  const some = all.filter(([worked, found]) => sign(worked) !== 0 || sign(found) !== 0)
  const ratios = some.map(([worked, found]) => (sign(worked) === 0 ? Number.NaN : mul(found, inv(worked))))
  const [first] = ratios
  const isOne = first !== undefined && ratios.length >= 3 && ratios.every(ratio => close(ratio, first))
  return isOne && Number.isFinite(toNumber(first)) ? first : undefined
}

/** Whether every number is nearly right, as if rounded on the way. */
export const isNear = (all: readonly Seen[], within = 0.051): boolean =>
  all.length > 0 &&
  all.every(isAlike) &&
  all.flatMap(pairsOf).every(row => row.every(([x, y]) => close(x, y, 1, within)))

const sorted = (cells: readonly Exact[]): string => `${cells.map(cell => toNumber(cell).toPrecision(9)).toSorted()}`

export const factor = (by: Exact): string =>
  showNumber(by) === '1' ? `${Number(toNumber(by).toPrecision(12))}` : showNumber(by)

/** A weaker observation, true in all of these; null where there is none. */
export function lookOf(all: readonly Seen[]): string | null {
  if (!all.every(isAlike)) return 'it has another shape than it should'
  const cells = all.flatMap(pairsOf).flat()
  const by = ratioIn(cells)
  if (by !== undefined && !close(by, 1)) return `every number is ${factor(by)} times what it should be`
  if (isNear(all))
    return `every number is nearly right, as if rounded ${isNear(all, 1e-5) ? 'to float32' : 'on the way'}`
  const [scope] = scopesFor(all)
  if (scope) return `it is wrong ${scope[0]}`
  if (all.every(({ worked, found }) => sorted(worked.flat()) === sorted(found.flat())))
    return 'its numbers are right, but stand in other places'
  return null
}
