// A sheet of blanks to draw on: text is laid where it should stand, and the rows come out.
import { over } from '../motion/overlay.ts'
import { blank, padded, type Row } from '../text.ts'

/** An empty canvas of a size in columns and lines. */
export function canvas(columns: number, lines: number) {
  let rows: readonly Row[] = Array.from({ length: lines }, () => padded(blank, columns))
  return {
    put: (x: number, y: number, text: Row): void => {
      rows = over(rows, x, y, text)
    },
    rows: () => rows,
  }
}
