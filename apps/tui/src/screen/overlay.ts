// Text laid over rows that are drawn already, or where it should stand on a sheet of blanks.
import { at } from '@dit-by-hand/graph/at'
import { blank, cut, padded, type Row, rowWidth } from './text.ts'

/** Rows with some text over them at a column and a line; what would stand outside is left out. */
export function over(rows: readonly Row[], x: number, y: number, text: Row): readonly Row[] {
  if (y < 0 || y >= rows.length) return rows
  const under = at(rows, y, 'the rows')
  const left = Math.max(0, x)
  const laid = cut(text, left - x, rowWidth(text))
  const right = left + rowWidth(laid)
  if (right <= left) return rows
  const rest = rowWidth(under) - right
  const line: Row = [...padded(cut(under, 0, left), left), ...laid, ...(rest > 0 ? cut(under, right, rest) : [])]
  return rows.with(y, line)
}

/** An empty canvas of a size in columns and lines: what is put on it later lies over what was there before. */
export function canvas(columns: number, lines: number) {
  let rows: readonly Row[] = Array.from({ length: lines }, () => padded(blank, columns))
  return {
    put: (x: number, y: number, text: Row): void => {
      rows = over(rows, x, y, text)
    },
    rows: () => rows,
  }
}
