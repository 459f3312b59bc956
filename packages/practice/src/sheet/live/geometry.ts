// The thirteen steps of a lesson one under another on one worksheet: given numbers first, then each step laid out as a
// teacher does, weight on the left, input above, the result where they meet.
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { held, named } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { paperPages } from '../pages.ts'
import type { DrawnSign } from '../paper.ts'
import { PaperError } from '../paper-error.ts'
import { type Placed, place, type Size } from '../placing.ts'
import type { Address } from './address.ts'

/** A matrix where it stands on the worksheet. */
export interface Spot extends Placed {
  /** The place where the matrix is made, or given; elsewhere, and where it is turned, it is repeated. */
  readonly home: boolean
}

export interface Section {
  readonly place: Place
  readonly title: string
  /** The row of its title; the lines about what is made here follow. */
  readonly row: number
  readonly spots: readonly Spot[]
  readonly signs: readonly DrawnSign[]
}

export interface Geometry {
  readonly sections: readonly Section[]
  readonly rows: number
  readonly columns: number
  /** Where a matrix is made, or given. @throws {RangeError} where the worksheet has none of this name */
  readonly home: (name: string) => Spot
  /** Where a cell stands for who reads it in this section: there, or else at home. */
  readonly where: (cell: CellRef, section?: Section) => Address
}

/** Rows above the first section: title, how to use it, the choice of a reading or the count of what is right, its origin. */
const top = 8
/** Columns left free at the left. */
const left = 1

/** The steps that are told, and what is given before them. */
const told: readonly Place[] = places.filter(at => at !== 'closing')

/** @param lines rows above a step for each matrix that is made in it: its formula, and what else is said of it */
export function geometryOf(worked: Worked, lines: number = 1): Geometry {
  const facts = factsOf(worked)
  const sizeOf = (name: Name, turned: boolean): Size => {
    const [rows, columns] = named(worked.net, name).shape
    return turned ? { rows: columns, columns: rows } : { rows, columns }
  }
  const taken = new Set<Name>()
  const sections: Section[] = []
  const pages = told.flatMap(at => paperPages(at, facts).map(page => ({ ...page, at })))
  let [row, columns] = [top, 0]
  for (const { at, title, layout } of pages) {
    const placing = place(layout, sizeOf, 1)
    const isHome = (name: Name): boolean => !taken.has(name) && (at === 'opening' || matrices[name].place === at)
    const made = placing.matrices.filter(
      ({ name, turned }) => !turned && isHome(name) && named(worked.net, name).op !== 'input',
    )
    const base = row + 2 + lines * made.length
    const spots = placing.matrices.map((placed): Spot => {
      const home = !placed.turned && isHome(placed.name)
      if (home) taken.add(placed.name)
      return { ...placed, row: base + placed.row, column: left + placed.column, home }
    })
    const signs = placing.signs.map(sign => ({
      ...sign,
      row: Math.floor(base + sign.row),
      column: left + sign.column,
    }))
    sections.push({ place: at, title, row, spots, signs })
    row = base + placing.rows + 2
    columns = Math.max(columns, left + placing.columns)
  }
  const missing = entriesOf(worked.net).filter(([name]) => !taken.has(name))
  if (missing.length > 0)
    throw new RangeError(`no step shows ${missing.map(([name]) => name).join(', ')}, so no formula could refer to it`)
  const homes = new Map<string, Spot>(
    sections.flatMap(({ spots }) => spots.filter(spot => spot.home).map(spot => [spot.name, spot])),
  )
  const home = (name: string): Spot => held(homes, name, `matrix ${name} on the worksheet`)
  return {
    ...{ sections, rows: row, columns, home },
    where({ name, row, column }, section) {
      const spot = section?.spots.find(here => here.name === name) ?? home(name)
      const [down, across] = spot.turned ? [column, row] : [row, column]
      return { row: spot.row + down, column: spot.column + across }
    },
  }
}

/** More computed cells than these make a file that spreadsheet programs are slow with. */
const mostCells = 20_000

/** @throws {PaperError} where a spreadsheet would have more computed cells than it is good for */
export function withinReach({ lesson }: Worked, cells: number): void {
  if (cells > mostCells)
    throw new PaperError(
      `${lesson.id} is too large for a spreadsheet: ${cells} cells would be worked in it, and ${mostCells} are the most. A lesson with fewer patches fits.`,
    )
}
