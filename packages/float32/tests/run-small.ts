// A few steps of training a small DiT, anywhere: in Node and in a browser it must come to the same bits.
import { openTrainer } from '../src/train.ts'
import { ditNet, small } from '../fixtures/dit-net.ts'

export interface Ran {
  readonly weights: readonly number[]
  readonly workers: number
  readonly build: string
  readonly notes: readonly string[]
}

/** Three steps at batch 4. */
export async function runSmall(workers: number): Promise<Ran> {
  const dit = ditNet(small)
  const batch = 4
  const trainer = await openTrainer(dit.net, {
    batch,
    perSample: dit.perSample,
    outputs: ['loss'],
    learn: dit.learn,
    workers,
    clip: 1,
  })
  for (const name of Object.keys(dit.shapes))
    for (let sample = 0; sample < (dit.perSample.includes(name) ? batch : 1); sample++) {
      const cells = trainer.cells(name, sample)
      for (let i = 0; i < cells.length; i++) cells[i] = (((i * 37 + sample * 11 + name.length * 5) % 64) - 31) / 128
    }
  for (let i = 0; i < 3; i++) await trainer.step(1e-2)
  const ran = {
    weights: [...trainer.state.weights],
    workers: trainer.workers,
    build: trainer.build,
    notes: trainer.notes,
  }
  await trainer.close()
  return ran
}
