// Reads the numbers in a text: what NumPy, PyTorch, JAX, pandas, R, Julia, MATLAB or a program of one's own prints, TeX, JSON,
// a notebook.
import { fromCell, toCell } from '@dit-by-hand/graph/exact'
import type { AnswerCell } from '@dit-by-hand/spec/format'
import { isAnswerName } from '@dit-by-hand/spec/names'
import { kindOf, whyNotJson } from '@dit-by-hand/spec/not-json'
import { isNotebook, shownIn } from './notebook.ts'
import { called, type Found, flattened, type Nested, type Numbers, NumbersError, readOrTold } from './numbers.ts'
import { stacked } from './stacked.ts'

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

const digits = String.raw`(?:\d+\/\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)`
const number = new RegExp(`^[+-]?${digits}$`, 'i')
const listed = String.raw`([+-]?${digits}(?:[\s,;|&]+[+-]?${digits})*)[,;]?$`
const row = new RegExp(`^${listed}`, 'i')
/** `scale = 2 -1`, and `loss 0.375` as `print` writes it. No name is longer, and a line without end is looked through but once. */
const named = new RegExp(String.raw`^(.{0,200}?\p{L}.{0,200}?)\s*(?:=|:|->|→)\s*${listed}`, 'iu')
const spoken = new RegExp(String.raw`^([^\d=:]{0,200}\p{L}[^\d=:]{0,200}?)\s+${listed}`, 'iu')

/** What only says how numbers are held or laid out. */
const dressing: readonly (readonly [RegExp, string])[] = [
  [/[\u2212\u2012\u2013]/g, '-'],
  [/torch\.Size\(\[[^\]]*\]\)/g, ''],
  [/\bFraction\(\s*([+-]?\d+)\s*,\s*(\d+)\s*\)/g, '$1/$2'],
  [/,\s*(?:dtype|device|grad_fn|requires_grad|layout)\s*=\s*(?:<[^>]*>|'[^']*'|[\w.]+)/g, ''],
  [/\b(?:[a-z]+\.)?(?:tensor|array|float\d+|u?int\d+)\(\s*([-+\d.e]+)\s*\)/gi, '$1'],
  // TeX, and the braces of Mathematica and C.
  [/\\[dt]?frac\{([+-]?\d+)\}\{(\d+)\}/g, '$1/$2'],
  [/\\begin\{[a-z]*matrix\}/g, '['],
  [/\\end\{[a-z]*matrix\}/g, ']'],
  [/\\\\/g, ';'],
  [/\{(?=\s*[-+.\d{])/g, '['],
  [/\}/g, ']'],
  // What loggers write before a message; tables drawn with lines, and their heads.
  [/^.*\b(?:DEBUG|INFO|WARNING)\b[\]: \t-]*(?:\w+:(?=\w))?/gm, ''],
  [/^[ \t]*[|+┌├└╞╔╠╚][-=:|+─┬┼┴┐┤┘═╤╪╧╗╣╝╡╦╬╩ \t]*$/gm, ''],
  [/[|│║]/g, ' '],
  [/^[ \t]*\p{L}\w*\d(?:[ \t]+\p{L}\w*\d)+[ \t]*$/gmu, ''],
  // R numbers its rows and columns; Julia says a size and a type.
  [/^[ \t]*(?:\[,\d+\][ \t]*)+$/gm, ''],
  [/^[ \t]*\[\d+,\]/gm, ''],
  [/^[ \t]*\[\d+\](?=[ \t]+[-+\d.])/gm, ''],
  [/^\s*\d+(?:[x×]\d+|-element) .*:[ \t]*$/gm, ''],
]

/** Rows of a spreadsheet where a comma is the point: 0,5 and 1,25 with a tab between them. */
const pointed = (line: string): string =>
  /\t|\d[ ;]+[-+]?\d/.test(line) && !/,\s|,\d+,|[[\]]/.test(line) ? line.replace(/(\d),(?=\d)/g, '$1.') : line

const arraysIn = (text: string): readonly Found[] =>
  stacked(scan(dressing.reduce((left, [what, by]) => left.replace(what, by), text).replace(/.+/g, pointed)))

