// Where the two readings of a lesson part: its misprints, and the steps at which they stand.
import type { Lesson } from '@dit-by-hand/spec/format'
import { matrices } from './matrices.ts'
import { type Place, places } from './telling.ts'

/** A misprint whose printed number is known, and where it stands. Rows and columns count from 1. */
export interface MisprintPlace {
  readonly id: string
  readonly place: Place
  readonly matrix: string
  readonly row: number
  readonly column: number
}

/** The misprints that make the printed reading another, in the order of the steps. */
export const misprintsOf = ({ errata }: Lesson): readonly MisprintPlace[] =>
  errata
    .flatMap(({ id, matrix, row, column, printed }) =>
      printed === null ? [] : [{ id, matrix, row, column, place: matrices[matrix].place }],
    )
    .toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place))
