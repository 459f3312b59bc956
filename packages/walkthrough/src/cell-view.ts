// How each number of a scene is shown: lit or not, edited, given, misprinted, with its source.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { alike } from '@dit-by-hand/graph/arith'
import { type Exact, fromCell } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import { givenMark, isSourced, type Mark, printedMark } from '@dit-by-hand/spec/marks'
import { type GivenName, isAnswerName, isGivenName } from '@dit-by-hand/spec/names'
import { type Edit, givenCell, without } from './edits.ts'
import { type Line, valueAt } from './line.ts'
import { gradientAt } from './matrices.ts'
import type { CellView, Lit, MisprintView } from './scene.ts'
import { shortened } from './short.ts'
import { workedWith } from './workbench.ts'

/** What it takes to show the numbers of one scene. */
export interface View {
  readonly original: Lesson
  readonly lesson: Lesson
  readonly worked: Worked
  readonly before: Worked
  readonly edits: readonly Edit[]
  /** The lesson with its prompt changed and nothing else. */
  readonly words: Lesson
  readonly lit: (cell: CellRef) => Lit | null
  readonly slopes: boolean
}

/** A function from a cell to how the line of arithmetic on show lights it. */
export function litBy(line: Line | null): (cell: CellRef) => Lit | null {
  if (!line) return () => null
  const lit = new Map<string, Lit>(line.consumers.map(cell => [cellKey(cell), 'consumer']))
  for (const cell of line.sources) lit.set(cellKey(cell), 'source')
  lit.set(cellKey(line.cell), 'focus')
  return cell => lit.get(cellKey(cell)) ?? null
}

/** One number as it is shown. */
export function cellView(cell: CellRef, value: Exact, view: View): CellView {
  const all = showNumber(value)
  const text = shortened(all, value)
  const gradient = view.slopes ? gradientAt(cell.name) : undefined
  const at = gradient && valueAt(view.worked, { ...cell, name: gradient })
  return {
    cell,
    value,
    text,
    whole: text === all ? null : all,
    lit: view.lit(cell),
    was: wasAt(cell, value, view),
    given: givenCell(view.lesson, cell) !== undefined,
    misprint: misprintAt(cell, view),
    origin: originOf(cell, view),
    gradient: at === undefined ? null : shortened(showNumber(at), at),
  }
}

/** A number before the reader's changes; null where it is the same. Words are compared by name, since a prompt may have others. */
function wasAt(cell: CellRef, value: Exact, { before, words }: View): string | null {
  const said = cell.name === 'words' ? givenCell(words, cell) : undefined
  const was = said === undefined ? cellValue(before, cell) : fromCell(said)
  return !alike(was, value) ? shortened(showNumber(was), was) : null
}

/** A misprint, with what is right there: after the reader's changes, what follows from them. */
function misprintAt(cell: CellRef, { lesson, original, edits }: View): MisprintView | null {
  const { name, row, column } = cell
  const found = lesson.errata.find(slip => slip.matrix === name && slip.row === row + 1 && slip.column === column + 1)
  if (!found) return null
  const elsewhere = without(edits, cell)
  const right =
    elsewhere.length === 0 ? fromCell(found.correct) : cellValue(workedWith(original, elsewhere, 'corrected'), cell)
  const shown = (value: Exact): string => shortened(showNumber(value), value)
  return {
    id: found.id,
    printed: found.printed === null ? null : shown(fromCell(found.printed)),
    correct: shown(right),
  }
}

function originOf(cell: CellRef, { original, lesson, worked, before }: View): Mark | null {
  if (!isSourced(original)) return null
  if (isGivenName(cell.name))
    return cell.name !== 'words' || lesson.prompt.text === original.prompt.text
      ? givenOrigin(cell, cell.name, lesson, original)
      : null
  return lesson === original && worked.net === before.net && isAnswerName(cell.name)
    ? (printedMark(cell.name, cell.row + 1, cell.column + 1) ?? null)
    : null
}

const givenOrigin = (cell: CellRef, name: GivenName, lesson: Lesson, original: Lesson): Mark | null =>
  givenCell(lesson, cell) === givenCell(original, cell) ? givenMark(name) : null
