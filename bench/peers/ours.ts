// Our engines: the kernels alone, and the net compiled from the graph.
import { openSpans } from '@dit-by-hand/float32/engine'
import type { Build } from '@dit-by-hand/float32/kernels'
import type { Matrices } from '@dit-by-hand/float32/matrices'
import { open } from '@dit-by-hand/float32/open'
import { openTrainer } from '@dit-by-hand/float32/train'
import { bestBuild } from '@dit-by-hand/float32/wasm/load'
import { named } from '@dit-by-hand/graph/at'
import type { Engine } from './engine.ts'
import { adam, type Task } from './task.ts'

/** Writes the task's numbers into a plan's matrices. */
export function bring({ dit, batch, brings, positions, weights }: Task, matrices: Matrices, trains: boolean): void {
  for (const [name, { data }] of [...weights, ['positions', positions] as const]) matrices.cells(name).set(data)
  for (const [name, { data }] of Object.entries(brings)) {
    if (name === 'target' && !trains) continue
    const [rows, columns] = named(dit.shapes, name, 'the DiT')
    const size = rows * columns
    for (let i = 0; i < batch; i++) matrices.cells(name, i).set(data.subarray(i * size, (i + 1) * size))
  }
}

/** Our engine. @param build the kernels; default: the fastest that this machine can run @param workers for the training step */
export function ours(name: string, build: Build = bestBuild(), workers = 1): Required<Engine> {
  return {
    name,
    async product({ m, k, n, a, b }) {
      const { kernels, spans } = await openSpans([a.length, b.length, m * n], build)
      const [left, right, product] = spans
      left.cells.set(a)
      right.cells.set(b)
      return {
        run: () => kernels.matmul(m, n, k, left.at, k, 0, right.at, n, 0, product.at, n, 0, 0),
        result: () => product.cells.slice(),
        close: () => undefined,
      }
    },
    async forward(task) {
      const { dit, batch } = task
      const { prediction } = dit.net
      if (!prediction) throw new Error('the net has no prediction')
      const perSample = dit.perSample.filter(each => each !== 'target')
      const runner = await open({ prediction }, { batch, perSample, outputs: ['prediction'], build })
      bring(task, runner, false)
      const size = task.sizes.patch * task.sizes.tokens
      return {
        run: () => runner.run(),
        result: () => {
          const all = new Float32Array(batch * size)
          for (let i = 0; i < batch; i++) all.set(runner.cells('prediction', i), i * size)
          return all
        },
        close: () => undefined,
      }
    },
    async step(task) {
      const { dit, batch, rate } = task
      const options = { batch, perSample: dit.perSample, outputs: ['loss'], learn: dit, workers, build, ...adam }
      const trainer = await openTrainer(dit.net, options)
      if (trainer.workers !== workers) throw new Error(trainer.notes.join('; '))
      bring(task, trainer, true)
      let loss = Number.NaN
      return {
        run: async () => {
          await trainer.step(rate)
          let total = 0
          for (let i = 0; i < batch; i++) total += trainer.cells('loss', i)[0] ?? Number.NaN
          loss = total / batch
        },
        result: () => Float32Array.of(loss),
        close: () => trainer.close(),
      }
    },
  }
}
