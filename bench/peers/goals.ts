// What we want to reach, held against what was measured.
import type { Weights } from './bundle.ts'
import type { Table } from './measure.ts'
import { forwardName, here, names, productName, stepName } from './names.ts'
import type { Spread } from './rounds.ts'

export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly found: Spread
  readonly met: boolean
}

/** How many times as fast as a peer ours was. */
function against(tables: readonly Table[], task: string, peer: string): Spread | undefined {
  const table = tables.find(each => each.where === here && each.task === task)
  return table?.lines.find(({ engine }) => engine === peer)?.ours
}

const atLeast = (what: string, wanted: number, found: Spread | undefined): readonly Goal[] =>
  found ? [{ what, wanted: `at least ${wanted} ×`, found, met: found.median >= wanted }] : []

/** What part of another's time one takes, by the fastest round of each: what disturbs a machine disturbs those least. */
function partOfTime(tables: readonly Table[], task: string, one: string, other: string): Spread | undefined {
  const lines = tables.find(each => each.where === here && each.task === task)?.lines
  const fastest = (engine: string): number | undefined => lines?.find(line => line.engine === engine)?.fastest
  const [own, their] = [fastest(one), fastest(other)]
  if (own === undefined || their === undefined) return undefined
  return { median: own / their, low: own / their, high: own / their }
}

const atMost = (what: string, wanted: number, found: Spread | undefined): readonly Goal[] =>
  found ? [{ what, wanted: `at most ${wanted} ×`, found, met: found.median <= wanted }] : []

/** Only goals whose peers were there. */
export function goals(tables: readonly Table[], compile: Spread, { kernels }: Weights): readonly Goal[] {
  const products = [productName(256, 256, 256), productName(1024, 96, 384)].flatMap(task => {
    const native = against(tables, task, names.blas)
    return native
      ? atLeast(`${task}, against ${names.blas}`, 0.55, native)
      : atLeast(`${task}, against ${names.tfjs}`, 1.6, against(tables, task, names.tfjs))
  })
  const two = against(tables, stepName, names.two)
  const weight = kernels / 1000
  return [
    ...products,
    ...atLeast(`${stepName}, against ${names.jax}`, 4, against(tables, stepName, names.jax)),
    ...atLeast(`${stepName}, against ${names.tfjs}`, 12, against(tables, stepName, names.tfjs)),
    ...atLeast(
      `${stepName}, two workers against one`,
      1.7,
      two && { median: 1 / two.median, low: 1 / two.high, high: 1 / two.low },
    ),
    ...atMost(
      `${forwardName}, time of ${names.torch}'s`,
      1.2,
      partOfTime(tables, forwardName, names.ours, names.torch),
    ),
    ...atMost(`${stepName}, time of ${names.torch}'s`, 1.05, partOfTime(tables, stepName, names.ours, names.torch)),
    ...atMost(
      `${stepName}, two workers, time of ${names.torchTwo}'`,
      0.65,
      partOfTime(tables, stepName, names.two, names.torchTwo),
    ),
    { what: 'compiling the plan', wanted: 'at most 50 ms', found: compile, met: compile.median <= 50 },
    {
      what: 'kernels and their loader, gzip',
      wanted: 'at most 15 kB',
      found: { median: weight, low: weight, high: weight },
      met: weight <= 15,
    },
  ]
}
