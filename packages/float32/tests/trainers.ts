// What tests of training share: a small DiT, a batch of numbers for it, and trainers that are closed after each test.
import { onTestFinished } from 'vitest'
import { type DitNet, ditNet, small } from '../fixtures/dit-net.ts'
import { openTrainer, type Trainer, type TrainOptions } from '../src/train.ts'
import { type Brought, numbers, randomGrid } from './support.ts'

export const dit: DitNet = ditNet(small)
export const batch = 5
export const options: TrainOptions = {
  batch,
  perSample: dit.perSample,
  outputs: ['prediction', 'loss'],
  learn: dit,
}

const next = numbers(11)
export const brought: Brought = Object.fromEntries(
  Object.entries(dit.shapes).map(([name, shape]) => [
    name,
    Array.from({ length: dit.perSample.includes(name) ? batch : 1 }, () => randomGrid(shape, next, 0.4)),
  ]),
)

/** A trainer of the small DiT with its numbers brought, or some of them; closed after the test. */
export async function trainerOf(
  more: Partial<TrainOptions> = {},
  comes: (name: string, sample: number) => boolean = () => true,
): Promise<Trainer> {
  const trainer = await openTrainer(dit.net, { ...options, ...more })
  onTestFinished(() => trainer.close())
  for (const [name, grids] of Object.entries(brought))
    for (const [sample, grid] of grids.entries()) if (comes(name, sample)) trainer.bring(name, grid, sample)
  return trainer
}
