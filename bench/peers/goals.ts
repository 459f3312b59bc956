// The goals, compared with what was measured.
import type { InTurn } from '@dit-by-hand/float32/fixtures/run-measured'
import type { Table } from './measure.ts'
import type { Memory } from './memory.ts'
import { forwardName, here, names, productName, stepName } from './names.ts'
import type { Spread } from './rounds.ts'

export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly found: Spread
  readonly met: boolean
}

/** How many times as fast as a peer ours is. */
function against(tables: readonly Table[], task: string, peer: string): Spread | undefined {
  const table = tables.find(each => each.where === here && each.task === task)
  return table?.lines.find(({ engine }) => engine === peer)?.ours
}

const atLeast = (what: string, wanted: number, found: Spread | undefined): readonly Goal[] =>
  found ? [{ what, wanted: `at least ${wanted} ×`, found, met: found.median >= wanted }] : []

/** The time of the fastest round in Node, which was the least disturbed. */
const fastest = (tables: readonly Table[], task: string, engine: string): number | undefined =>
  tables.find(each => each.where === here && each.task === task)?.lines.find(line => line.engine === engine)?.fastest

/** One time or memory as a share of another. */
const partOf = (own: number | undefined, their: number | undefined): Spread | undefined =>
  own === undefined || their === undefined ? undefined : { median: own / their, low: own / their, high: own / their }

const atMost = (what: string, wanted: number, found: Spread | undefined): readonly Goal[] =>
  found ? [{ what, wanted: `at most ${wanted} ×`, found, met: found.median <= wanted }] : []

/** The goals whose peers were available. @param page the step on an isolated page of Chromium, where there is one */
export function goals(tables: readonly Table[], memory: Memory, page: InTurn | undefined): readonly Goal[] {
  const [torch, torchTwo] = [names.torch, names.torchTwo].map(name => fastest(tables, stepName, name))
  const products = [productName(256, 256, 256), productName(1024, 96, 384)].flatMap(task => {
    const native = against(tables, task, names.blas)
    return native
      ? atLeast(`${task}, against ${names.blas}`, 0.55, native)
      : atLeast(`${task}, against ${names.tfjs}`, 1.6, against(tables, task, names.tfjs))
  })
  const two = against(tables, stepName, names.two)
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
      partOf(fastest(tables, forwardName, names.ours), fastest(tables, forwardName, names.torch)),
    ),
    ...atMost(`${stepName}, time of ${names.torch}'s`, 1.05, partOf(fastest(tables, stepName, names.ours), torch)),
    ...atMost(
      `${stepName}, two workers, time of ${names.torchTwo}'`,
      0.65,
      partOf(fastest(tables, stepName, names.two), torchTwo),
    ),
    ...(page
      ? [
          ...atMost(`the same in Chromium, time of ${names.torch}'s`, 1.05, partOf(Math.min(...page.one), torch)),
          ...atMost(
            `two workers in Chromium, time of ${names.torchTwo}'`,
            0.65,
            partOf(Math.min(...page.two), torchTwo),
          ),
        ]
      : []),
    ...atMost(`training, memory of ${names.torch}'s process`, 0.5, partOf(memory[names.ours], memory[names.torch])),
    ...atMost(
      `two workers, memory of ${names.torchTwo}' process`,
      0.5,
      partOf(memory[names.two], memory[names.torchTwo]),
    ),
  ]
}
