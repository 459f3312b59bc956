// A walk as the fragment of an address: short, versioned and readable. What is read is never trusted.
//
//   v1&lesson=hard-ties&reading=printed&cell=latent.1.2&set=video.1.1:3,noise.2.3:-1/2&show=slopes&steps=2
//   v2&say=sora~1~0~-1,sky*2~0~1~-1&at=update&steps=3&pass=1&show=closed
//
// Rows and columns count from 1, as readers count. Defaults are left out: the untouched walk is ''. A walk that needs nothing
// of version 2 is written as version 1, so that older pages can read it. Of a version that is newer than these pages, what
// can be read is kept and the rest is reported.

import { at, eachOf } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell, Reading } from '@dit-by-hand/spec/format'
import { stepNumbers } from '@dit-by-hand/spec/names'
import type { CellEdit, Edit } from './edits.ts'
import { isName } from './matrices.ts'
import type { Prompt, Said } from './prompt.ts'
import { type LessonRef, noTeaching, type Teaching, walkthroughLesson } from './teaching.ts'
import { type StageId, stageIds } from './telling.ts'
import type { Tour } from './tour.ts'
import { readCell } from './typed.ts'

/** What an address says: the state of a walk without its place (the page) and history, the lesson, a teacher's settings. */
export interface Address
  extends Pick<Tour, 'cell' | 'reading' | 'edits' | 'slopes' | 'box' | 'proof' | 'generation' | 'stage' | 'pass'>,
    Teaching {
  readonly lesson: LessonRef
}

/** The address of the untouched walk. */
export const home: Address = {
  lesson: walkthroughLesson,
  cell: null,
  reading: 'corrected',
  edits: [],
  slopes: false,
  box: true,
  proof: false,
  generation: 1,
  stage: null,
  pass: null,
  ...noTeaching,
}

/** A decoded address, or what to tell the reader. `left` is what could not be read, where the address has a newer version than
 *  these pages know. */
export type Decoded =
  | { readonly ok: true; readonly address: Address; readonly left?: readonly string[] }
  | { readonly ok: false; readonly notice: string }

/** The notice for a link of a newer version. */
export const leftNotice = (left: readonly string[]): string =>
  left.length === 0
    ? 'This link was made by a newer version of these pages. All of it could be read.'
    : `This link was made by a newer version of these pages. These parts of it could not be read and are left out: ${left.join(', ')}.`

/** The longest address, packed lesson included. */
export const longestAddress = 100_000
const mostEdits = 5000
/** The newest version that these pages know. */
const newest = 2

/** A cell as in an address: `latent.1.2`. */
export const cellText = ({ name, row, column }: CellRef): string => `${name}.${row + 1}.${column + 1}`

const isCellEdit = (edit: Edit): edit is CellEdit => 'cell' in edit

/** Encodes an address as a fragment, without its #. */
export function encode(address: Address): string {
  const { lesson, cell, reading, edits, generation, stage, pass } = address
  const listed = (...flags: readonly (string | number | false)[]): string => flags.filter(flag => flag !== false).join()
  const prompt = edits.find(edit => !isCellEdit(edit))
  const parts: readonly (readonly [key: Key, value: string])[] = [
    ['lesson', lesson.kind === 'case' && lesson.id !== 'sora-is-sky' ? lesson.id : ''],
    ['pack', lesson.kind === 'packed' ? lesson.data : ''],
    ['reading', reading === 'printed' ? reading : ''],
    ['cell', cell ? cellText(cell) : ''],
    ['say', prompt && 'prompt' in prompt ? prompt.prompt.map(saidText).join() : ''],
    [
      'set',
      edits
        .filter(isCellEdit)
        .map(edit => `${cellText(edit.cell)}:${edit.value}`)
        .join(),
    ],
    ['show', listed(address.slopes && 'slopes', !address.box && 'closed', address.proof && 'proof')],
    ['at', stage ?? ''],
    ['steps', generation === 1 ? '' : String(generation)],
    ['pass', pass === null ? '' : String(pass)],
    ['hide', listed(address.hideResults && 'results', ...address.hiddenSteps)],
    ['as', listed(address.locked && 'locked', address.embed && 'embed', address.present && 'present')],
  ]
  const said = parts.filter(([, value]) => value !== '').map(([key, value]) => `${key}=${value}`)
  const isNew = prompt !== undefined || !address.box || stage !== null || pass !== null
  return said.length === 0 ? '' : [isNew ? 'v2' : 'v1', ...said].join('&')
}

