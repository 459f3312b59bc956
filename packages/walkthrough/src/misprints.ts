// Where the two readings of a lesson differ: its misprints, and the steps they are in.
import type { Lesson } from '@dit-by-hand/spec/format'
import { matrices } from './matrices.ts'
import { type Place, places } from './telling.ts'

/** A misprint whose printed number is known, and its place. Rows and columns count from 1. */
export interface MisprintPlace {
  readonly id: string
  readonly place: Place
  readonly matrix: string
  readonly row: number
  readonly column: number
}

/** The misprints by which the printed reading differs, in the order of the steps. */
export const misprintsOf = ({ errata }: Lesson): readonly MisprintPlace[] =>
  errata
    .flatMap(({ id, matrix, row, column, printed }) =>
      printed === null ? [] : [{ id, matrix, row, column, place: matrices[matrix].place }],
    )
    .toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place))
