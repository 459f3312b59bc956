// The desk: where a learner is, what is shown, and what each key does. One pure function from key to desk and events.
import { at } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Posed, Task } from '@dit-by-hand/practice/exercise'
import { type Entries, type Field, fieldsOf, type Judged, judged } from '@dit-by-hand/practice/fields'
import { explained, hintCount, hintsFor, revealed } from '@dit-by-hand/practice/hints'
import type { Verdict } from '@dit-by-hand/practice/mark'
import { type Event, hintsAt, opened, type Progress, progressed, type Work } from '@dit-by-hand/practice/progress'
import { finished, wholeTask } from '@dit-by-hand/practice/standing'
import { commandOf, isTyped } from './keys.ts'

/** What lies over the page, or asks. */
export type Panel =
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'list'; readonly at: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'reveal' }

export interface Desk {
  readonly posed: Posed
  readonly progress: Progress
  /** Which field of the task is being filled in. */
  readonly field: number
  /** Whether something was typed since the field was come to: until then the first key begins the number anew. */
  readonly isTyping: boolean
  /** Verdicts of the task, by field: what was checked and not changed since. */
  readonly marks: { readonly [id: string]: Verdict }
  /** What is said under the page, a paragraph each. */
  readonly said: readonly string[]
  readonly panel: Panel | null
  readonly done: boolean
}

/** A desk after a key, and what is to be kept of it. */
export interface Pressed {
  readonly desk: Desk
  readonly events: readonly Event[]
  /** The next problem is asked for. */
  readonly another?: true
}

export const workOf = ({ progress }: Desk): Work => {
  const work = opened(progress)
  if (!work) throw new RangeError('no exercise is open')
  return work
}

export const indexOf = (desk: Desk): number => Math.min(workOf(desk).at, desk.posed.tasks.length - 1)
export const taskOf = (desk: Desk): Task => at(desk.posed.tasks, indexOf(desk), 'the tasks')
export const fieldsIn = (desk: Desk): readonly Field[] => fieldsOf(taskOf(desk), desk.posed)
export const fieldOf = (desk: Desk): Field => at(fieldsIn(desk), desk.field, 'the fields')
export const textOf = (desk: Desk, { id }: Field): string => workOf(desk).entries[id] ?? ''
export const isFinished = (desk: Desk): boolean => workOf(desk).done.length >= desk.posed.tasks.length

/** A desk for an exercise that is open in the progress. */
export function deskFor(posed: Posed, progress: Progress): Desk {
  const desk: Desk = { posed, progress, field: 0, isTyping: false, marks: {}, said: [], panel: null, done: false }
  return { ...desk, field: firstEmpty(desk) }
}

/** The first field that nothing stands in, or the first. */
function firstEmpty(desk: Desk): number {
  const found = fieldsIn(desk).findIndex(field => textOf(desk, field) === '')
  return taskOf(desk).kind === 'misprint' || found < 0 ? 0 : found
}

/** The desk after a key. */
export function pressed(desk: Desk, key: string): Pressed {
  if (desk.panel) return inPanel(desk, desk.panel, key)
  if (isTyped(key)) return typedInto(desk, key)
  const command = commandOf(key)
  return command === 'erase' ? erased(desk) : commanded({ ...desk, isTyping: false }, command, key)
}

function commanded(desk: Desk, command: Exclude<ReturnType<typeof commandOf>, 'erase'>, key: string): Pressed {
  switch (command) {
    case 'enter':
      return checked(desk, [fieldOf(desk)])
    case 'check':
      return checked(desk, fieldsIn(desk))
    case 'next':
      return goTo(desk, indexOf(desk) + 1)
    case 'previous':
      return goTo(desk, indexOf(desk) - 1)
    case 'hint':
      return hinted(desk)
    case 'list':
      return only(desk, { panel: { kind: 'list', at: indexOf(desk) } })
    case 'reveal':
    case 'reset':
      return only(desk, { panel: { kind: command } })
    case 'another':
      return { desk, events: [], another: true }
    case 'help':
      return only(desk, { panel: { kind: 'help', scroll: 0 } })
    case 'quit':
      return only(desk, { done: true })
    case 'nextField':
      return only(moved(desk, desk.field + 1))
    case 'lastField':
      return only(moved(desk, desk.field - 1))
    case 'move':
      return only(aside(desk, key))
    case undefined:
      return only(desk)
  }
}

