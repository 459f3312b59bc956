// A page for each step, or for each stage of a long one: laid out as a teacher does, with squares to write in.
import { type Step, slugOf } from '@dit-by-hand/spec/names'
import { drawn, formulasOf, type Material, sizeOf } from './drawing.ts'
import { inRows } from './heading.ts'
import { paperPages } from './pages.ts'
import type { Page, Station } from './paper.ts'
import { place } from './placing.ts'

/** Squares are no larger than this, in millimetres: a hand needs no more. */
const largest = 11

/** Squares above the matrices, for the title, and beside them, for brackets. */
const head = 1.5
const side = 0.6

/** The pages of a step. @param room millimetres */
export function stepPages(
  step: Step,
  material: Material,
  room: { readonly width: number; readonly height: number },
): readonly Omit<Page, 'title' | 'note'>[] {
  return paperPages(slugOf(step), material.facts).map(({ title, made, layout }) => {
    const { matrices, signs, ...size } = place(layout, (name, turned) => sizeOf(name, turned, material), 1.5)
    const columns = size.columns + 2 * side
    const squareUnder = (rows: number): number =>
      Math.min(largest, room.width / columns, room.height / (size.rows + head + rows + 0.3))
    // Below the title, never beside it; in rows that have the room of smaller squares, they have it of all.
    const formulas = inRows('', formulasOf(made, material).flat(), room.width / squareUnder(1))
    const base = head + formulas.length
    const square = squareUnder(formulas.length)
    const free = room.width / square
    const captionRoom = ({ row, column, columns }: (typeof matrices)[number]): number => {
      const beside = matrices.filter(other => other.row === row && other.column > column)
      return Math.max(columns, Math.min(...beside.map(other => other.column), free) - column - 0.3)
    }
    const station: Station = {
      ...{ step, title, under: 1, row: 0, column: 0, room: free },
      formulas: [[], ...formulas],
      matrices: matrices.flatMap(one => {
        const here = { row: base + one.row, column: side + one.column, captionRoom: captionRoom(one) }
        return drawn(one.name, one.turned, here, material)
      }),
      signs: signs.map(sign => ({ ...sign, row: base + sign.row, column: side + sign.column })),
    }
    return { square, rows: room.height / square, columns: free, stations: [station] }
  })
}
