// A model's tensors for export, as in official checkpoints: official names, the last axis fastest, single precision.

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

/** The tensors of {@link tensorsOf}, each put in row order only when its numbers are asked for. */
export const storedOf = (config: DitConfig, weights: Weights): StoredModel =>
  tensorsOf(config, weights).map(({ name, shape, matrix, cells }) => ({
    name,
    shape,
    numbers: () => new Float32Array(rowByRow(cells, matrix)),
  }))
