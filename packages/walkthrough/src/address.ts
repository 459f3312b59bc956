// A walk in the fragment of an address: short, versioned, readable, and never trusted.
//
//   v1&lesson=hard-ties&reading=printed&cell=latent.1.2&set=video.1.1:3,noise.2.3:-1/2&show=slopes&steps=2
//
// Rows and columns count from 1, as readers count. What says nothing new is left out: the untouched walk is ''.

import { mostSteps } from '@dit-by-hand/core/generate'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell, Lesson, Reading } from '@dit-by-hand/spec/format'
import { stepNumbers } from '@dit-by-hand/spec/names'
import { type Edit, edited, readCell, whyNot, withEdit } from './edits.ts'
import { valueAt } from './line.ts'
import { isName } from './matrices.ts'
import { type Place, places } from './telling.ts'
import { start, type Tour } from './tour.ts'
import { lessonWith, workedWith } from './workbench.ts'

/** Which lesson: one of the specification's cases by its id, or a whole lesson, packed into letters and digits. */
export type LessonRef =
  | { readonly kind: 'case'; readonly id: string }
  | { readonly kind: 'packed'; readonly data: string }

/** What a teacher has settled in a link. */
export interface Teaching {
  /** Computed numbers are hidden until the reader asks for them. */
  readonly hideResults: boolean
  /** Steps (1–13) that are not shown at all, in order. */
  readonly hiddenSteps: readonly number[]
  /** Given numbers cannot be changed. */
  readonly locked: boolean
  /** Nothing but the sheet and its line: for a frame in another page, or a slide. */
  readonly embed: boolean
  /** Large type, for a projector. */
  readonly present: boolean
}

/** A moment of a walk, without the page that it is at and without its history. */
export interface Address
  extends Pick<Tour, 'cell' | 'reading' | 'edits' | 'slopes' | 'box' | 'proof' | 'generation'>,
    Teaching {
  readonly lesson: LessonRef
}

export const noTeaching: Teaching = {
  hideResults: false,
  hiddenSteps: [],
  locked: false,
  embed: false,
  present: false,
}

/** The lesson of the walkthrough itself. */
export const walkthroughLesson: LessonRef = { kind: 'case', id: 'sora-is-sky' }

/** The address of the untouched walk. */
export const home: Address = {
  lesson: walkthroughLesson,
  cell: null,
  reading: 'corrected',
  edits: [],
  slopes: false,
  box: false,
  proof: false,
  generation: 1,
  ...noTeaching,
}

/** What came of an address: the moment it stands for, or what to tell the reader. */
export type Decoded = { readonly ok: true; readonly address: Address } | { readonly ok: false; readonly notice: string }

/** An address may be this long, packed lesson and all. */
export const longestAddress = 100_000
const mostEdits = 5000
const version = 'v1'

const cellText = ({ name, row, column }: CellRef): string => `${name}.${row + 1}.${column + 1}`

/** The fragment, without its #. `decode` turns it back. */
export function encode(address: Address): string {
  const { lesson, cell, reading, edits, generation } = address
  const listed = (...flags: readonly (string | number | false)[]): string => flags.filter(flag => flag !== false).join()
  const parts: readonly (readonly [key: Key, value: string])[] = [
    ['lesson', lesson.kind === 'case' && lesson.id !== 'sora-is-sky' ? lesson.id : ''],
    ['pack', lesson.kind === 'packed' ? lesson.data : ''],
    ['reading', reading === 'printed' ? reading : ''],
    ['cell', cell ? cellText(cell) : ''],
    ['set', edits.map(edit => `${cellText(edit.cell)}:${edit.value}`).join()],
    ['show', listed(address.slopes && 'slopes', address.box && 'box', address.proof && 'proof')],
    ['steps', generation === 1 ? '' : String(generation)],
    ['hide', listed(address.hideResults && 'results', ...address.hiddenSteps)],
    ['as', listed(address.locked && 'locked', address.embed && 'embed', address.present && 'present')],
  ]
  const said = parts.filter(([, value]) => value !== '').map(([key, value]) => `${key}=${value}`)
  return said.length === 0 ? '' : [version, ...said].join('&')
}

const keys = ['lesson', 'pack', 'reading', 'cell', 'set', 'show', 'steps', 'hide', 'as'] as const
type Key = (typeof keys)[number]

/** An address that cannot be read. */
class Damaged extends Error {}