/** A change of the desk alone. */
const only = (desk: Desk, change: Partial<Desk> = {}): Pressed => ({ desk: { ...desk, ...change }, events: [] })

/** Something kept, and the progress that follows from it. */
function kept(desk: Desk, events: readonly Event[]): Pressed {
  return { desk: { ...desk, progress: events.reduce(progressed, desk.progress) }, events }
}

const moved = (desk: Desk, to: number): Desk => {
  const { length } = fieldsIn(desk)
  const field = (to + length) % length
  const id = at(fieldsIn(desk), field).id
  const verdict = desk.marks[id]
  return { ...desk, field, said: verdict && verdict.state !== 'blank' ? [verdict.says] : [] }
}

/** The nearest field in a direction; choices and shapes are one under the other. */
function aside(desk: Desk, way: string): Desk {
  const fields = fieldsIn(desk)
  const here = fieldOf(desk).cell
  const step = way === '→' || way === '↓' ? 1 : -1
  if (here === null) return moved(desk, desk.field + step)
  const along = way === '←' || way === '→'
  const from = standsAt(desk, here)
  const distances = fields.map(({ cell }) => {
    if (cell === null || cell.name !== here.name) return Number.POSITIVE_INFINITY
    const to = standsAt(desk, cell)
    const [by, off] = along
      ? [to.column - from.column, Math.abs(to.row - from.row)]
      : [to.row - from.row, Math.abs(to.column - from.column)]
    return by * step > 0 ? by * step + 100 * off : Number.POSITIVE_INFINITY
  })
  const best = Math.min(...distances)
  return Number.isFinite(best) && best < 100 ? moved(desk, distances.indexOf(best)) : moved(desk, desk.field + step)
}

/** Where a cell stands for who moves: the frames of a video beside each other. */
function standsAt({ posed }: Desk, { name, row, column }: CellRef): { readonly row: number; readonly column: number } {
  const [frame] = posed.problem.lesson.video
  if (name !== 'generatedVideo' || !frame) return { row, column }
  const width = at(frame, 0, 'a frame').length
  return { row: row % frame.length, column: column + Math.floor(row / frame.length) * width }
}

const without = <T>(record: { readonly [id: string]: T }, id: string): { readonly [id: string]: T } =>
  Object.fromEntries(Object.entries(record).filter(([other]) => other !== id))

const longest = 24

function typedInto(desk: Desk, key: string): Pressed {
  const field = fieldOf(desk)
  const letter = key === '-' ? '−' : key === 'Space' ? ' ' : key
  const isAnew = !desk.isTyping || taskOf(desk).kind === 'choice'
  const text = isAnew ? letter.trim() : textOf(desk, field) + letter
  if (text.length > longest) return only(desk)
  return retyped(desk, field, text)
}

/** Something else stands in a field: what was said of it is said no more. */
const retyped = (desk: Desk, { id }: Field, text: string): Pressed =>
  kept({ ...desk, isTyping: true, marks: without(desk.marks, id), said: [] }, [{ type: 'type', id, text }])

function erased(desk: Desk): Pressed {
  const field = fieldOf(desk)
  const text = textOf(desk, field)
  if (text === '') return only(moved(desk, desk.field - 1))
  return retyped(desk, field, [...text].slice(0, -1).join(''))
}

/** Judges some fields of the task. Where all of it is right, that is kept, and the next thing to do is told. */
function checked(desk: Desk, which: readonly Field[]): Pressed {
  const task = taskOf(desk)
  const found = judged(desk.posed, task, workOf(desk).entries, which, field => onward(desk, field))
  const marks = { ...desk.marks, ...Object.fromEntries(found.each.map(([{ id }, verdict]) => [id, verdict])) }
  const { desk: now, events } = kept({ ...desk, marks }, found.isWhole ? [{ type: 'done', task: task.id }] : [])
  return { desk: told(now, found), events }
}

/** What may help where nothing is known of a wrong number. */
const onward = (desk: Desk, { id }: Field): string =>
  hintsAt(workOf(desk), id) < hintCount ? 'h gives a hint.' : reveals

const reveals = 'v shows what belongs here.'

