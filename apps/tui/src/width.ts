// How wide plain output is.
import type { Io } from './io.ts'

export const narrowest = 40
export const widest = 1000

/** How many columns plain output may fill: what was asked for, else what COLUMNS or the terminal has, else 80. */
export function widthOf(asked: number | undefined, { env, stdout }: Io): number {
  const isWidth = (columns: number | undefined): columns is number =>
    columns !== undefined && Number.isInteger(columns) && columns > 0
  const found = asked ?? [Number(env.COLUMNS), stdout.columns].find(isWidth) ?? 80
  return Math.max(narrowest, Math.min(widest, found))
}
