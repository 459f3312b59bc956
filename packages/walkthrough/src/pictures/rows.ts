// The numbers of a lesson's matrices, row by row, and where each pixel of its video goes.
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Facts } from '../telling.ts'
import { consumersIn } from '../workbench.ts'
import { largestOf } from './scale.ts'

export type Rows = readonly (readonly Exact[])[]

export const rowsOf = (facts: Facts, name: Name): Rows => named(facts.values, name, 'the lesson')

/** Where a pixel of the video goes: to a cell of the patches. Counted from 0. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Where each pixel goes: the cell of the patches that takes it over. */
export function placesOf(facts: Facts): readonly (readonly Place[])[] {
  return rowsOf(facts, 'video').map((cells, row) =>
    cells.map((_, column) => at(consumersIn(facts.net, { name: 'video', row, column }), 0, 'what takes a pixel over')),
  )
}

/** Everything that shares the grey scale, so that a square of one step looks the same at the next. */
const shaded = ['latent', 'noise', 'noised', 'predictedNoise', 'denoised'] as const satisfies readonly Name[]

/** The largest number on that scale, whatever its sign. */
export const mostShaded = (facts: Facts): number => largestOf(shaded.flatMap(name => rowsOf(facts, name)))
