// Reads the numbers in a text: what NumPy, PyTorch, JAX, pandas, R, Julia, MATLAB or a program of one's own prints, TeX, JSON,
// a notebook.
import { fromCell, toCell } from '@dit-by-hand/graph/exact'
import type { AnswerCell } from '@dit-by-hand/spec/format'
import { isAnswerName } from '@dit-by-hand/spec/names'
import { kindOf, whyNotJson } from '@dit-by-hand/spec/not-json'
import { undressed } from './dressing.ts'
import { isNotebook, shownIn } from './notebook.ts'
import {
  called,
  type Found,
  flattened,
  halfUnit,
  type Nested,
  type Numbers,
  NumbersError,
  readOrTold,
} from './numbers.ts'
import { stacked } from './stacked.ts'
import { bare, isLeftOut, type Table, written } from './table.ts'

/**
 * Every array of numbers in a text, each with the words before it as its label: `latent = [[0. 2.] [1. 2.]]`, a line of
 * words above rows of bare numbers, `loss: 0.375`, a JSON object of matrices by name, or what a notebook shows. An array
 * that does not end, is not even, leaves numbers out, or holds what is no number, is one that cannot be read.
 * @throws {NumbersError} where a notebook shows nothing, or the text is a file of another kind, such as the lesson
 */
