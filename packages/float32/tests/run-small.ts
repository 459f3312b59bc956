// A few steps of training a small DiT, and sines and cosines, anywhere: in Node and in a browser they must come to the
// same bits.

import { cos, input, sin } from '@dit-by-hand/graph/ops'
import { ditNet, small } from '../fixtures/dit-net.ts'
import { open } from '../src/open.ts'
import { openTrainer } from '../src/train.ts'

export interface Ran {
  readonly parameters: readonly number[]
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
    learn: dit,
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
    parameters: [...trainer.state.parameters],
    workers: trainer.workers,
    build: trainer.build,
    notes: trainer.notes,
  }
  await trainer.close()
  return ran
}

/** Both, for a page that is opened once. */
export async function runBoth(workers: number): Promise<{ readonly ran: Ran; readonly waves: readonly number[] }> {
  return { ran: await runSmall(workers), waves: await runWaves() }
}

/** The bits of sine and cosine of some numbers of every size. */
export async function runWaves(): Promise<readonly number[]> {
  const x = input('x', [509, 1])
  const runner = await open({ sine: sin(x), cosine: cos(x) }, { batch: 1, perSample: [], outputs: ['sine', 'cosine'] })
  const cells = runner.cells('x')
  new Uint32Array(cells.buffer, cells.byteOffset, cells.length).forEach((_, i, bits) => {
    bits[i] = i * 0x800000 + ((i * 0x9e3779b1) >>> 9)
  })
  runner.run()
  return ['sine', 'cosine'].flatMap(name => [...new Uint32Array(runner.cells(name).slice().buffer)])
}