// Characters that separate parts, or that may be changed on the way, are written as code points: sky(d7)2.
const wordText = (word: string): string =>
  word.replace(/[^\p{L}\p{N}'’_-]/gu, letter => `(${Number(letter.codePointAt(0)).toString(16)})`)

const saidText = ({ word, times, vector }: Said): string =>
  [`${wordText(word)}${times === 1 ? '' : `*${times}`}`, ...vector].join('~')

const keys = ['lesson', 'pack', 'reading', 'cell', 'say', 'set', 'show', 'at', 'steps', 'pass', 'hide', 'as'] as const
type Key = (typeof keys)[number]

/** An address that cannot be read. */
class Damaged extends Error {}

/** Matches a text against a pattern. @throws {Damaged} where it does not match */
function matched(pattern: RegExp, text: string): RegExpExecArray {
  const found = pattern.exec(text)
  if (!found) throw new Damaged()
  return found
}

/** The result of reading; undefined where the text is damaged. */
function readable<T>(how: () => T): T | undefined {
  try {
    return how()
  } catch (error) {
    if (error instanceof Damaged || error instanceof URIError) return undefined
    throw error
  }
}

/** Decodes a fragment, with or without its #. It never throws, and nothing in it is run or shown as markup. */
export function decode(fragment: string): Decoded {
  const found = readable(() => read(fragment.replace(/^#/, '')))
  return found
    ? { ok: true, ...found }
    : { ok: false, notice: 'This link is damaged, so the lesson is shown unchanged.' }
}

/** A part that could not be read, shortened for a message. */
const briefly = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** Called for a part that cannot be read: of a known version, the address is damaged; of a newer one, the part is left out. */
type Trouble = (part: string) => void

function read(fragment: string): Omit<Extract<Decoded, { readonly ok: true }>, 'ok'> {
  if (fragment === '') return { address: home }
  if (fragment.length > longestAddress) throw new Damaged()
  const parts = decodeURIComponent(fragment).split('&')
  const version = Number(at(matched(/^v([1-9]\d{0,3})$/, at(parts, 0)), 1))
  const left: string[] | null = version > newest ? [] : null
  const trouble: Trouble = part => {
    if (!left) throw new Damaged()
    left.push(briefly(part))
  }
  const said = new Map<Key, string>()
  for (const part of parts.slice(1)) {
    const sign = part.indexOf('=')
    const key = keys.find(known => known === part.slice(0, sign))
    if (!key || said.has(key)) trouble(part)
    else said.set(key, part.slice(sign + 1))
  }
  const address = addressFrom(said, trouble)
  return left ? { address, left } : { address }
}

function addressFrom(said: ReadonlyMap<Key, string>, trouble: Trouble): Address {
  /** One part, read by `how`; `otherwise` where it is missing or cannot be read. */
  const part = <T>(key: Key, otherwise: T, how: (text: string) => T | undefined): T => {
    const text = said.get(key)
    if (text === undefined) return otherwise
    const found = readable(() => how(text))
    if (found === undefined) trouble(`${key}=${text}`)
    return found ?? otherwise
  }
  const flags = (key: Key, allowed: readonly string[]): ReadonlySet<string> => {
    const found = said.get(key)?.split(',') ?? []
    if (new Set(found).size !== found.length) trouble(`${key}=${found.join()}`)
    const known = new Set(found.filter(flag => allowed.includes(flag)))
    for (const flag of found) if (!known.has(flag)) trouble(`${key}=${flag}`)
    return known
  }
  const [show, hide] = [flags('show', ['slopes', 'box', 'closed', 'proof']), flags('hide', ['results', ...stepTexts])]
  const as = flags('as', ['locked', 'embed', 'present'])
  const prompt = part<Prompt | null>('say', null, promptFrom)
  const cells = editsOf(said.get('set'), trouble)
  return {
    lesson: lessonOf(said.get('lesson'), said.get('pack')),
    reading: part<Reading>('reading', 'corrected', text => readings.find(known => known === text)),
    cell: part<CellRef | null>('cell', null, cellOf),
    edits: prompt ? [{ prompt }, ...cells] : cells,
    slopes: show.has('slopes'),
    box: !show.has('closed'),
    proof: show.has('proof'),
    generation: part('steps', 1, generationOf),
    stage: part<StageId | null>('at', null, text => stageIds.find(known => known === text)),
    pass: part<number | null>('pass', null, generationOf),
    hideResults: hide.has('results'),
    hiddenSteps: stepTexts.filter(step => hide.has(step)).map(Number),
    locked: as.has('locked'),
    embed: as.has('embed'),
    present: as.has('present'),
  }
}

const readings: readonly Reading[] = ['printed', 'corrected']
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

function generationOf(text: string): number {
  if (!/^[1-3]$/.test(text)) throw new Damaged()
  return Number(text)
}

function wordFrom(text: string): string {
  if (!/^(?:[\p{L}\p{N}'’_-]|\([0-9a-f]{1,6}\))+$/u.test(text)) throw new Damaged()
  return text.replace(/\(([0-9a-f]+)\)/g, (_, hex: string) => {
    const point = Number.parseInt(hex, 16)
    if (point > 0x10ffff) throw new Damaged()
    return String.fromCodePoint(point)
  })
}

function promptFrom(text: string): Prompt {
  return text.split(',').map(part => {
    const pieces = part.split('~')
    const said = matched(/^([^*]+)(?:\*([2-9]))?$/u, at(pieces, 0))
    return { word: wordFrom(at(said, 1)), times: Number(said[2] ?? 1), vector: pieces.slice(1).map(numberOf) }
  })
}

function cellOf(text: string): CellRef {
  const found = matched(/^(\w+)\.([1-9]\d{0,3})\.([1-9]\d{0,3})$/, text)
  const [name, row, column] = eachOf([1, 2, 3], place => at(found, place))
  if (!isName(name)) throw new Damaged()
  return { name, row: Number(row) - 1, column: Number(column) - 1 }
}

function editsOf(text: string | undefined, trouble: Trouble): readonly CellEdit[] {
  const parts = text?.split(',') ?? []
  if (parts.length > mostEdits) throw new Damaged()
  const edits = parts.flatMap((part): readonly CellEdit[] => {
    const sign = part.indexOf(':')
    const edit = readable(() => ({ cell: cellOf(part.slice(0, sign)), value: numberOf(part.slice(sign + 1)) }))
    if (!edit) trouble(part)
    return edit ? [edit] : []
  })
  if (new Set(edits.map(({ cell }) => cellText(cell))).size !== edits.length) throw new Damaged()
  return edits
}

// A number has one form: whole, or n/d in lowest terms.
function numberOf(text: string): Cell {
  const typed = readCell(text)
  if (!typed.ok || String(typed.value) !== text) throw new Damaged()
  return typed.value
}
