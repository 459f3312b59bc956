// A blank worksheet in the making: which cells are open, where each stands, and on which sheets the checks work.
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { named } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { stepOfSlug } from '@dit-by-hand/spec/names'
import { stepOf } from '../arithmetic.ts'
import { lastOf, type Steps } from '../steps.ts'
import type { Address } from './address.ts'
import { type Geometry, geometryOf, type Section, type Spot, withinReach } from './geometry.ts'

/** How close a number must be. Exact lessons ask for the number itself, or a fraction rounded to two places at least; with
 *  softmax the marker's tolerance holds, plus what earlier rounding carries through. */
type Closeness = 'exact' | 'soft'

/** The worksheets that the checks work on: what was typed, cleaned; without its sign; the number of it; what is to be said of it. */
export const helpers = { clean: 'Cleaned', unsigned: 'Unsigned', typed: 'Read', why: 'Said' } as const

export interface Filling {
  readonly name: string
  readonly worked: Worked
  readonly geometry: Geometry
  readonly closeness: Closeness
  readonly steps: Steps
}

/** What is worked after the last step that is asked is no part of the sheet. */
const upTo = (geometry: Geometry, last: number): Geometry => ({
  ...geometry,
  sections: geometry.sections.filter(({ place }) => (stepOfSlug(place) ?? 0) <= last),
})

interface AskedSpot {
  readonly spot: Spot
  readonly section: Section
}

/** The matrices to be filled in, each where it is made. */
export const askedIn = (filling: Pick<Filling, 'worked' | 'steps' | 'geometry'>): readonly AskedSpot[] =>
  filling.geometry.sections.flatMap(section =>
    section.spots.filter(spot => spot.home && isAsked(spot.name, filling)).map(spot => ({ spot, section })),
  )

/** The matrices of a blank worksheet that are to be filled in, in the order in which they are worked. */
export const openSpots = (worked: Worked, steps: Steps): readonly Spot[] =>
  askedIn({ worked, steps, geometry: upTo(geometryOf(worked, 2), lastOf(steps)) }).map(({ spot }) => spot)

/** The open cells of a blank worksheet, and where each stands. */
export const openCells = (worked: Worked, steps: Steps): readonly (Address & { readonly cell: CellRef })[] =>
  openSpots(worked, steps).flatMap(spot => eachCell(spot, (row, column, cell) => ({ row, column, cell })))

/** A blank worksheet of some steps: what is worked after the last of them is no part of it.
 *  @throws {PaperError} where it would have more open cells than a spreadsheet is good for */
export function fillingOf(name: string, worked: Worked, steps: Steps): Filling {
  const geometry = upTo(geometryOf(worked, 2), lastOf(steps))
  const filling: Filling = {
    ...{ name, worked, geometry, steps },
    closeness: worked.lesson.attention.kind === 'softmax' ? 'soft' : 'exact',
  }
  withinReach(worked, openCount(filling))
  return filling
}

export const openCount = (filling: Filling): number =>
  askedIn(filling).reduce((sum, { spot }) => sum + spot.rows * spot.columns, 0)

/** Where a worksheet says what makes it again: by that it is known when it comes back. */
export const originCell = { row: 6, column: 1 } as const

/** Whether a matrix is to be filled in where it is made. */
export function isAsked(name: Name, { worked, steps }: Pick<Filling, 'worked' | 'steps'>): boolean {
  return named(worked.net, name).op !== 'input' && steps.includes(stepOf(name))
}

export const eachCell = <T>(spot: Spot, make: (row: number, column: number, cell: CellRef) => T): readonly T[] =>
  Array.from({ length: spot.rows * spot.columns }, (_, i) => {
    const [r, c] = [Math.floor(i / spot.columns), i % spot.columns]
    return make(spot.row + r, spot.column + c, {
      name: spot.name,
      row: spot.turned ? c : r,
      column: spot.turned ? r : c,
    })
  })

export function homeSection(name: string, { sections }: Geometry): Section {
  const section = sections.find(({ spots }) => spots.some(spot => spot.name === name && spot.home))
  if (!section) throw new RangeError(`there is no matrix ${name} on the worksheet`)
  return { ...section, spots: section.spots.filter(({ home }) => home) }
}

export const typedAt = (cell: CellRef, geometry: Geometry): Address => ({
  ...geometry.where(cell, homeSection(cell.name, geometry)),
  sheet: helpers.typed,
})
