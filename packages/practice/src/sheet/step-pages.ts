// A page for each step, or for each stage of a long one: laid out as a teacher does, with squares to write in.
import type { Name } from '@dit-by-hand/core/names'
import { stepOfSlug } from '@dit-by-hand/spec/names'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import type { Layout, Place } from '@dit-by-hand/walkthrough/telling'
import { drawn, type Material, signFormula, sizeOf } from './drawing.ts'
import { inRows } from './heading.ts'
import { paperPages } from './pages.ts'
import type { Station } from './paper.ts'
import { type Placing, place } from './placing.ts'

export interface StepPage {
  readonly station: Station
  readonly square: number
  readonly rows: number
  readonly columns: number
}

/** Squares are no larger than this, in millimetres: a hand needs no more. */
const largest = 11

/** Squares above the matrices, for title and formulas, and beside them, for brackets. */
const base = 2.5
const side = 0.6

/** The pages of a step. @param room millimetres */
export function stepPages(
  at: Place,
  material: Material,
  room: { readonly width: number; readonly height: number },
): readonly StepPage[] {
  return partsOf(at, material).map(({ title, layout, made }) => {
    const placing = place(layout, {
      sizeOf: (name, turned) => sizeOf(name, turned, material),
      caption: 1,
      gap: { rows: 1, columns: 1.5 },
      sign: 1,
    })
    const [rows, columns] = [placing.rows + base + 0.3, placing.columns + 2 * side]
    const square = Math.min(largest, room.width / columns, room.height / rows)
    const free = room.width / square
    return {
      square,
      rows: room.height / square,
      columns: free,
      station: stationOf({ title, made, placing, step: stepOfSlug(at) ?? null }, free, material),
    }
  })
}

interface Part {
  readonly title: string
  readonly layout: Layout
  readonly made: readonly Name[]
}

function partsOf(at: Place, { facts }: Material): readonly Part[] {
  const telling = tellingOf(at)
  return paperPages(at, facts).map(({ stage, layout }) => {
    const { title, formula } = stage ?? telling
    const shown = formula(facts)
    return { title, layout, made: 'to' in shown ? [shown.to] : shown }
  })
}

interface Told extends Pick<Part, 'title' | 'made'> {
  readonly placing: Placing
  readonly step: number | null
}

function stationOf({ title, made, placing, step }: Told, room: number, material: Material): Station {
  return {
    step,
    title,
    formulas: inRows(
      title,
      made.map(name => signFormula(name, material)).filter(formula => formula.length > 0),
      room,
    ),
    under: 1,
    row: 0,
    column: 0,
    room,
    matrices: placing.matrices.flatMap(({ name, turned, row, column, columns }) => {
      const next = Math.min(
        ...placing.matrices.filter(other => other.row === row && other.column > column).map(other => other.column),
        room,
      )
      return drawn(
        name,
        turned,
        { row: base + row, column: side + column, captionRoom: Math.max(columns, next - column - 0.3) },
        material,
      )
    }),
    signs: placing.signs.map(sign => ({ ...sign, row: base + sign.row, column: side + sign.column })),
  }
}
