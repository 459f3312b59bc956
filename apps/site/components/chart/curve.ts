// Where a curve's points stand: scales, round ticks, and paths of a drawing.

import { showNumber } from '@dit-by-hand/graph/style'

/** From numbers to places of a drawing. */
export interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly number[]
}

/** Steps of ticks that people count by. */
const rounds = [1, 2, 2.5, 5, 10] as const

/** A scale whose ticks are round numbers, some five of them. */
export function linear(from: number, to: number, low: number, high: number): Scale {
  const span = to > from ? to - from : 1
  const magnitude = 10 ** Math.floor(Math.log10(span / 5))
  const step = magnitude * (rounds.find(each => each * magnitude >= span / 5) ?? 10)
  const first = Math.ceil(from / step)
  const ticks = Array.from(
    { length: Math.floor((from + span) / step + 1e-9) - first + 1 },
    (_, i) => (first + i) * step,
  )
  return { at: value => low + ((value - from) / span) * (high - low), ticks }
}

/** A logarithmic scale with ticks at 1, 2 and 5 times powers of ten. */
export function logarithmic(from: number, to: number, low: number, high: number): Scale {
  const [least, most] = [Math.log(from), Math.log(to > from ? to : from * 10)]
  const decades = Array.from(
    { length: Math.ceil(Math.log10(to)) - Math.floor(Math.log10(from)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(from)) + i),
  )
  const ticks = decades
    .flatMap(decade => [1, 2, 5].map(each => each * decade))
    .filter(each => each >= from && each <= to)
  return { at: value => low + ((Math.log(value) - least) / (most - least)) * (high - low), ticks }
}

/** A number beside a tick, as short as it can be: there is little room. */
export const tickText = (tick: number): string => showNumber(Number(tick.toPrecision(4)))

/** A line through points. */
export const pathOf = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

/** At most so many of the places of a list, the last among them. */
export function thinned(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i)
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)))
}

/** Each number smoothed with those before it. */
export function smoothed(values: readonly number[]): readonly number[] {
  let mean: number | undefined
  return values.map(value => {
    mean = mean === undefined ? value : mean + 0.06 * (value - mean)
    return mean
  })
}
