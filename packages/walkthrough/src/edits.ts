// Changing a number or the prompt: the lesson that follows, and the net where the number is a computed one.

import { modelOf, wordsOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Net, Node } from '@dit-by-hand/graph/graph'
import { amend } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import type { GivenName } from '@dit-by-hand/spec/names'
import { isName } from './matrices.ts'
import { fitsPrompt, type Prompt, promptOf, samePrompt, saying } from './prompt.ts'

/** A cell, given or computed, and what it is changed to. Rows and columns count from 0. */
export interface CellEdit {
  readonly cell: CellRef
  readonly value: Cell
}

/** Another prompt. It stands before the changes of cells, since its words are cells as well. */
export interface PromptEdit {
  readonly prompt: Prompt
}

/** A change that a reader makes. */
export type Edit = CellEdit | PromptEdit

const isPrompt = (edit: Edit): edit is PromptEdit => 'prompt' in edit
const isCell = (edit: Edit): edit is CellEdit => 'cell' in edit

type Grid = readonly (readonly Cell[])[]

const place = (grid: Grid, row: number, column: number, value: Cell): Cell[][] =>
  grid.map((cells, r) => cells.map((cell, c) => (r === row && c === column ? value : cell)))
const placeColumn = (cells: readonly Cell[], row: number, value: Cell): Cell[] =>
  cells.map((cell, r) => (r === row ? value : cell))

/** How each given matrix is read from a lesson (as rows of cells) and put back. One row a name: forget one and the
 *  compiler says so. */
interface Field {
  readonly read: (lesson: Lesson) => Grid
  readonly write: (lesson: Lesson, row: number, column: number, value: Cell) => Lesson
}

const weightOf = (layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder'): Field => ({
  read: lesson => lesson[layer].weight,
  write: (lesson, row, column, value) => ({
    ...lesson,
    [layer]: { ...lesson[layer], weight: place(lesson[layer].weight, row, column, value) },
  }),
})
const biasOf = (layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder'): Field => ({
  read: lesson => lesson[layer].bias.map(cell => [cell]),
  write: (lesson, row, _column, value) => ({
    ...lesson,
    [layer]: { ...lesson[layer], bias: placeColumn(lesson[layer].bias, row, value) },
  }),
})
const queryOrKey = (which: 'query' | 'key'): Field => ({
  read: ({ attention }) => (attention.kind === 'given' ? [] : attention[which]),
  write: (lesson, row, column, value) =>
    lesson.attention.kind === 'given'
      ? lesson
      : { ...lesson, attention: { ...lesson.attention, [which]: place(lesson.attention[which], row, column, value) } },
})

/** The names whose numbers a reader may change. */
export type EditableName = GivenName | 'attention'

const fields: { readonly [K in EditableName]: Field } = {
  video: {
    read: ({ video }) => video.flat(),
    write: (lesson, row, column, value) => {
      const rows = at(lesson.video, 0, 'the video').length
      return {
        ...lesson,
        video: lesson.video.map((frame, f) =>
          f === Math.floor(row / rows) ? place(frame, row % rows, column, value) : frame,
        ),
      }
    },
  },
  encoderWeight: weightOf('encoder'),
  encoderBias: biasOf('encoder'),
  noise: {
    read: ({ noise }) => noise,
    write: (lesson, row, column, value) => ({ ...lesson, noise: place(lesson.noise, row, column, value) }),
  },
  words: {
    read: lesson => {
      const vectors = wordsOf(lesson).map(word => named(lesson.prompt.words, word, 'the prompt'))
      return at(vectors, 0, 'the prompt').map((_, row) => vectors.map(vector => at(vector, row, 'a word’s vector')))
    },
    write: (lesson, row, column, value) => {
      const word = at(wordsOf(lesson), column, 'the words')
      const words = {
        ...lesson.prompt.words,
        [word]: placeColumn(named(lesson.prompt.words, word, 'the prompt'), row, value),
      }
      return { ...lesson, prompt: { ...lesson.prompt, words } }
    },
  },
  t: {
    read: ({ timestep }) => [[timestep.t]],
    write: (lesson, _row, _column, value) => ({ ...lesson, timestep: { ...lesson.timestep, t: Number(value) } }),
  },
  modulationWeight: weightOf('modulation'),
  modulationBias: biasOf('modulation'),
  query: queryOrKey('query'),
  key: queryOrKey('key'),
  attention: {
    read: ({ attention }) => (attention.kind === 'given' ? attention.matrix : []),
    write: (lesson, row, column, value) =>
      lesson.attention.kind === 'given'
        ? { ...lesson, attention: { ...lesson.attention, matrix: place(lesson.attention.matrix, row, column, value) } }
        : lesson,
  },
  feedForwardWeight: weightOf('feedForward'),
  feedForwardBias: biasOf('feedForward'),
  learningRate: {
    read: ({ learningRate }) => [[learningRate]],
    write: (lesson, _row, _column, value) => ({ ...lesson, learningRate: value }),
  },
  decoderWeight: weightOf('decoder'),
  decoderBias: biasOf('decoder'),
}

