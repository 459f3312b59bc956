// What can be typed in a task: its blanks as fields, each with a name that never changes, and the marks of what stands there.

import { netOf } from '@dit-by-hand/core/lesson'
import { at, held } from '@dit-by-hand/graph/at'
import { equal, fromCell } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { few } from '../exercise/asking.ts'
import { cellsOf } from '../exercise/cells.ts'
import type { Choice, Misprinted, Posed, Shapes, Task } from '../exercise/exercise.ts'
import { isSameCell } from './happened.ts'
import { markCells, notYet, type Typed, type Verdict } from './mark.ts'
import { printed, readNumber } from './typed.ts'

/** One thing that can be typed. */
export interface Field {
  /** "latent 1 2": what files and links call it. Rows and columns count from 1. */
  readonly id: string
  /** The cell of a matrix that it stands for; null for a choice or a shape. */
  readonly cell: CellRef | null
  /** As a reader is told: "Z[1,2]". */
  readonly label: string
}

/** Everything that was typed, by field. */
export type Entries = { readonly [id: string]: string }

const cellField = (cell: CellRef): Field => ({ id: fieldId(cell), cell, label: shortName(cell) })

/** What files call a cell. */
export const fieldId = ({ name, row, column }: CellRef): string => `${name} ${row + 1} ${column + 1}`

/** The fields of a task, in the order in which they are filled in. */
export function fieldsOf(task: Task, { problem }: Posed): readonly Field[] {
  switch (task.kind) {
    case 'fill':
      return task.blanks.map(cellField)
    case 'shapes':
      return ['rows', 'columns'].map(what => ({ id: `${task.id} ${what}`, cell: null, label: what }))
    case 'choice':
      return [{ id: task.id, cell: null, label: 'answer' }]
    case 'misprint': {
      const net = netOf(problem.lesson)
      return task.names
        .flatMap(name => cellsOf(net, name))
        .map(cell => ({ ...cellField(cell), id: misprintId(task, cell) }))
    }
  }
}

/** A cell that is corrected is no cell that is filled in: it has a name of its own. */
const misprintId = (task: Misprinted, cell: CellRef): string => `${task.id} ${fieldId(cell)}`

/** What was typed at cells of the walk: later cells follow from these. */
export function typedCells({ tasks }: Posed, entries: Entries): readonly Typed[] {
  return tasks.flatMap(task =>
    task.kind === 'fill'
      ? task.blanks.flatMap(cell => {
          const text = entries[fieldId(cell)]
          return text === undefined ? [] : [{ cell, text }]
        })
      : [],
  )
}

/** The verdicts on a task, a field each. */
export function markTask(posed: Posed, task: Task, entries: Entries): readonly Verdict[] {
  switch (task.kind) {
    case 'fill':
      return markCells(posed.problem, typedCells(posed, entries), task.blanks)
    case 'shapes':
      return markShape(task, entries, posed)
    case 'choice':
      return [markChoice(task, entries[task.id] ?? '')]
    case 'misprint':
      return fieldsOf(task, posed).map(({ id, cell }) => markCorrection(posed, task, cell, entries[id] ?? ''))
  }
}

const right = (says: string): Verdict => ({ state: 'right', how: 'exactly', follows: null, says })
const wrong = (says: string, isNamed = true): Verdict => ({ state: 'wrong', isNamed, says })

function markShape(task: Shapes, entries: Entries, posed: Posed): readonly Verdict[] {
  const typed = fieldsOf(task, posed).map(({ id }) => entries[id] ?? '')
  const read = typed.map(readNumber)
  const [rows, columns] = read.map(one => (one.ok ? one.value : undefined))
  const isTurned =
    rows !== undefined && columns !== undefined && equal(rows, task.answer[1]) && equal(columns, task.answer[0])
  return typed.map((text, i) => {
    const one = at(read, i)
    const wanted = at(task.answer, i)
    if (text.trim() === '') return { state: 'blank' }
    if (!one.ok) return { state: 'unread', says: one.why }
    if (equal(one.value, wanted)) return right('Right.')
    if (isTurned) return wrong('Not yet: rows come first, then columns; these are the other way round.')
    return wrong(`Not yet. Count what its ${i === 0 ? 'rows' : 'columns'} stand for.`, false)
  })
}

