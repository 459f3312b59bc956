// Prepares every engine for every task, admits only those whose results agree, and times them in turn.

import { normalAt } from '@dit-by-hand/float32/rng'
import type { Engine, Product, Ready } from './engine.ts'
import { forwardName, productName, stepName, videoName } from './names.ts'
import { type Candidate, interleaved, type Pace, ratios, type Spread, spreadOf } from './rounds.ts'
import { batch, seed, type Task, taskOf } from './task.ts'
import { videoBatch, videoSizes } from './video.ts'

export interface Line {
  readonly engine: string
  readonly milliseconds: Spread
  /** The time of its fastest round, which was the least disturbed. */
  readonly fastest: number
  /** 10⁹ operations per second, for a product in its fastest round. */
  readonly gigaflops?: number
  /** How many times as fast as this engine ours is, round by round; undefined for ours. */
  readonly ours?: Spread
  /** The same from the fastest round of each. */
  readonly oursFastest?: number
}

export interface Table {
  readonly where: string
  readonly task: string
  readonly rounds: number
  readonly lines: readonly Line[]
  /** The engines that could do it but are not timed, and why. */
  readonly without: { readonly [engine: string]: string }
}

const products: readonly (readonly [number, number, number])[] = [
  [64, 64, 64],
  [256, 256, 256],
  [1024, 96, 384],
  [1024, 128, 512],
]

const tolerance = 1e-3

/** The first difference that is more than rounding, relative to the largest cell, in words; undefined where there is none. */
function difference(expected: Float32Array, found: Float32Array): string | undefined {
  if (found.length !== expected.length) return `${found.length} cells, needs ${expected.length}`
  const most = expected.reduce((largest, cell) => Math.max(largest, Math.abs(cell)), 0)
  // Negated, so that NaN differs.
  const at = found.findIndex((cell, i) => !(Math.abs(cell - (expected[i] ?? Number.NaN)) <= tolerance * most))
  return at < 0 ? undefined : `cell ${at} is ${found[at]}, ours ${expected[at]}`
}

/** The results of some runs from the start, one after the other. */
async function answers(ready: Ready, runs: number): Promise<Float32Array> {
  const all: Float32Array[] = []
  for (let i = 0; i < runs; i++) {
    await ready.run()
    all.push(await ready.result())
  }
  const [first = new Float32Array(0)] = all
  const joined = new Float32Array(runs * first.length)
  all.forEach((each, i) => joined.set(each, i * first.length))
  return joined
}

/** Compares engines on a task. The first is ours, with which the others' numbers and times are compared. */
async function compared(
  where: string,
  task: string,
  engines: readonly Engine[],
  makeReady: (engine: Engine) => Promise<Ready> | undefined,
  runs: number,
  pace: Pace,
  operations?: number,
): Promise<Table> {
  const candidates: (Candidate & { readonly ready: Ready })[] = []
  const without: { [engine: string]: string } = {}
  let expected: Float32Array | undefined
  for (const engine of engines) {
    const making = makeReady(engine)
    if (!making) continue
    try {
      const ready = await making
      const found = await answers(ready, runs)
      expected ??= found
      const wrong = difference(expected, found)
      if (wrong === undefined) candidates.push({ name: engine.name, ready })
      else {
        without[engine.name] = `computes something else: ${wrong}`
        await ready.close()
      }
    } catch (error) {
      if (expected === undefined) throw error
      without[engine.name] = error instanceof Error ? error.message : String(error)
    }
  }
  const measured = await interleaved(candidates, pace)
  for (const { ready } of candidates) await ready.close()
  const [first] = measured
  const lines = measured.map((each): Line => {
    const milliseconds = spreadOf(each.rounds)
    const fastest = Math.min(...each.rounds)
    return {
      engine: each.name,
      milliseconds,
      fastest,
      ...(operations !== undefined && { gigaflops: operations / fastest / 1e6 }),
      ...(first && each !== first && { ours: ratios(first, each), oursFastest: fastest / Math.min(...first.rounds) }),
    }
  })
  return { where, task, rounds: pace.rounds, lines, without }
}

function numbers([m, k, n]: readonly [number, number, number]): Product {
  const normal = (count: number, stream: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => normalAt(seed, stream, i))
  return { m, k, n, a: normal(m * k, 1), b: normal(k * n, 2) }
}

/** How many losses are compared: in these steps Adam takes a quarter off the first, so that gradients are tested too. */
export const losses = 4

/** Every table of one place. @param told called with each when it is done */
export async function tables(
  where: string,
  engines: readonly Engine[],
  told: (table: Table) => void,
): Promise<readonly Table[]> {
  const found: Table[] = []
  const add = (table: Table): void => {
    found.push(table)
    told(table)
  }
  for (const sizes of products) {
    const product = numbers(sizes)
    const [m, k, n] = sizes
    const pace = { rounds: 40, warm: 200, slice: 8 }
    const name = productName(m, k, n)
    add(await compared(where, name, engines, engine => engine.product?.(product), 1, pace, 2 * m * k * n))
  }
  const task: Task = taskOf(batch, seed)
  const slow = { warm: 500, slice: 0 }
  add(await compared(where, forwardName, engines, engine => engine.forward?.(task), 1, { ...slow, rounds: 25 }))
  const few = { ...slow, rounds: 15 }
  add(await compared(where, stepName, engines, engine => engine.step?.(task), losses, few))
  const video = taskOf(videoBatch, seed, videoSizes)
  add(await compared(where, videoName, engines, engine => engine.step?.(video), losses, few))
  return found
}
