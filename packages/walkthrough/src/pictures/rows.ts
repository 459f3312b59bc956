// The numbers of a lesson's matrices, row by row, and where each pixel of its video goes.
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import type { Exact } from '@dit-by-hand/graph/exact'
import { sources } from '@dit-by-hand/graph/expression'
import { arithmeticOf } from '../line.ts'
import type { Facts } from '../telling.ts'

export type Rows = readonly (readonly Exact[])[]

export const rowsOf = (facts: Facts, name: Name): Rows => named(facts.values, name, 'the lesson')

/** Where a pixel of the video goes: to a cell of the patches. Counted from 0. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Where each pixel goes: the cell of the patches that takes it over. */
export function placesOf(facts: Facts): readonly (readonly Place[])[] {
  const places = rowsOf(facts, 'video').map(cells => cells.map((): Place => ({ row: 0, column: 0 })))
  rowsOf(facts, 'patches').forEach((cells, row) => {
    cells.forEach((_, column) => {
      for (const source of sources(arithmeticOf({ name: 'patches', row, column }, facts)))
        if (source.name === 'video') at(places, source.row, 'the video')[source.column] = { row, column }
    })
  })
  return places
}
