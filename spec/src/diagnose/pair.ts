// Two matrices side by side, the cells that differ marked.
import type { Name } from '../lesson/names.ts'
import { type Arithmetic, decimal, type Grid, show, type Value } from '../lesson/number.ts'
import { allAgree } from './evidence.ts'

/** A number as a reader wants it: what was answered as a decimal is shown as one, not as the fraction that a double is. */
export function shown(x: Value): string {
  const isDouble = typeof x !== 'number' && x.d >= 2n ** 20n && (x.d & (x.d - 1n)) === 0n
  return isDouble ? String(decimal(x)) : show(x)
}

/** A number that nothing has to be told apart from: five digits of a decimal are enough. */
const short = (x: Value): string => {
  const text = shown(x)
  return text.includes('.') ? String(Number(decimal(x).toPrecision(5))) : text
}

/** A number beside another, with no more digits than tell them apart (and five at least). */
export function apart(x: Value, other: Value): string {
  const text = shown(x)
  if (!text.includes('.')) return text
  for (let digits = 5; digits < 17; digits++) {
    const short = String(Number(decimal(x).toPrecision(digits)))
    if (short !== String(Number(decimal(other).toPrecision(digits)))) return short
  }
  return text
}

export interface PairCell {
  readonly expected: string
  readonly found: string
  readonly differs: boolean
}

export interface Pair {
  readonly matrix: Name
  readonly rows: readonly (readonly PairCell[])[]
  /** How many cells differ. */
  readonly wrong: number
}

/** What was expected beside what was found; both of the same shape. */
export function pairOf(k: Arithmetic, matrix: Name, expected: Grid, found: Grid, scales?: Grid): Pair {
  const rows = expected.map((row, r) =>
    row.map((cell, c): PairCell => {
      const other = found[r]?.[c] ?? Number.NaN
      const differs = !allAgree(k, [[cell]], [[other]], scales && [[scales[r]?.[c] ?? 1]])
      if (differs) return { expected: apart(cell, other), found: apart(other, cell), differs }
      return { expected: short(cell), found: short(other), differs }
    }),
  )
  return { matrix, rows, wrong: rows.flat().filter(({ differs }) => differs).length }
}