function fieldOf(name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name as EditableName] : undefined
}

/** The lesson's own cell, or undefined where the cell is computed, or is not there. */
export function givenCell(lesson: Lesson, { name, row, column }: CellRef): Cell | undefined {
  return fieldOf(name)?.read(lesson)[row]?.[column]
}

/** A computed cell of the lesson's model: it may be changed, too, and what follows from it then follows from the change. */
function isComputed(lesson: Lesson, { name, row, column }: CellRef): boolean {
  const node = isName(name) ? modelOf(lesson).net[name] : undefined
  const inside = node && row >= 0 && row < node.shape[0] && column >= 0 && column < node.shape[1]
  return inside === true && node?.op !== 'input'
}

/** Why a change cannot be made; undefined where it can. */
export function whyNot(lesson: Lesson, edit: Edit): string | undefined {
  if (isPrompt(edit)) return fitsPrompt(lesson, edit.prompt) ? undefined : 'The lesson cannot have this prompt.'
  const { cell, value } = edit
  if (givenCell(lesson, cell) === undefined)
    return isComputed(lesson, cell) ? undefined : 'The lesson has no such number.'
  if (cell.name !== 't') return undefined
  const largest = 2 ** lesson.timestep.bits - 1
  return typeof value === 'number' && value >= 0 && value <= largest
    ? undefined
    : `The timestep is a whole number from 0 to ${largest}: it is written in ${lesson.timestep.bits} bits.`
}

/** The lesson with its edits of given numbers and of the prompt, in order. Edits that do not fit are left out, and so are
 *  those of computed numbers, which {@link rewritten} makes. The lesson itself is not changed. */
export function edited(lesson: Lesson, edits: readonly Edit[]): Lesson {
  return edits.reduce((now, edit) => {
    if (whyNot(now, edit) !== undefined) return now
    if (isPrompt(edit)) return saying(now, edit.prompt)
    const field = fieldOf(edit.cell.name)
    return field && givenCell(now, edit.cell) !== undefined
      ? field.write(now, edit.cell.row, edit.cell.column, edit.value)
      : now
  }, lesson)
}

/** The lesson with its prompt changed and nothing else: what changes of cells are compared with. */
export const prompted = (lesson: Lesson, edits: readonly Edit[]): Lesson => edited(lesson, edits.filter(isPrompt))

/** What is said now, with the vectors as they are now: what another prompt is made from. */
export const promptNow = (lesson: Lesson, edits: readonly Edit[]): Prompt => promptOf(edited(lesson, edits))

/** The net with its edits of computed numbers: each is put in the place of what is computed, and all downstream follows. */
export function rewritten(net: Net<Name>, lesson: Lesson, edits: readonly Edit[]): Net<Name> {
  const computed = edits
    .filter(isCell)
    .filter(({ cell }) => givenCell(lesson, cell) === undefined && isComputed(lesson, cell))
  if (computed.length === 0) return net
  const changes = [...Map.groupBy(computed, ({ cell }) => cell.name)].map(([name, here]) => {
    const cells = here.map(({ cell: { row, column }, value }) => ({ row, column, value: fromCell(value) }))
    return [name, (node: Node) => amend(node, cells, 'edit')]
  })
  return rewrite(net, Object.fromEntries(changes))
}

/** One edit more: the latest for a cell wins, and one that says what the lesson says is dropped. A new prompt brings the
 *  vectors of its words along, and takes the place of what was changed in them. */
export function withEdit(lesson: Lesson, edits: readonly Edit[], edit: Edit): readonly Edit[] {
  if (isPrompt(edit)) {
    const others = edits.filter(isCell).filter(({ cell }) => cell.name !== 'words')
    return samePrompt(promptOf(lesson), edit.prompt) ? others : [edit, ...others]
  }
  const others = edits.filter(
    other =>
      isPrompt(other) ||
      other.cell.name !== edit.cell.name ||
      other.cell.row !== edit.cell.row ||
      other.cell.column !== edit.cell.column,
  )
  return givenCell(prompted(lesson, edits), edit.cell) === edit.value ? others : [...others, edit]
}
