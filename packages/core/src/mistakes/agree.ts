// When two numbers are one: exactly, or within what rounding may do to decimals.
import type { Arith } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { compare, type Exact, equal, isDecimal, toNumber } from '@dit-by-hand/graph/exact'

/** The number system of sizes: every term without its sign. */
export const sizes: Arith<number> = {
  num: value => Math.abs(toNumber(value)),
  sum: terms => terms.reduce((a, b) => a + b, 0),
  mul: (a, b) => a * b,
  inv: x => 1 / x,
  sqrt: Math.sqrt,
  relu: x => x,
  step: () => 1,
  tanh: x => x,
  sin: x => x,
  cos: () => 1,
  bit: () => 1,
  share: () => 1,
  amended: value => Math.abs(toNumber(value)),
}

/** Within 1e-9, relative to the largest of 1, the numbers and the terms they are made of. Two that are none are alike. */
export function close(a: Exact, b: Exact, size = 1): boolean {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Object.is(x, y)
  return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), size)
}

/** Whether a cell is as it was worked out: exact numbers exactly, decimals closely. `size` where all are decimals. */
export const agrees = (worked: Exact, found: Exact, size: number | undefined): boolean =>
  equal(worked, found) || ((size !== undefined || isDecimal(worked)) && close(worked, found, size))

export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a)

/** The cells where two grids differ. */
export const differing = (
  worked: Grid<Exact>,
  found: Grid<Exact>,
  size: Grid<number> | undefined,
): readonly { readonly row: number; readonly column: number }[] =>
  worked.flatMap((cells, row) =>
    cells.flatMap((cell, column) =>
      agrees(cell, at(at(found, row), column), size && at(at(size, row), column)) ? [] : [{ row, column }],
    ),
  )
