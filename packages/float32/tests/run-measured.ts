// The grown-up DiT that benches measure, trained anywhere: in Node and in a browser.
import type { Matrices } from '../src/matrices.ts'
import type { PlanOptions } from '../src/plan.ts'
import { openTrainer, type Trainer } from '../src/train.ts'
import { type DitNet, ditNet, measured } from './dit-net.ts'

export const batch = 16

/** Small numbers everywhere, so that nothing overflows and nothing is denormal. */
export function fillWithNumbers({ shapes, perSample }: DitNet, matrices: Matrices): void {
  for (const name of Object.keys(shapes))
    for (let sample = 0; sample < (perSample.includes(name) ? batch : 1); sample++) {
      const cells = matrices.cells(name, sample)
      for (let i = 0; i < cells.length; i++) cells[i] = 0.1 * Math.sin(1 + i * 0.7 + sample)
    }
}

export const planned = ({ perSample }: DitNet): PlanOptions => ({ batch, perSample, outputs: ['prediction', 'loss'] })

/** A trainer with all that a run for real has: clipping and an average of the weights. */
export async function training(workers: number): Promise<Trainer> {
  const dit = ditNet(measured)
  const trainer = await openTrainer(dit.net, { ...planned(dit), learn: dit.learn, workers, clip: 1, average: 0.999 })
  fillWithNumbers(dit, trainer)
  return trainer
}

export interface InTurn {
  /** Milliseconds a step, on one worker and on two; step i of both was taken one after the other. */
  readonly one: readonly number[]
  readonly two: readonly number[]
  /** Workers that the second had. */
  readonly workers: number
  readonly notes: readonly string[]
}

/** Steps on one worker and on two, in turn. */
export async function inTurn(warmUps: number, runs: number): Promise<InTurn> {
  const [one, two] = [await training(1), await training(2)]
  const timed = async (trainer: Trainer): Promise<number> => {
    const since = performance.now()
    await trainer.step(1e-4)
    return performance.now() - since
  }
  const times: (readonly [number, number])[] = []
  for (let i = -warmUps; i < runs; i++) {
    const pair = [await timed(one), await timed(two)] as const
    if (i >= 0) times.push(pair)
  }
  const { workers, notes } = two
  await Promise.all([one.close(), two.close()])
  return { one: times.map(([time]) => time), two: times.map(([, time]) => time), workers, notes }
}
