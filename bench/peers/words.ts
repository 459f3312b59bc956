// The tables and the goals as text.
import type { Goal } from './goals.ts'
import type { Table } from './measure.ts'
import type { Spread } from './rounds.ts'

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))
const spread = ({ median, low, high }: Spread): string => `${digits(median)} (${digits(low)} – ${digits(high)})`

const row = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(24) : cell.padStart(/\d .* |^ms$|ours/.test(cell) ? 26 : 16))).join('')

/** A table: medians with the 10th and the 90th percentile of the rounds. */
export function tableText({ where, task, rounds, lines, without }: Table): string {
  const rate = lines.some(({ gigaflops }) => gigaflops !== undefined)
  const cells = lines.map(({ engine, milliseconds, fastest, gigaflops, ours, oursFastest }) => [
    engine,
    spread(milliseconds),
    digits(fastest),
    ...(rate ? [gigaflops === undefined ? '' : digits(gigaflops)] : []),
    ours ? `${spread(ours)} ×` : '1',
    oursFastest === undefined ? '1' : `${digits(oursFastest)} ×`,
  ])
  return [
    `\n${where}: ${task}, ${rounds} rounds`,
    row(['', 'ms', 'fastest', ...(rate ? ['GFLOP/s'] : []), 'ours is as fast', 'by the fastest']),
    ...cells.map(row),
    ...Object.entries(without).map(([engine, why]) => `not timed: ${engine}, ${why}`),
  ].join('\n')
}

export function goalsText(goals: readonly Goal[]): string {
  const lines = goals.map(
    ({ what, wanted, found, met }) =>
      `${met ? '✓' : '✗'} ${what.padEnd(58)}${wanted.padStart(16)}   found ${found.low === found.high ? digits(found.median) : spread(found)}`,
  )
  return ['\nGoals', ...lines].join('\n')
}
