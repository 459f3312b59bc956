// The grey scale and the scale of brightness: the step of a number on each.
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Rows } from './rows.ts'

/** Steps of both scales: 0 to 8. */
export const steps = 9

/** The step of a number on the grey scale: 0 (black) at `−most`, 4 at zero, 8 (white) at `most`. */
export function greyOf(value: Exact, most: number): number {
  const part = toNumber(value) / most
  return Number.isNaN(part) ? 4 : Math.round(4 + 4 * Math.max(-1, Math.min(1, part)))
}

/** The step of a pixel: 0 (dark) where it is nothing or less, 8 at the brightest. */
export function brightnessOf(value: Exact, brightest: number): number {
  const number = toNumber(value)
  return number > 0 ? Math.min(8, Math.round((8 * number) / brightest)) : 0
}

/** The brightest pixel of some videos; 0 where none is above it. */
export const brightestOf = (...videos: readonly Rows[]): number => Math.max(0, ...videos.flat(2).map(toNumber))

/** The largest of some numbers, whatever their sign; 0 of none. */
export const largestOf = (rows: Rows): number =>
  rows.flat().reduce<number>((most, value) => Math.max(most, Math.abs(toNumber(value))), 0)
