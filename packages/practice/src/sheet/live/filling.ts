// A blank worksheet in the making: which cells are open, where each stands, and on which sheets the checks work.
import type { Worked } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { stepOfSlug } from '@dit-by-hand/spec/names'
import { isName } from '@dit-by-hand/walkthrough/matrices'
import { stepOf } from '../arithmetic.ts'
import { lastOf, type Steps } from '../steps.ts'
import type { Address } from './address.ts'
import { type Geometry, geometryOf, type Spot, withinReach } from './geometry.ts'

/** The worksheets that the checks work on: what was typed, cleaned; without its sign; the number of it; what is to be said of it. */
export const helpers = { clean: 'Cleaned', unsigned: 'Unsigned', typed: 'Read', why: 'Said' } as const

/** Where a worksheet says what makes it again: by that it is known when it comes back. */
export const originCell = { row: 6, column: 1 } as const

export interface Filling {
  readonly name: string
  readonly worked: Worked
  /** What is worked after the last step that is asked is no part of it. */
  readonly geometry: Geometry
  /** Whether a matrix is to be filled in where it is made. */
  readonly isAsked: (name: string) => boolean
  /** The matrices to be filled in, each where it is made, in the order in which they are worked. */
  readonly asked: readonly Spot[]
  readonly openCount: number
}

/** A blank worksheet of some steps. @throws {PaperError} where it would have more open cells than a spreadsheet is good for */
export function fillingOf(name: string, worked: Worked, steps: Steps): Filling {
  const whole = geometryOf(worked, 2)
  const sections = whole.sections.filter(({ place }) => (stepOfSlug(place) ?? 0) <= lastOf(steps))
  const isAsked = (matrix: string): boolean =>
    isName(matrix) && named(worked.net, matrix).op !== 'input' && steps.includes(stepOf(matrix))
  const asked = sections.flatMap(({ spots }) => spots.filter(spot => spot.home && isAsked(spot.name)))
  const openCount = asked.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  withinReach(worked, openCount)
  return { name, worked, geometry: { ...whole, sections }, isAsked, asked, openCount }
}

/** The open cells of a blank worksheet, and where each stands. */
export const openCells = ({ asked }: Filling): readonly (Address & { readonly cell: CellRef })[] =>
  asked.flatMap(spot => eachCell(spot, (row, column, cell) => ({ row, column, cell })))

export const eachCell = <T>(spot: Spot, make: (row: number, column: number, cell: CellRef) => T): readonly T[] =>
  Array.from({ length: spot.rows * spot.columns }, (_, i) => {
    const [r, c] = [Math.floor(i / spot.columns), i % spot.columns]
    const [row, column] = spot.turned ? [c, r] : [r, c]
    return make(spot.row + r, spot.column + c, { name: spot.name, row, column })
  })

export const typedAt = (cell: CellRef, { geometry }: Filling): Address => ({
  ...geometry.where(cell),
  sheet: helpers.typed,
})
