// Where no mistake explains a matrix: what is true of it nevertheless.
import { at } from '@dit-by-hand/graph/at'
import { add, type Exact, inv, isDecimal, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { close } from './agree.ts'
import { scopesFor } from './scope.ts'
import { isAlike, type Seen } from './search.ts'

interface Pair {
  readonly worked: Exact
  readonly found: Exact
  readonly differs: boolean
}
export const pairsOf = ({ worked, found, wrong }: Seen): readonly (readonly Pair[])[] =>
  worked.map((cells, row) =>
    cells.map((cell, column) => ({
      worked: cell,
      found: at(at(found, row), column),
      differs: wrong.some(one => one.row === row && one.column === column),
    })),
  )

const less = (a: Exact, b: Exact): Exact => add(a, mul(-1, b))

/** One number in every lesson, or undefined. */
function constant(all: readonly Pair[], of: (pair: Pair) => Exact | undefined): Exact | undefined {
  const values = all.map(of).filter(value => value !== undefined)
  const [first] = values
  return first !== undefined && values.length > 2 && values.every(value => close(value, first)) ? first : undefined
}

export const nearlyRight = 'every number is nearly right, as if rounded on the way'

const isNearly = ({ worked, found }: Pair): boolean =>
  Math.abs(toNumber(worked) - toNumber(found)) <= 0.051 * Math.max(1, Math.abs(toNumber(worked)))

const sorted = (cells: readonly Exact[]): string =>
  cells
    .map(cell => toNumber(cell).toPrecision(9))
    .toSorted()
    .join()

const isRowwise = (seen: Seen): boolean =>
  pairsOf(seen).every(row => {
    const [first, ...rest] = row.map(({ worked, found }) => less(found, worked))
    return first !== undefined && rest.every(off => close(off, first))
  })

/** As usual; with more digits where it would read as 1. */
const factor = (by: Exact): string =>
  showNumber(by) === '1' ? `${Number(toNumber(by).toPrecision(12))}` : showNumber(by)

/** A weaker observation, true in all of these; null where there is none. */
export function lookOf(all: readonly Seen[]): string | null {
  if (!all.every(isAlike)) return 'it has another shape than it should'
  const cells = all.flatMap(pairsOf).flat()
  if (cells.some(({ found }) => !Number.isFinite(toNumber(found)))) return 'it holds a cell that is no number'
  const by = constant(cells, ({ worked, found }) =>
    sign(worked) === 0 ? (sign(found) === 0 ? undefined : Number.NaN) : mul(found, inv(worked)),
  )
  if (by !== undefined && Number.isFinite(toNumber(by)) && !close(by, 1))
    return toNumber(by) === 0 ? 'it is 0 everywhere' : `every number is ${factor(by)} times what it should be`
  const off = constant(cells, ({ worked, found }) => less(found, worked))
  if (off !== undefined && sign(off) !== 0) return `every number is off by ${showNumber(off)}`
  if (cells.every(({ worked, found, differs }) => !differs || (isDecimal(found) && close(worked, found))))
    return 'it holds decimals where it should hold fractions'
  if (cells.every(isNearly)) return nearlyRight
  const [scope] = scopesFor(all)
  if (scope) return `it is wrong ${scope.says}`
  if (all.every(({ worked, found }) => sorted(worked.flat()) === sorted(found.flat())))
    return 'its numbers are right, but stand in other places'
  if (all.every(isRowwise) && all.some(({ worked }) => at(worked, 0).length > 1))
    return 'each row is off by one number, as by a wrong bias'
  return null
}
