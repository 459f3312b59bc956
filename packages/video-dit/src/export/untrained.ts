// The parameters of a model that is exported before it is trained.

import { initialise } from '@dit-by-hand/float32/initial'
import { named } from '@dit-by-hand/graph/at'
import type { DitConfig } from '../config.ts'
import { dit } from '../net.ts'

/** The parameters of an untrained model, initialised from a seed as {@link initialise} does: column by column. */
export function untrained(config: DitConfig, seed: number): { readonly [parameter: string]: Float32Array } {
  const { parameters } = dit(config)
  const cells = Object.fromEntries(
    parameters.map(({ name, shape: [rows, columns] }) => [name, new Float32Array(rows * columns)] as const),
  )
  initialise({ cells: name => named(cells, name, 'the parameters') }, parameters, seed)
  return cells
}