/** What is said of what was judged, and where the learner goes on. */
function told(desk: Desk, { each, wrong, counts, isWhole }: Judged): Desk {
  const { entries } = workOf(desk)
  const task = taskOf(desk)
  const [only, ...more] = each
  const finish = isFinished(desk)
    ? `${finished(desk.posed, workOf(desk))} N takes the next problem, q leaves; everything is kept.`
    : `${wholeTask(desk.posed, workOf(desk), task)} n goes on.`
  if (only && more.length === 0) {
    const [field, verdict] = only
    if (verdict.state === 'blank') return { ...desk, said: ['There is no number here yet. h gives a hint.'] }
    const isTold = verdict.state === 'right' && (task.kind !== 'shapes' || isWhole)
    const line = isTold ? [explained(desk.posed, task, field, entries)] : []
    const said = [verdict.says, ...line, ...(isWhole ? [finish] : [])]
    const on = verdict.state === 'right' && !isWhole && task.kind !== 'misprint' ? nextEmpty(desk) : desk.field
    return { ...desk, said, field: on }
  }
  if (isWhole) return { ...desk, said: [finish, explained(desk.posed, task, fieldOf(desk), entries)] }
  const [first] = wrong
  if (!first) return { ...desk, said: [counts] }
  const { field, says } = first
  return {
    ...desk,
    field: fieldsIn(desk).findIndex(({ id }) => id === field.id),
    said: [counts, `${field.label}: ${says}`],
  }
}

/** The next field that nothing stands in; the one after this where all are filled. */
function nextEmpty(desk: Desk): number {
  const fields = fieldsIn(desk)
  for (let i = 1; i <= fields.length; i++) {
    const index = (desk.field + i) % fields.length
    if (textOf(desk, at(fields, index)) === '') return index
  }
  return Math.min(desk.field + 1, fields.length - 1)
}

function goTo(desk: Desk, to: number): Pressed {
  const last = desk.posed.tasks.length - 1
  if (to < 0) return only(desk, { said: ['This is the first task.'] })
  const rest = isFinished(desk)
    ? ', and the exercise is finished. N takes the next seed.'
    : '. l lists what is still open.'
  if (to > last) return only(desk, { said: [`This is the last task${rest}`] })
  const { desk: now, events } = kept({ ...desk, marks: {}, said: [], panel: null }, [{ type: 'go', to }])
  const fresh = { ...now, field: 0 }
  return { desk: { ...fresh, field: firstEmpty(fresh) }, events }
}

function hinted(desk: Desk): Pressed {
  const field = fieldOf(desk)
  const taken = Math.min(hintCount, hintsAt(workOf(desk), field.id) + 1)
  const hints = hintsFor(desk.posed, taskOf(desk), field, workOf(desk).entries)
  const last = taken === hintCount ? [reveals] : []
  const said = [`Hint ${taken} of ${hintCount}. ${at(hints, taken - 1, 'the hints')}`, ...last]
  return kept({ ...desk, said }, [{ type: 'hint', id: field.id }])
}

function inPanel(desk: Desk, panel: Panel, key: string): Pressed {
  const closed = { ...desk, panel: null }
  switch (panel.kind) {
    case 'help':
      if (key === '↓' || key === '↑')
        return only(desk, { panel: { kind: 'help', scroll: Math.max(0, panel.scroll + (key === '↓' ? 1 : -1)) } })
      return only(closed)
    case 'list': {
      if (key === 'Enter') return goTo(closed, panel.at)
      const step = key === '↓' || key === 'Tab' ? 1 : key === '↑' || key === 'Shift-Tab' ? -1 : 0
      if (step === 0) return only(closed)
      const { length } = desk.posed.tasks
      return only(desk, { panel: { kind: 'list', at: (panel.at + step + length) % length } })
    }
    case 'reset': {
      if (key !== 'y') return only(closed, { said: ['Nothing was erased.'] })
      const { desk: now, events } = kept({ ...closed, marks: {}, said: ['Erased: the exercise begins anew.'] }, [
        { type: 'reset', what: 'exercise' },
      ])
      return { desk: { ...now, field: 0 }, events }
    }
    case 'reveal': {
      if (key !== 'y') return only(closed)
      const task = taskOf(desk)
      const shown: Entries = revealed(desk.posed, task, workOf(desk).entries)
      const { desk: now, events } = kept(closed, [{ type: 'reveal', task: task.id, entries: shown }])
      const after = checked(now, fieldsIn(now))
      return { desk: after.desk, events: [...events, ...after.events] }
    }
  }
}