/** An array begins with a bracket before a number or another bracket, and not with the index of `latent[0] [0. 2. 3. 1.]`. */
const index = String.raw`\[(?:\d+|:)(?:\s*,\s*(?:\d+|:))*\]\s*[=:]?\s*(?:[a-z.]+\(\s*)?[-+.\d[]`
const opening = new RegExp(String.raw`(?<![\w\]](?=${index}))\[(?=\s*(?:\[|[+-]?(?:[\d.]|(?:inf|nan)(?![a-z]))))`, 'gi')

function scan(text: string): readonly Found[] {
  const found: Found[] = []
  let end = 0
  for (const { index } of text.matchAll(opening)) {
    if (index < end) continue
    const before = text.slice(end, index)
    const { numbers, label } = bare(before)
    end = endOf(text, index)
    const list = text.slice(index, end)
    found.push(
      ...numbers,
      readNested(label, () => bracketed(list, label)),
    )
  }
  return [...found, ...bare(text.slice(end)).numbers]
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

/** The bare numbers in a text between arrays, and the words at its end. */
function bare(text: string): { readonly numbers: readonly Found[]; readonly label: string | null } {
  const numbers: Found[] = []
  let label: string | null = null
  let rows: string[][] = []
  const flush = (): void => {
    if (rows.length === 0) return
    const list = rows
    numbers.push(readNested(label, () => (list.length === 1 ? one(list.flat()) : withoutHeads(list))))
    rows = []
    label = null
  }
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/^[\s,;)\]}]+|\s+$/g, '')
    if (row.test(line)) {
      rows.push(numbersOn(line))
      continue
    }
    flush()
    const [, name, value] = named.exec(line) ?? spoken.exec(line) ?? []
    if (name !== undefined && value !== undefined) numbers.push(numbersOf(one(numbersOn(value)), labelIn(name)))
    label = value === undefined ? (labelIn(line) ?? label) : null
  }
  flush()
  return { numbers, label }
}

const numbersOn = (line: string): string[] => line.match(new RegExp(`[+-]?${digits}`, 'gi')) ?? []

/** Rows without the numbers that pandas puts above and before them. */
function withoutHeads(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [heads = [], ...rest] = rows
  const isCount = (cells: readonly (string | undefined)[]): boolean => cells.every((cell, i) => cell === String(i))
  const isFrame =
    rest.every(({ length }) => length === heads.length + 1) && isCount(heads) && isCount(rest.map(([index]) => index))
  return isFrame ? rest.map(row => row.slice(1)) : rows
}

/** What stands alone is a number, and no list. */
const one = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 && list[0] !== undefined ? list[0] : list)

/** The words before an array, without prompts, brackets and what makes arrays; null where none are left. */
function labelIn(line: string): string | null {
  const words = line
    .replace(/(?:\b[\w.]*(?:array|tensor|matrix)\s*\(\s*)+$|\bmatrix$/i, '')
    .replace(/\(\s*\d+\s*(?:,\s*\d+\s*)*,?\s*\)|\b\d+[x×]\d+\b/g, '')
    .replace(/^[\s>$#%*,.;)-]+|[\s=:>→-]+$/g, '')
  return /\p{L}/u.test(words) ? words : null
}

/** Reads one list of lists. In them a semicolon ends a row, as in MATLAB. */
function bracketed(text: string, label: string | null): Nested<string> {
  const token = new RegExp(String.raw`\s*(?:([\][,;&])|([+-]?${digits})(?![\w.])|(\.\.\.|…)|([^\s\][,;&]+))`, 'giy')
  const open: { readonly items: Nested<string>[]; readonly rows: Nested<string>[][] }[] = []
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [, mark, digit, dots, other] = found
    if (dots) throw new NumbersError(`${called(label)} is printed with “…” for some numbers: print all of them.`)
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
  const places = cells.reduce((most, cell) => Math.max(most, placesOf(cell)), 0)
  return { label, shape, cells: cells.map(cellOf), places: places > 0 ? places : null }
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
