// A model's tensors as official checkpoints keep them: by official name, the last axis fastest, in single precision.

import { initialise } from '@dit-by-hand/float32/initial'
import { named } from '@dit-by-hand/graph/at'
import { rowByRow, tensorsOf, type Weights } from '../checkpoint/save.ts'
import type { DitConfig } from '../config.ts'
import { dit } from '../net.ts'

/** One tensor. */
export interface Stored {
  readonly name: string
  readonly shape: readonly number[]
  /** All its numbers, the last axis fastest. */
  numbers(): Float32Array
}

/** What an export needs of a checkpoint: every parameter of the model, and the frozen positions. */
export type StoredModel = readonly Stored[]

/** Untrained, as the parameters say: what {@link initialise} draws from this seed, column by column. */
export function untrained(config: DitConfig, seed: number): { readonly [parameter: string]: Float32Array } {
  const { parameters } = dit(config)
  const cells = Object.fromEntries(
    parameters.map(({ name, shape: [rows, columns] }) => [name, new Float32Array(rows * columns)] as const),
  )
  const of = (name: string): Float32Array => named(cells, name, 'the parameters')
  const bring = (name: string): never => {
    throw new RangeError(`${name} cannot be brought to an untrained model`)
  }
  initialise({ cells: of, bring }, parameters, seed)
  return cells
}

/** {@link tensorsOf}, each to be written out when it is wanted. */
export const storedOf = (config: DitConfig, weights: Weights): StoredModel =>
  tensorsOf(config, weights).map(({ name, shape, matrix, cells }) => ({
    name,
    shape,
    numbers: () => new Float32Array(rowByRow(cells, matrix)),
  }))
