// Where no mistake explains a matrix: what is true of it nevertheless.
import { at } from '@dit-by-hand/graph/at'
import { add, type Exact, inv, isDecimal, mul, sign, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { agrees, close } from './agree.ts'
import { scopesFor } from './scope.ts'
import type { Seen } from './search.ts'

interface Pair {
  readonly worked: Exact
  readonly found: Exact
  readonly size: number | undefined
}
const pairs = ({ worked, found, size }: Seen): readonly Pair[] =>
  worked.flatMap((row, r) =>
    row.map((cell, c) => ({ worked: cell, found: at(at(found, r), c), size: size && at(at(size, r), c) })),
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

const isRowwise = ({ worked, found }: Seen): boolean =>
  worked.every((row, r) =>
    row.every((cell, c) => close(less(at(at(found, r), c), cell), less(at(at(found, r), 0), at(row, 0)))),
  )

/** As usual; with more digits where it would read as 1. */
const factor = (by: Exact): string =>
  showNumber(by) === '1' ? `${Number(toNumber(by).toPrecision(12))}` : showNumber(by)

/** A weaker observation, true in all of these; null where there is none. */
export function lookOf(all: readonly Seen[]): string | null {
  const cells = all.flatMap(pairs)
  if (cells.some(({ found }) => !Number.isFinite(toNumber(found)))) return 'it holds a cell that is no number'
  const by = constant(cells, ({ worked, found }) =>
    sign(worked) === 0 ? (sign(found) === 0 ? undefined : Number.NaN) : mul(found, inv(worked)),
  )
  if (by !== undefined && Number.isFinite(toNumber(by)) && !close(by, 1))
    return toNumber(by) === 0 ? 'it is 0 everywhere' : `every number is ${factor(by)} times what it should be`
  const off = constant(cells, ({ worked, found }) => less(found, worked))
  if (off !== undefined && sign(off) !== 0) return `every number is off by ${showNumber(off)}`
  if (
    cells.every(({ worked, found, size }) => agrees(worked, found, size) || (isDecimal(found) && close(worked, found)))
  )
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
