// Measures how long something takes: warmed up, repeated, as median and 95th percentile beside a goal.
import { at } from '@dit-by-hand/graph/at'

/** One bench: something measured against a goal. */
export interface Bench {
  readonly name: string
  readonly what: string
  /** Milliseconds at most. */
  readonly goal: number
  /** Which figure is compared with the goal. */
  readonly held: 'median' | 'p95'
  /** The milliseconds of each run. */
  measure(): Promise<readonly number[]>
}

export interface Figures {
  readonly median: number
  readonly p95: number
  readonly runs: number
}

/** The number below which a part of some numbers lies, between its neighbours where it is none of them. @param part from 0 to 1 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = part * (sorted.length - 1)
  const below = at(sorted, Math.floor(place), 'the numbers')
  return below + (at(sorted, Math.ceil(place)) - below) * (place % 1)
}

/** The median and the 95th percentile of some times. */
export const figuresOf = (times: readonly number[]): Figures => ({
  median: quantile(times, 0.5),
  p95: quantile(times, 0.95),
  runs: times.length,
})

/** Runs something `warmUps` times unmeasured and `runs` times measured. */
export async function times(
  run: () => unknown,
  { warmUps, runs }: { readonly warmUps: number; readonly runs: number },
): Promise<readonly number[]> {
  for (let i = 0; i < warmUps; i++) await run()
  const measured: number[] = []
  for (let i = 0; i < runs; i++) {
    const since = performance.now()
    await run()
    measured.push(performance.now() - since)
  }
  return measured
}

const milliseconds = (value: number): string =>
  value >= 1000 ? `${(value / 1000).toFixed(2)} s` : value >= 10 ? `${value.toFixed(0)} ms` : `${value.toFixed(3)} ms`

/** One line: what, median, 95th percentile, goal, and the share of the goal that was used. */
export function told({ name, what, goal, held }: Bench, figures: Figures): string {
  const ratio = figures[held] / goal
  const verdict = ratio <= 1 ? '✓' : '✗'
  const columns = [
    milliseconds(figures.median),
    milliseconds(figures.p95),
    `${figures.runs}`,
    milliseconds(goal),
    ratio.toFixed(2),
  ]
  return `${verdict} ${name.padEnd(14)}${columns.map(column => column.padStart(10)).join('')}   ${what}`
}

export const heading = `  ${'bench'.padEnd(14)}${['median', 'p95', 'runs', 'goal', 'of goal'].map(column => column.padStart(10)).join('')}`
