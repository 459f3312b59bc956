// Edits of numbers and the prompt: they change the lesson or, where the number is computed, the net.

import { modelOf, wordsOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { fromCell } from '@dit-by-hand/graph/exact'
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { amend } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { same } from '@dit-by-hand/graph/same'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import { givens } from '@dit-by-hand/spec/givens'
import { isName } from './matrices.ts'
import { type Prompt, promptOf, saying, whyNotPrompt } from './prompt.ts'

/** A change of one cell, given or computed. Rows and columns count from 0. */
export interface CellEdit {
  readonly cell: CellRef
  readonly value: Cell
}

/** A change of the prompt. It comes before changes of cells, since its words are cells too. */
export interface PromptEdit {
  readonly prompt: Prompt
}

/** A reader's change. */
export type Edit = CellEdit | PromptEdit

const isPrompt = (edit: Edit): edit is PromptEdit => 'prompt' in edit
const isCell = (edit: Edit): edit is CellEdit => 'cell' in edit

/** The names whose numbers a reader may change. */
export type EditableName = keyof typeof givens

const isEditable = (name: string): name is EditableName => Object.hasOwn(givens, name)

/** The column of a given cell in the lesson, which may list its words in another order than the prompt. */
function columnIn(lesson: Lesson, { name, column }: CellRef): number {
  const word = name === 'words' ? wordsOf(lesson)[column] : undefined
  return word === undefined ? column : Object.keys(lesson.prompt.words).indexOf(word)
}

/** The lesson's own value of a cell; undefined where the cell is computed or does not exist. */
export function givenCell(lesson: Lesson, cell: CellRef): Cell | undefined {
  return isEditable(cell.name) ? givens[cell.name].read(lesson)[cell.row]?.[columnIn(lesson, cell)] : undefined
}

/** The lesson with another number in one of its given cells. */
function written(lesson: Lesson, name: EditableName, row: number, column: number, value: Cell): Lesson {
  const cells = givens[name].read(lesson)
  return givens[name].write(
    lesson,
    cells.map((line, r) => line.map((cell, c) => (r === row && c === column ? value : cell))),
  )
}

/** Whether a cell is computed by the lesson's model. It may be edited too, and what is downstream follows from the edit. */
function isComputed(lesson: Lesson, { name, row, column }: CellRef): boolean {
  const node = isName(name) ? modelOf(lesson).net[name] : undefined
  if (node === undefined || node.op === 'input') return false
  return row >= 0 && row < node.shape[0] && column >= 0 && column < node.shape[1]
}

/** Why an edit cannot be made; undefined where it can. */
export function whyNot(lesson: Lesson, edit: Edit): string | undefined {
  if (isPrompt(edit)) return whyNotPrompt(lesson, edit.prompt)
  const { cell, value } = edit
  if (givenCell(lesson, cell) === undefined)
    return isComputed(lesson, cell) ? undefined : 'The lesson has no such number.'
  if (cell.name !== 't') return undefined
  const largest = 2 ** lesson.timestep.bits - 1
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= largest
    ? undefined
    : `The timestep is a whole number from 0 to ${largest}: it is written in ${lesson.timestep.bits} bits.`
}

/** The lesson with its edits of given numbers and of the prompt, in order. Edits that do not fit are left out, and so are
 *  those of computed numbers, which {@link rewritten} makes. The lesson itself is not changed. */
export function edited(lesson: Lesson, edits: readonly Edit[]): Lesson {
  return edits.reduce((now, edit) => {
    if (whyNot(now, edit) !== undefined) return now
    if (isPrompt(edit)) return saying(now, edit.prompt)
    const { name, row } = edit.cell
    return isEditable(name) ? written(now, name, row, columnIn(now, edit.cell), edit.value) : now
  }, lesson)
}

/** The lesson with its edits of the prompt alone, with which edits of cells are compared. */
export const prompted = (lesson: Lesson, edits: readonly Edit[]): Lesson => edited(lesson, edits.filter(isPrompt))

/** The words that are said, edits made, with their vectors as they are now; and those of the lesson that are left out. */
export function promptNow(lesson: Lesson, edits: readonly Edit[]): { readonly now: Prompt; readonly left: Prompt } {
  const now = promptOf(edited(lesson, edits))
  return { now, left: promptOf(lesson).filter(({ word }) => !now.some(said => said.word === word)) }
}

/** The net with the edits of computed numbers: each replaces the computed value, and everything downstream follows. */
export function rewritten(net: Net<Name>, lesson: Lesson, edits: readonly Edit[]): Net<Name> {
  const computed = edits.filter(isCell).filter(({ cell }) => isComputed(lesson, cell))
  if (computed.length === 0) return net
  const changes = [...Map.groupBy(computed, ({ cell }) => cell.name)].map(([name, here]) => {
    const cells = here.map(({ cell: { row, column }, value }) => ({ row, column, value: fromCell(value) }))
    return [name, (node: Node) => amend(node, cells, 'edit')]
  })
  return rewrite(net, Object.fromEntries(changes))
}

/** The edits with one more: it replaces an earlier one of the same cell, and is dropped where it changes nothing. A new prompt
 *  comes with the vectors of its words, and replaces edits of those. */
export function withEdit(lesson: Lesson, edits: readonly Edit[], edit: Edit): readonly Edit[] {
  if (isPrompt(edit)) {
    const others = edits.filter(isCell).filter(({ cell }) => cell.name !== 'words')
    return same(promptOf(lesson), edit.prompt) ? others : [edit, ...others]
  }
  const others = without(edits, edit.cell)
  return givenCell(prompted(lesson, edits), edit.cell) === edit.value ? others : [...others, edit]
}

/** The edits but for one cell; the same list where none is of it. */
export function without(edits: readonly Edit[], cell: CellRef): readonly Edit[] {
  const others = edits.filter(edit => isPrompt(edit) || cellKey(edit.cell) !== cellKey(cell))
  return others.length === edits.length ? edits : others
}