export function numbersIn(text: string): readonly Found[] {
  const json = /^\s*[{[]/.test(text) ? parsed(text) : undefined
  if (isNotebook(json)) return arraysIn(shownIn(json))
  const kind = kindOf(json)
  if (kind !== undefined) throw new NumbersError(noNumbers(kind))
  if (isObject(json)) {
    const values = isObject(json.values) ? json.values : json
    return Object.entries(values).map(([label, value]) => readNested(label, () => fromJson(value, label)))
  }
  return arraysIn(text)
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON, or undefined where it is something else. @throws {NumbersError} where it is a lesson or a notebook but for a mistake */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const fields = new Set(Array.from(text.matchAll(/(\w+)["']?\s*[:=]/g), ([, field = '']) => field))
    const isMade = [...fields].some(field => isAnswerName(field) && field !== 'noise' && field !== 'attention')
    if (fields.has('video') && fields.has('encoder') && !isMade) throw new NumbersError(noNumbers('a lesson'))
    if (fields.has('cell_type'))
      throw new NumbersError(`This is a Jupyter notebook, and is not valid JSON: ${whyNotJson(text, error)}.`)
    return undefined
  }
}

const noNumbers = (kind: string): string => `This is ${kind}, not what a program made of one.`

function fromJson(value: unknown, label: string): Nested<string> {
  if (Array.isArray(value)) return value.map(part => fromJson(part, label))
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string' && number.test(value.trim())) return value.trim()
  throw new NumbersError(`${called(label)} holds ${JSON.stringify(value)}, which is no number.`)
}

const number = new RegExp(`^${written}$`, 'i')

const arraysIn = (text: string): readonly Found[] => stacked(scan(undressed(text)))

/** An array begins with a bracket before a number or another bracket, and not with the index of `latent[0] [0. 2. 3. 1.]`. */
const index = String.raw`\[(?:\d+|:)(?:\s*,\s*(?:\d+|:))*\]\s*[=:]?\s*(?:[a-z.]+\(\s*)?[-+.\d[]`
const opening = new RegExp(String.raw`(?<![\w\]](?=${index}))\[(?=\s*(?:\[|[+-]?(?:[\d.]|(?:inf|nan)(?![a-z]))))`, 'gi')

function scan(text: string): readonly Found[] {
  const found: Found[] = []
  let end = 0
  for (const { index } of text.matchAll(opening)) {
    if (index < end) continue
    const before = text.slice(end, index)
    const { tables, label } = bare(before)
    end = endOf(text, index)
    const list = text.slice(index, end)
    found.push(
      ...tables.map(fromTable),
      readNested(label, () => bracketed(list, label)),
    )
  }
  return [...found, ...bare(text.slice(end)).tables.map(fromTable)]
}

/** Where the list that begins at a place ends; where it does not, the end of its last line of numbers. */
function endOf(text: string, start: number): number {
  let depth = 0
  for (const { 0: bracket, index } of text.slice(start).matchAll(/[[\]]/g)) {
    depth += bracket === '[' ? 1 : -1
    if (depth === 0) return start + index + 1
  }
  const words = text.slice(start).search(/\n(?!\s*[-+.\d[\]])/)
  return words < 0 ? text.length : start + words
}

/** What stands alone is a number, and no list; a row alone is a list. */
const asNested = (rows: Table['rows']): Nested<string> => (rows.length > 1 ? rows : one(rows.flat()))
const one = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 && list[0] !== undefined ? list[0] : list)

/** The same number times ten to a power. */
const times = (cell: string, power: number): string => {
  const [mantissa = '', exponent = '0'] = cell.toLowerCase().split('e')
  return power === 0 ? cell : `${mantissa}e${Number(exponent) + power}`
}

const fromTable = ({ label, rows, exponent }: Table): Found =>
  readNested(label, () => {
    if (rows.flat().some(isLeftOut)) throw leftOut(label)
    return asNested(rows.map(row => row.map(cell => times(cell, exponent))))
  })

const leftOut = (label: string | null): NumbersError =>
  new NumbersError(`${called(label)} is printed with “…” for some numbers: print all of them.`)

/** Reads one list of lists. In them a semicolon ends a row, as in MATLAB. */
function bracketed(text: string, label: string | null): Nested<string> {
  const token = new RegExp(String.raw`\s*(?:([\][,;&])|(${written})(?![\w.])|(\.\.\.|…)|([^\s\][,;&]+))`, 'giy')
  const open: { readonly items: Nested<string>[]; readonly rows: Nested<string>[][] }[] = []
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [, mark, digit, dots, other] = found
    if (dots) throw leftOut(label)
    if (other) throw new NumbersError(`${called(label)} holds “${other}”, which is no number.`)
    const here = open.at(-1)
    if (mark === '[') open.push({ items: [], rows: [] })
    else if (digit !== undefined) here?.items.push(digit)
    else if (mark === ';') here?.rows.push(here.items.splice(0))
    else if (mark === ']' && here) {
      open.pop()
      const rows = here.rows.length > 0 && here.items.length > 0 ? [...here.rows, here.items] : here.rows
      const list = rows.length > 0 ? rows : here.items
      const outer = open.at(-1)
      if (!outer) return list
      outer.items.push(list)
    }
  }
  throw new NumbersError(`${called(label)} begins with “[” and does not end: a “]” is missing.`)
}

const readNested = (label: string | null, read: () => Nested<string>): Found =>
  readOrTold(label, () => numbersOf(read(), label))

function numbersOf(nested: Nested<string>, label: string | null): Numbers {
  const { shape, cells } = flattened(nested, label)
  const worthless = cells.find(cell => /\/0+$/.test(cell))
  if (worthless !== undefined) throw new NumbersError(`${called(label)} holds “${worthless}”, which has no value.`)
  const rooms = roomsOf(cells)
  const all = cells.filter(cell => !rooms || Number(cell) !== 0).map(placesOf)
  const places = rooms ? Math.min(...all) : all.reduce((most, one) => Math.max(most, one), 0)
  return { label, shape, cells: cells.map(cellOf), places: places > 0 ? places : null, ...(rooms && { rooms }) }
}

/** Where all have an exponent and equally many digits, which is how libraries round them: half a unit of the last of each. */
function roomsOf(cells: readonly string[]): readonly number[] | undefined {
  const some = cells.filter(cell => Number(cell) !== 0)
  const [digits, ...others] = new Set(some.map(cell => /^[+-]?\d+\.(\d{2,})e/i.exec(cell)?.[1]?.length))
  if (digits === undefined || others.length > 0) return undefined
  return cells.map(cell => (Number(cell) === 0 ? 0 : halfUnit(placesOf(cell))))
}

function cellOf(written: string): AnswerCell {
  const text = written.replace(/^\+/, '').toLowerCase()
  if (text.includes('/')) return toCell(fromCell(text))
  return text.endsWith('nan') ? Number.NaN : Number(text.replace(/inf(?:inity)?/, 'Infinity'))
}

/** Digits after the point, as if written without an exponent. */
function placesOf(written: string): number {
  const [mantissa = '', exponent = '0'] = written.toLowerCase().split('e')
  const [, part] = mantissa.split('.')
  return part === undefined || part === '' ? 0 : part.length - Number(exponent)
}
