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
  const of = (name: string): Float32Array => named(cells, name, 'the parameters')
  const bring = (name: string): never => {
    throw new RangeError(`an untrained model cannot be given ${name}`)
  }
  initialise({ cells: of, bring }, parameters, seed)
  return cells
}