/** Reads a fragment, with or without its #. Whatever it holds, this returns; nothing of it is run or shown as markup. */
export function decode(fragment: string): Decoded {
  try {
    return { ok: true, address: read(fragment.replace(/^#/, '')) }
  } catch (error) {
    if (error instanceof Damaged || error instanceof URIError)
      return { ok: false, notice: 'This link is damaged, so the lesson is shown as it was at first.' }
    throw error
  }
}

function read(fragment: string): Address {
  if (fragment === '') return home
  if (fragment.length > longestAddress) throw new Damaged()
  const [first, ...parts] = decodeURIComponent(fragment).split('&')
  if (first !== version) throw new Damaged()
  const said = new Map<Key, string>()
  for (const part of parts) {
    const at = part.indexOf('=')
    const key = keys.find(known => known === part.slice(0, at))
    if (!key || said.has(key)) throw new Damaged()
    said.set(key, part.slice(at + 1))
  }
  const flags = (key: Key, allowed: readonly string[]): ReadonlySet<string> => {
    const found = said.get(key)?.split(',') ?? []
    if (new Set(found).size !== found.length || found.some(flag => !allowed.includes(flag))) throw new Damaged()
    return new Set(found)
  }
  const [show, hide] = [flags('show', ['slopes', 'box', 'proof']), flags('hide', ['results', ...stepTexts])]
  const as = flags('as', ['locked', 'embed', 'present'])
  const cell = said.get('cell')
  return {
    lesson: lessonOf(said.get('lesson'), said.get('pack')),
    reading: readingOf(said.get('reading')),
    cell: cell === undefined ? null : cellOf(cell),
    edits: editsOf(said.get('set')),
    slopes: show.has('slopes'),
    box: show.has('box'),
    proof: show.has('proof'),
    generation: generationOf(said.get('steps')),
    hideResults: hide.has('results'),
    hiddenSteps: stepTexts.filter(step => hide.has(step)).map(Number),
    locked: as.has('locked'),
    embed: as.has('embed'),
    present: as.has('present'),
  }
}

const stepTexts = stepNumbers.map(String)

function lessonOf(id: string | undefined, data: string | undefined): LessonRef {
  if (id !== undefined && data !== undefined) throw new Damaged()
  if (data !== undefined) {
    if (!/^[\w-]+$/.test(data)) throw new Damaged()
    return { kind: 'packed', data }
  }
  if (id === undefined) return walkthroughLesson
  if (id.length > 200 || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) throw new Damaged()
  return { kind: 'case', id }
}

function readingOf(text: string | undefined): Reading {
  if (text !== undefined && text !== 'printed' && text !== 'corrected') throw new Damaged()
  return text ?? 'corrected'
}

function generationOf(text: string | undefined): number {
  if (text !== undefined && !/^[1-3]$/.test(text)) throw new Damaged()
  return Number(text ?? 1)
}

function cellOf(text: string): CellRef {
  const [, name = '', row, column] = /^(\w+)\.([1-9]\d{0,3})\.([1-9]\d{0,3})$/.exec(text) ?? []
  if (!isName(name)) throw new Damaged()
  return { name, row: Number(row) - 1, column: Number(column) - 1 }
}

function editsOf(text: string | undefined): readonly Edit[] {
  const parts = text?.split(',') ?? []
  if (parts.length > mostEdits) throw new Damaged()
  const edits = parts.map(part => {
    const at = part.indexOf(':')
    return { cell: cellOf(part.slice(0, Math.max(0, at))), value: numberOf(part.slice(at + 1)) }
  })
  if (new Set(edits.map(({ cell }) => cellText(cell))).size !== edits.length) throw new Damaged()
  return edits
}

// A number has one form here: whole, or n/d in lowest terms.
function numberOf(text: string): Cell {
  const typed = readCell(text)
  if (!typed.ok || String(typed.value) !== text) throw new Damaged()
  return typed.value
}

/** A walk as an address. Its history stays behind. */
export const addressOf = (state: Tour, lesson: LessonRef, teaching: Teaching = noTeaching): Address => {
  const { cell, reading, edits, slopes, box, proof, generation } = state
  return { lesson, cell, reading, edits, slopes, box, proof, generation, ...teaching }
}

/** The walk that an address stands for in its lesson; undefined where they do not fit: a cell that is not there, a
 *  number that cannot be changed, more steps than there are. */
export function settle(address: Address, place: Place, lesson: Lesson): Tour | undefined {
  const { cell, reading, edits, slopes, box, proof, generation } = address
  let taken: readonly Edit[] = []
  for (const edit of edits) {
    if (whyNot(edited(lesson, taken), edit) !== undefined) return undefined
    taken = withEdit(lesson, taken, edit)
  }
  if (taken.length !== edits.length || !places.includes(place)) return undefined
  const now = lessonWith(lesson, taken)
  if (generation > mostSteps(now)) return undefined
  if (cell && valueAt(workedWith(lesson, taken, reading), cell) === undefined) return undefined
  return { ...start, place, cell, reading, edits: taken, slopes, box, proof, generation }
}
