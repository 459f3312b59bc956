// A spreadsheet on paper: how much smaller it is printed, and where pages end, so that no matrix is cut.
import { at } from '@dit-by-hand/graph/at'
import { type Paper, papers } from '../paper.ts'
import type { BookSheet, Part } from './book.ts'

/** Free at each edge, in inches, as spreadsheet programs count. */
export const margins = { left: 0.4, right: 0.4, top: 0.4, bottom: 0.6, header: 0.3, footer: 0.3 } as const

/** Signs and other faces may take more than these measures: in points, a column of so many characters, of so many usually,
 *  and a row. */
const reserve = 0.93
const usual = 8.43
const columnWidth = (characters: number): number => 0.75 * (7 * characters + 5)
const rowHeight = 15

/** Nobody reads smaller print: what does not fit then is cut. */
const least = 0.2

/** What a page that is as wide as the sheet holds: how many columns, of its own and empty ones, and the rows, from 0, that
 *  begin a page after the first. */
export function printOf(
  { cells, widths }: BookSheet,
  paper: Paper,
): { readonly columns: number; readonly breaks: readonly number[] } {
  const { left, right, top, bottom } = margins
  const points = (side: 'width' | 'height', free: number): number => 72 * (papers[paper][side] / 25.4 - free)
  const [width, high] = [points('width', left + right), (reserve * points('height', top + bottom)) / rowHeight]
  const parts = Map.groupBy(cells, ({ row }) => row)
  const end = Math.max(...parts.keys()) + 1
  const has = (row: number, ...of: readonly Part[]): boolean =>
    parts.get(row)?.some(({ part }) => of.includes(part)) === true
  /** Where no matrix is cut, nor parted from its caption and what is said of it. */
  const seams = Array.from({ length: end + 1 }, (_, row) => row).filter(
    row =>
      !parts.get(row)?.some(({ edges }) => edges?.[0] === false) && !has(row - 1, 'caption', 'heading', 'note', 'why'),
  )
  const tallest = Math.max(...seams.slice(1).map((seam, i) => seam - at(seams, i, 'seams')))
  const wide = widths.reduce((sum, characters) => sum + columnWidth(characters), 0)
  const scale = Math.max(least, Math.min(1, width / wide, high / tallest))
  const rows = Math.floor(high / scale)
  const breaks: number[] = []
  for (let from = 0; end - from > rows; from = at(breaks, breaks.length - 1, 'breaks')) {
    const fitting = seams.filter(row => row > from && row <= from + rows)
    breaks.push(fitting.findLast(row => has(row, 'heading')) ?? fitting.at(-1) ?? from + rows)
  }
  const empty = scale < 1 ? Math.max(0, Math.ceil((width / scale - wide) / columnWidth(usual))) : 0
  return { columns: widths.length + empty, breaks }
}
