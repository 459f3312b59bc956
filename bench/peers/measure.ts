// Makes every engine ready for every task, lets in only those that come to the same numbers, and times them in turn.

import { normalAt } from '@dit-by-hand/float32/rng'
import type { Engine, Product, Ready } from './engine.ts'
import { forwardName, productName, stepName } from './names.ts'
import { type Candidate, interleaved, type Pace, ratios, type Spread, spreadOf } from './rounds.ts'
import { batch, seed, type Task, taskOf } from './task.ts'

export interface Line {
  readonly engine: string
  readonly milliseconds: Spread
  /** Of its fastest round: the least disturbed. */
  readonly fastest: number
  /** 10⁹ operations a second, of a product in its fastest round. */
  readonly gigaflops?: number
  /** How many times as fast as this engine the first, ours, is: round by round. Not for ours itself. */
  readonly ours?: Spread
  /** The same from the fastest round of each. */
  readonly oursFastest?: number
}

export interface Table {
  readonly where: string
  readonly task: string
  readonly rounds: number
  readonly lines: readonly Line[]
  /** Who could do it and is not timed, and why. */
  readonly without: { readonly [engine: string]: string }
}

const products: readonly (readonly [number, number, number])[] = [
  [64, 64, 64],
  [256, 256, 256],
  [1024, 96, 384],
  [1024, 128, 512],
]

const tolerance = 1e-3

/** The first difference that is more than rounding, in words. Scaled by the largest cell. */
function difference(expected: Float32Array, found: Float32Array): string | undefined {
  if (found.length !== expected.length) return `${found.length} cells, needs ${expected.length}`
  const most = expected.reduce((largest, cell) => Math.max(largest, Math.abs(cell)), 0)
  // Negated, so that NaN differs.
  const at = found.findIndex((cell, i) => !(Math.abs(cell - (expected[i] ?? Number.NaN)) <= tolerance * most))
  return at < 0 ? undefined : `cell ${at} is ${found[at]}, ours ${expected[at]}`
}

/** What some runs from the start come to, one after the other. */
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

/** The first engine is ours: the others' numbers and times are compared with its. */
async function compared(
  where: string,
  task: string,
  engines: readonly Engine[],
  makeReady: (engine: Engine) => Promise<Ready> | undefined,
  runs: number,
  pace: Pace,
  operations?: number,
): Promise<Table> {
  const candidates: Candidate[] = []
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

/** Losses of training that are compared: in these steps Adam takes a quarter off the first, so that gradients count too. */
export const losses = 4

/** Every table of one place. @param told is called as each is done */
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
  add(await compared(where, stepName, engines, engine => engine.step?.(task), losses, { ...slow, rounds: 15 }))
  return found
}