function markChoice({ options, answer }: Choice, text: string): Verdict {
  if (text.trim() === '') return { state: 'blank' }
  const read = readNumber(text)
  const option = read.ok && typeof read.value === 'number' ? options[read.value - 1] : undefined
  if (!option) return { state: 'unread', says: `Choose a number from 1 to ${options.length}.` }
  return option === options[answer] || option.says === '' ? right('Right.') : wrong(`Not yet: ${option.says}.`)
}

/** A correction is right at the misprint with its true number; elsewhere it is said that the number there is right. */
function markCorrection({ problem }: Posed, task: Misprinted, cell: CellRef | null, text: string): Verdict {
  if (cell === null || text.trim() === '') return { state: 'blank' }
  const read = readNumber(text)
  if (!read.ok) return { state: 'unread', says: read.why }
  if (!isSameCell(cell, task.cell))
    return wrong(`Not yet: as printed, ${shortName(cell)} is what its arithmetic gives.`)
  const [verdict] = markCells(problem, [{ cell, text }], [cell])
  if (verdict?.state === 'right') return right('Right: that was the misprint.')
  return equal(read.value, fromCell(task.printed))
    ? wrong(`This is the place, and ${shortName(cell)} is still as it was printed.`)
    : wrong(`This is the place. ${shortName(cell)} is not ${printed(text)} either: work its arithmetic.`, false)
}

const isRight = ({ state }: Verdict): boolean => state === 'right'

/** Whether a task is done, by the verdicts on all of it. */
const areDone = ({ kind }: Task, verdicts: readonly Verdict[]): boolean =>
  kind === 'misprint' ? verdicts.some(isRight) : verdicts.every(isRight)

/** Whether a task is done. */
export const isDone = (posed: Posed, task: Task, entries: Entries): boolean =>
  areDone(task, markTask(posed, task, entries))

/** Some fields of a task, judged. */
export interface Judged {
  readonly each: readonly (readonly [field: Field, verdict: Verdict])[]
  /** Those of them that something stands in which is not right, and what is said of it. */
  readonly wrong: readonly { readonly field: Field; readonly says: string }[]
  /** "2 right, 1 not yet, 3 blank." */
  readonly counts: string
  /** Whether the whole task is done. */
  readonly isWhole: boolean
}

/**
 * Judges some fields of a task by what stands in it.
 * @param onward what may help at a field where nothing is known of a wrong number, a sentence
 */
export function judged(
  posed: Posed,
  task: Task,
  entries: Entries,
  which: readonly Field[],
  onward: (field: Field) => string,
): Judged {
  const verdicts = markTask(posed, task, entries)
  const places = new Map(fieldsOf(task, posed).map(({ id }, i) => [id, i]))
  const each = which.map(field => {
    const verdict = at(verdicts, held(places, field.id, 'such field'), 'the verdicts')
    const isBare = verdict.state === 'wrong' && verdict.says === notYet
    return [field, isBare ? { ...verdict, says: `${notYet} ${onward(field)}` } : verdict] as const
  })
  const wrong = each.flatMap(([field, verdict]) =>
    verdict.state === 'wrong' || verdict.state === 'unread' ? [{ field, says: verdict.says }] : [],
  )
  const of = (state: Verdict['state']): number => each.filter(([, verdict]) => verdict.state === state).length
  const told = [
    [of('right'), 'right'],
    [wrong.length, 'not yet'],
    [of('blank'), 'blank'],
  ] as const
  const counts = `${told.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(', ')}.`
  return { each, wrong, counts, isWhole: areDone(task, verdicts) }
}

/** The title of a task's matrix, for lists. */
export function taskTitle(task: Task): string {
  switch (task.kind) {
    case 'fill':
      return task.names.length > few
        ? `all ${task.names.length} matrices of the step`
        : task.names.map(titleOf).join(', ')
    case 'shapes':
      return titleOf(task.name)
    case 'choice':
      return task.question
    case 'misprint':
      return 'one misprint'
  }
}
