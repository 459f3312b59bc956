// Computing and training in single precision: compiled plans, a whole batch at once, and float32's own AdamW.

import { open } from '@dit-by-hand/float32/open'
import { openTrainer } from '@dit-by-hand/float32/train'
import { at, named } from '@dit-by-hand/graph/at'
import type { Given, Grid } from '@dit-by-hand/graph/evaluate'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { inputsOf } from '@dit-by-hand/graph/inputs'
import type { Descent, Grids, Reading } from './reading.ts'

/** Computes in single precision, by plans that are compiled for the number of samples given. */
export const single: Reading = {
  precision: 'single',
  async read(net, given) {
    const names = entriesOf(net).map(([name]) => name)
    const inputs = [...inputsOf(net).keys()]
    const perSample = differing(inputs, given)
    const runner = await open(net, { batch: given.length, perSample, outputs: names })
    bring(runner, inputs, perSample, given)
    runner.run()
    return given.map(
      (_, sample): Grids =>
        Object.fromEntries(
          names.map(name => [name, runner.read(name, named(runner.plan.outputs, name).varies ? sample : 0)]),
        ),
    )
  },
  async descend({ net, parameters, gradients, given, from, rate, steps }) {
    const learned = new Set(parameters.map(({ name }) => name))
    const inputs = [...inputsOf(net).keys()].filter(name => !learned.has(name))
    const perSample = differing(inputs, given)
    const trainer = await openTrainer(net, {
      batch: given.length,
      perSample,
      outputs: ['loss'],
      learn: { parameters, gradients },
    })
    try {
      bring(trainer, inputs, perSample, given)
      for (const { name } of parameters) trainer.bring(name, named(from, name, 'the parameters'))
      const taken: Descent[] = []
      for (let step = 0; step < steps; step++) {
        await trainer.step(rate)
        const losses = given.map((_, sample) => at(at(trainer.read('loss', sample), 0), 0))
        taken.push({
          loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
          parameters: Object.fromEntries(parameters.map(({ name }) => [name, trainer.read(name).flat()])),
        })
      }
      return taken
    } finally {
      await trainer.close()
    }
  },
}

/** The inputs that differ from sample to sample. */
const differing = (inputs: readonly string[], given: readonly Given<number>[]): readonly string[] =>
  inputs.filter(name => new Set(given.map(each => each[name])).size > 1)

function bring(
  to: { bring(name: string, grid: Grid<number>, sample?: number): void },
  inputs: readonly string[],
  perSample: readonly string[],
  given: readonly Given<number>[],
): void {
  const own = new Set(perSample)
  given.forEach((each, sample) => {
    for (const name of inputs)
      if (own.has(name) || sample === 0) to.bring(name, named(each, name, 'what a sample is given'), sample)
  })
}
