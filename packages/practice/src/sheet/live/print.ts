// A spreadsheet on paper: how much smaller it is printed, and where pages end, so that no matrix is cut.
import { at } from '@dit-by-hand/graph/at'
import { type Paper, papers } from '../paper.ts'
import type { BookSheet, Part } from './book.ts'

/** Free at each edge, in inches, as spreadsheet programs count. */
export const margins = { left: 0.4, right: 0.4, top: 0.4, bottom: 0.6, header: 0.3, footer: 0.3 } as const

/** Other faces may take more than these measures: in points, a column of so many characters, of so many usually, and rows. */
const reserve = 0.94
const usual = 8.43
const columnWidth = (characters: number): number => 0.75 * (7 * characters + 5)
const rowHeight = 15
const higher: { readonly [P in Part]?: number } = { title: 22, heading: 18, sign: 18 }

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
  const [width, height] = [points('width', left + right), reserve * points('height', top + bottom)]
  const parts = Map.groupBy(cells, ({ row }) => row)
  const end = Math.max(...parts.keys()) + 1
  const tops = [0]
  for (let row = 0; row < end; row++) {
    const here = (parts.get(row) ?? []).map(({ part }) => higher[part] ?? rowHeight)
    tops.push(at(tops, row, 'rows') + Math.max(rowHeight, ...here))
  }
  const between = (from: number, to: number): number => at(tops, to, 'rows') - at(tops, from, 'rows')
  const has = (row: number, ...of: readonly Part[]): boolean =>
    parts.get(row)?.some(({ part }) => of.includes(part)) === true
  /** Where no matrix is cut, nor parted from its caption and what is said of it. */
  const seams = [...tops.keys()].filter(
    row =>
      !parts.get(row)?.some(({ edges }) => edges?.[0] === false) && !has(row - 1, 'caption', 'heading', 'note', 'why'),
  )
  const tallest = Math.max(...seams.slice(1).map((seam, i) => between(at(seams, i, 'seams'), seam)))
  const wide = widths.reduce((sum, characters) => sum + columnWidth(characters), 0)
  const scale = Math.max(least, Math.min(1, width / wide, height / tallest))
  const breaks: number[] = []
  for (let from = 0; between(from, end) > height / scale; from = at(breaks, breaks.length - 1, 'breaks')) {
    const fits = (row: number): boolean => row > from && between(from, row) <= height / scale
    const next = seams.findLast(row => has(row, 'heading') && fits(row)) ?? seams.findLast(fits)
    breaks.push(next ?? tops.findLastIndex((_, row) => fits(row)))
  }
  const empty = scale < 1 ? Math.max(0, Math.ceil((width / scale - wide) / columnWidth(usual))) : 0
  return { columns: widths.length + empty, breaks }
}
