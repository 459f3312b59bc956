// The goals, compared with what was measured.
import type { InTurn } from '@dit-by-hand/float32/fixtures/run-measured'
import type { Line, Table } from './measure.ts'
import type { Memory } from './memory.ts'
import { forwardName, here, names, productName, stepName } from './names.ts'
import type { Spread } from './rounds.ts'

export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly found: Spread
  readonly met: boolean
}

const atLeast = (what: string, wanted: number, found: Spread | undefined): readonly Goal[] =>
  found ? [{ what, wanted: `at least ${wanted} ×`, found, met: found.median >= wanted }] : []

/** One time or memory as a share of another. */
function atMost(what: string, wanted: number, own: number | undefined, their: number | undefined): readonly Goal[] {
  if (own === undefined || their === undefined) return []
  const share = own / their
  const found = { median: share, low: share, high: share }
  return [{ what, wanted: `at most ${wanted} ×`, found, met: share <= wanted }]
}

/** The goals whose peers were available. @param page the step on an isolated page of Chromium, where there is one */
export function goals(tables: readonly Table[], memory: Memory, page: InTurn | undefined): readonly Goal[] {
  const line = (task: string, engine: string): Line | undefined =>
    tables.find(each => each.where === here && each.task === task)?.lines.find(each => each.engine === engine)
  /** How many times as fast as a peer ours is. */
  const against = (task: string, peer: string): Spread | undefined => line(task, peer)?.ours
  /** The time of the fastest round, which was the least disturbed. */
  const fastest = (task: string, engine: string): number | undefined => line(task, engine)?.fastest
  const { ours, two: twoWorkers, torch, torchTwo, jax, tfjs, blas } = names
  const products = [productName(256, 256, 256), productName(1024, 96, 384)].flatMap(task => {
    const native = against(task, blas)
    return native
      ? atLeast(`${task}, against ${blas}`, 0.55, native)
      : atLeast(`${task}, against ${tfjs}`, 1.6, against(task, tfjs))
  })
  const two = against(stepName, twoWorkers)
  const [torchStep, torchSteps] = [fastest(stepName, torch), fastest(stepName, torchTwo)]
  return [
    ...products,
    ...atLeast(`${stepName}, against ${jax}`, 4, against(stepName, jax)),
    ...atLeast(`${stepName}, against ${tfjs}`, 12, against(stepName, tfjs)),
    ...atLeast(
      `${stepName}, two workers against one`,
      1.7,
      two && { median: 1 / two.median, low: 1 / two.high, high: 1 / two.low },
    ),
    ...atMost(`${forwardName}, time of ${torch}'s`, 1.2, fastest(forwardName, ours), fastest(forwardName, torch)),
    ...atMost(`${stepName}, time of ${torch}'s`, 1.05, fastest(stepName, ours), torchStep),
    ...atMost(`${stepName}, two workers, time of ${torchTwo}'`, 0.65, fastest(stepName, twoWorkers), torchSteps),
    ...(page
      ? [
          ...atMost(`the same in Chromium, time of ${torch}'s`, 1.05, Math.min(...page.one), torchStep),
          ...atMost(`two workers in Chromium, time of ${torchTwo}'`, 0.65, Math.min(...page.two), torchSteps),
        ]
      : []),
    ...atMost(`training, memory of ${torch}'s process`, 0.5, memory[ours], memory[torch]),
    ...atMost(`two workers, memory of ${torchTwo}' process`, 0.5, memory[twoWorkers], memory[torchTwo]),
  ]
}
