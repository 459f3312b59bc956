// What every full screen has in common: as many rows as there is room for, keys side by side, and a word where there is no room.
import { type Size, smallest } from './size.ts'
import { filled, type Row, shortened, span, wrapped } from './text.ts'

/** Rows as a screen: exactly one line less than the terminal has, none wider than it is. */
export const filling = (rows: readonly Row[], size: Size): readonly Row[] =>
  filled(rows, heightOf(size)).map(line => shortened(line, size.columns))

/** Lines of a screen. */
export const heightOf = ({ rows }: Size): number => Math.max(1, rows - 1)

/** @param what needs more room @param what is left to do */
export const tooSmall = ({ columns, rows }: Size, what: string, left: string): readonly Row[] =>
  wrapped(
    [
      span('This window is too small. ', 'title'),
      span(`It is ${columns}×${rows}; ${what} needs ${smallest.columns}×${smallest.rows}. ${left}`),
    ],
    columns,
  )

/** Keys and what they do, side by side. */
export const keyRow = (pairs: readonly (readonly [key: string, text: string])[], gap = 3): Row =>
  pairs.flatMap(([key, text], i) => [
    span(i === 0 ? ' ' : ' '.repeat(gap)),
    span(key, 'key'),
    span(` ${text}`, 'quiet'),
  ])
