// Initialises parameters from a seed, with the same bits on every build.
import type { Parameter } from '@dit-by-hand/graph/scope'
import type { Matrices } from './matrices.ts'
import { normalAt, uniformAt } from './rng.ts'

/**
 * Initialises parameters. Parameter i of the list draws from stream i of the seed, cells column by column, so that none depends
 * on another's size; streams from the list's length on are free for other uses.
 * @throws {RangeError} where one has no values of its own
 */
export function initialise(matrices: Pick<Matrices, 'cells'>, parameters: readonly Parameter[], seed: number): void {
  parameters.forEach(({ name, shape, init }, stream) => {
    const cells = matrices.cells(name)
    switch (init.kind) {
      case 'zeros':
        cells.fill(0)
        break
      case 'normal':
        for (let i = 0; i < cells.length; i++) cells[i] = init.deviation * normalAt(seed, stream, i)
        break
      case 'xavier': {
        const most = Math.sqrt(6 / (shape[0] + shape[1]))
        for (let i = 0; i < cells.length; i++) cells[i] = most * (2 * uniformAt(seed, stream, i) - 1)
        break
      }
      case 'brought':
        throw new RangeError(`${name} must be given: it has no initial values of its own`)
    }
  })
}
