// What people write instead of a number: the arithmetic of one cell with one slip in it, and how to say so.
import type { Worked } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { fromCell } from '@dit-by-hand/graph/exact'
import { type CellRef, type Expression, expression } from '@dit-by-hand/graph/expression'
import type { Net } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { symbolOf } from '@dit-by-hand/walkthrough/matrices'

export interface Slip {
  readonly made: Expression
  readonly says: string
}

const minus = (of: Expression): Expression => ({ kind: 'product', left: { kind: 'literal', value: -1 }, right: of })

/** The slips that one cell is worth asking for, the most telling first. */
export function slipsOf({ net, lesson }: Worked, cell: CellRef, made: Expression): readonly Slip[] {
  const flipped = { made: minus(made), says: 'the sign is flipped' }
  return [...misprinted(lesson, cell), ...clipped(made), ...leftOut(made), ...turned(net, cell), flipped]
}

/** What the article prints there. */
const misprinted = ({ errata }: Lesson, { name, row, column }: CellRef): readonly Slip[] => {
  const slip = errata.find(one => one.matrix === name && one.row === row + 1 && one.column === column + 1)
  if (!slip || slip.printed === null) return []
  const says = 'that is what the article prints: a misprint, see the errata'
  return [{ made: { kind: 'literal', value: fromCell(slip.printed) }, says }]
}

const clipped = (made: Expression): readonly Slip[] =>
  made.kind === 'relu' ? [{ made: made.of, says: 'that is the value before max(0, ·): nothing below zero passes' }] : []

/** A sum without what stands in it alone, or with what should be taken away added. */
function leftOut(made: Expression): readonly Slip[] {
  if (made.kind !== 'sum' || made.terms.length < 2) return []
  return made.terms.flatMap((term, i): readonly Slip[] => {
    const others = made.terms.filter((_, j) => j !== i)
    if (term.kind === 'cell')
      return [{ made: { kind: 'sum', terms: others }, says: `${symbolOf(term.cell.name)} is still to be added` }]
    if (term.kind !== 'product' || term.left.kind !== 'literal' || term.left.value !== -1) return []
    const added: Expression = { kind: 'sum', terms: made.terms.map((other, j) => (j === i ? term.right : other)) }
    return [
      { made: added, says: 'that is the sum: it should be the difference' },
      { made: { kind: 'sum', terms: others }, says: 'something is still to be taken away' },
    ]
  })
}

/** The number on the other side of the diagonal. */
function turned(net: Net, { name, row, column }: CellRef): readonly Slip[] {
  const [rows, columns] = named(net, name).shape
  if (rows !== columns || row === column) return []
  const says = `that is the number of row ${column + 1}, column ${row + 1}: rows and columns changed places`
  return [{ made: expression(net, { name, row: column, column: row }), says }]
}
