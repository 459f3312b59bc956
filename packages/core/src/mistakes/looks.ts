// Where no mistake explains a matrix: what is true of it nevertheless.
import { at } from '@dit-by-hand/graph/at'
import { add, type Exact, inv, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
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

/** How far off a number is, and by which factor; undefined where both are 0, no number where one is made of nothing. */
const off = ([worked, found]: Pair): Exact => add(found, mul(-1, worked))
const ratioOf = ([worked, found]: Pair): Exact | undefined =>
  sign(worked) !== 0 ? mul(found, inv(worked)) : sign(found) === 0 ? undefined : Number.NaN

/** One number in every lesson, or undefined. */
function constant(all: readonly Pair[], of: (pair: Pair) => Exact | undefined, least = 3): Exact | undefined {
  const [first, ...rest] = all.map(of).filter(value => value !== undefined)
  const isOne = first !== undefined && rest.length + 1 >= least && rest.every(value => close(value, first))
  return isOne && Number.isFinite(toNumber(first)) ? first : undefined
}

export const nearlyRight = 'every number is nearly right, as if rounded on the way'

const sorted = (cells: readonly Exact[]): string => `${cells.map(cell => toNumber(cell).toPrecision(9)).toSorted()}`

/** As usual; with more digits where it would read as 1. */
const factor = (by: Exact): string =>
  showNumber(by) === '1' ? `${Number(toNumber(by).toPrecision(12))}` : showNumber(by)

/** A weaker observation, true in all of these; null where there is none. */
export function lookOf(all: readonly Seen[]): string | null {
  if (!all.every(isAlike)) return 'it has another shape than it should'
  const rows = all.flatMap(pairsOf)
  const cells = rows.flat()
  const by = constant(cells, ratioOf)
  if (by !== undefined && !close(by, 1))
    return sign(by) === 0 ? 'it is 0 everywhere' : `every number is ${factor(by)} times what it should be`
  const more = constant(cells, off)
  if (more !== undefined && sign(more) !== 0) return `every number is off by ${showNumber(more)}`
  if (cells.every(([worked, found]) => close(worked, found, 1, 0.051))) return nearlyRight
  const [scope] = scopesFor(all)
  if (scope) return `it is wrong ${scope[0]}`
  if (all.every(({ worked, found }) => sorted(worked.flat()) === sorted(found.flat())))
    return 'its numbers are right, but stand in other places'
  return null
}
