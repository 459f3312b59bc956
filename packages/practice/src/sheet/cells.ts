// What stands in the squares of a sheet: numbers as text, open squares, and how wide they are.
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, held, keysOf, named } from '@dit-by-hand/graph/at'
import { type Exact, isDecimal, ratio, toNumber } from '@dit-by-hand/graph/exact'
import { memo } from '@dit-by-hand/graph/memo'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import type { CellText } from './paper.ts'

/** Which matrices are to be filled in. */
export type Asked = ReadonlySet<Name>

/** A number on paper: whole, a fraction n/d, or two decimals, with a true minus. */
export const paperNumber = (value: Exact): string =>
  isDecimal(value) ? twoDecimals(toNumber(value)) : showNumber(value)

/** Two decimals, with a true minus, and none before nothing. */
export function twoDecimals(value: number): string {
  const text = value.toFixed(2)
  return (Number(text) === 0 ? '0.00' : text).replace('-', '−')
}

/** A number as a sheet shows it: a decimal is rounded to two places. */
export const shown = (value: Exact): Exact => (isDecimal(value) ? ratio(BigInt(Math.round(value * 100)), 100n) : value)

/** The cells of a matrix as they stand on a sheet. */
export function cellsOf(name: Name, worked: Worked, asked: Asked, turned: boolean): readonly (readonly CellText[])[] {
  const grid = named(worked.values, name, 'the lesson')
  const text = (value: Exact): CellText => (asked.has(name) ? null : paperNumber(value))
  if (!turned) return grid.map(row => row.map(text))
  return at(grid, 0, name).map((_, column) => grid.map(row => text(at(row, column, name))))
}

/** How many squares a cell of a matrix takes across: two where a number, or a hand, needs them. */
export const wideOf = (name: Name, worked: Worked): number => held(widths(worked), name, 'such matrix in the lesson')

const widths = memo((worked: Worked) => new Map(keysOf(worked.values).map(name => [name, measured(name, worked)])))

function measured(name: Name, { values }: Worked): number {
  const texts = named(values, name, 'the lesson').flat().map(paperNumber)
  const longest = Math.max(...texts.flatMap(text => text.split('/').map(part => part.length)))
  const least = texts.some(text => text.includes('.')) ? 2 : 1
  return Math.max(least, Math.ceil(longest / 4))
}

/** A video is drawn frame by frame, so many beside each other. */
export const framesOf = (
  name: Name,
  { size: { video } }: Facts,
): { readonly count: number; readonly rows: number; readonly across: number } | null =>
  name === 'video' || name === 'generatedVideo'
    ? { count: video.frames, rows: video.rows, across: Math.min(4, Math.ceil(Math.sqrt(video.frames))) }
    : null
