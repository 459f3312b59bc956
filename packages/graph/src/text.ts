// The line of arithmetic: an expression printed as tokens, with names or with values; on screen, in words or in TeX.
import { at } from './at.ts'
import type { Exact } from './exact.ts'
import * as q from './exact.ts'
import type { CellRef, Expression, Unary } from './expression.ts'
import { plain, type Style } from './style.ts'

/** A piece of a printed line. `cell` where it stands for one; `idle` where it belongs to a term that is 0. */
export interface Token {
  readonly text: string
  readonly cell?: CellRef
  readonly idle?: boolean
}

/** The text of a cell, and its value where the line is printed with values. */
export type Leaf = (cell: CellRef) => { readonly text: string; readonly value?: Exact }

export interface Printing {
  readonly style?: Style
  /** A longer sum shows its first terms and its last, and says how many are left out. At least 2. Default: no limit. */
  readonly mostTerms?: number
}

/**
 * Prints an expression. Terms stand in the order in which the cell reads them; terms that are 0 stay, and are marked idle.
 */
export function tokens(of: Expression, leaf: Leaf, { style = plain, mostTerms }: Printing = {}): readonly Token[] {
  return print(of, { leaf, style, mostTerms: Math.max(2, mostTerms ?? Number.POSITIVE_INFINITY) })
}

/** As `tokens`, with long sums shortened until the line fits into `room` characters, or only two terms are left. */
export function fitted(of: Expression, leaf: Leaf, room: number, style: Style = plain): readonly Token[] {
  const tries = [Number.POSITIVE_INFINITY, 8, 5, 4, 3, 2].map(mostTerms => () => tokens(of, leaf, { style, mostTerms }))
  let best = at(tries, 0)()
  for (const attempt of tries.slice(1)) {
    if (lineOf(best).length <= room) break
    best = attempt()
  }
  return best
}

/** What each printer needs to know. */
interface Page {
  readonly leaf: Leaf
  readonly style: Style
  readonly mostTerms: number
}

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>
type Printer<K extends Expression['kind']> = (part: Of<K>, page: Page) => readonly Token[]

const text = (piece: string): readonly Token[] => (piece === '' ? [] : [{ text: piece }])
const wrap = ([before, after]: readonly [string, string], inner: readonly Token[]): readonly Token[] => [
  ...text(before),
  ...inner,
  ...text(after),
]

const around = (
  { kind, of }: { readonly kind: Exclude<Unary, 'inv'>; readonly of: Expression },
  page: Page,
): readonly Token[] => wrap(page.style.around[kind], print(of, page))

/** One row per kind of expression. */
const printers: { readonly [K in Expression['kind']]: Printer<K> } = {
  literal: ({ value }, { style }) => text(style.number(value)),
  cell: ({ cell }, { leaf }) => [{ text: leaf(cell).text, cell }],
  sum: ({ terms }, page) => sum(terms, page),
  product: ({ left, right }, page) => product(left, right, page),
  inv: ({ of }, page) => divided({ kind: 'literal', value: 1 }, of, page),
  sqrt: ({ of }, page) => {
    const { sqrt } = page.style.around
    return wrap(sqrt, sqrt[1] === '' ? single(of, page) : print(of, page))
  },
  relu: around,
  step: around,
  tanh: around,
  sin: around,
  cos: around,
  bit: ({ of, place }, page) => wrap(page.style.bit(place), print(of, page)),
  share: (part, page) => (part.soft ? softShare(part, page) : hardShare(part, page)),
  amended: ({ value, instead, why }, page) => {
    const [before, between] = page.style.amended[why]
    return [
      ...text(before),
      ...text(page.style.number(value)),
      ...text(between),
      ...print(instead, page),
      ...text(page.style.group[1]),
    ]
  },
}

function print<K extends Expression['kind']>(part: Of<K>, page: Page): readonly Token[] {
  const printer: Printer<K> = printers[part.kind as K]
  return printer(part, page)
}

const grouped = (part: Expression, page: Page): readonly Token[] => wrap(page.style.group, print(part, page))

function worthOf(part: Expression, { leaf }: Page): Exact | undefined {
  return part.kind === 'literal' ? part.value : part.kind === 'cell' ? leaf(part.cell).value : undefined
}

function isZero(part: Expression, page: Page): boolean {
  if (part.kind === 'product') return isZero(part.left, page) || isZero(part.right, page)
  const value = worthOf(part, page)
  return value !== undefined && q.sign(value) === 0
}

const isMinusOne = (part: Expression): boolean => part.kind === 'literal' && part.value === -1
const isSquare = (left: Expression, right: Expression): boolean =>
  left.kind === 'cell' && right.kind === 'cell' && sameCell(left.cell, right.cell)

const isFraction = (value: Exact | undefined): boolean =>
  value !== undefined && typeof value !== 'number' && value.d !== 1n
/** Whether a printed part begins with a minus sign. */
const leads = (inner: readonly Token[], { style }: Page): boolean => inner[0]?.text.startsWith(style.negative) ?? false

/** The operand of a root, a power or a division: in parentheses unless it is a name or a plain number. */
const single = (part: Expression, page: Page): readonly Token[] =>
  part.kind === 'cell' || part.kind === 'literal' ? factor(part, page) : grouped(part, page)

/** A factor, grouped where it must be; the first of a product keeps its sign bare. */
function factor(part: Expression, page: Page, first = false): readonly Token[] {
  if (part.kind === 'sum' || part.kind === 'amended') return grouped(part, page)
  const inner = print(part, page)
  if (first || !page.style.groupNumbers) return inner
  return leads(inner, page) || isFraction(worthOf(part, page)) ? wrap(page.style.group, inner) : inner
}

function product(left: Expression, right: Expression, page: Page): readonly Token[] {
  const { style } = page
  if (left.kind === 'literal' && typeof left.value !== 'number' && left.value.n === 1n)
    return divided(right, { kind: 'literal', value: q.inv(left.value) }, page)
  if (right.kind === 'inv') return divided(left, right.of, page)
  if (isMinusOne(left)) return [...text(style.negative), ...factor(right, page)]
  if (isSquare(left, right)) return [...factor(left, page), ...text(style.square)]
  return [...factor(left, page, true), ...text(style.times), ...factor(right, page)]
}

function divided(above: Expression, below: Expression, page: Page): readonly Token[] {
  const [open, bar, close] = page.style.over
  if (open !== '') return [...text(open), ...print(above, page), ...text(bar), ...print(below, page), ...text(close)]
  return [
    ...factor(above, page, true),
    ...text(bar),
    ...(below.kind === 'sqrt' ? print(below, page) : single(below, page)),
  ]
}

/** A term of a sum and its sign: a product that begins with a minus sign is subtracted instead. */
function signed(term: Expression, page: Page): { readonly minus: boolean; readonly inner: readonly Token[] } {
  if (term.kind !== 'product') return { minus: false, inner: factor(term, page) }
  const inner = print(term, page)
  if (!leads(inner, page)) return { minus: false, inner }
  const first = at(inner, 0)
  const bare = { ...first, text: first.text.slice(page.style.negative.length) }
  return { minus: true, inner: inner.with(0, bare).filter(token => token.text !== '') }
}

function sum(terms: readonly Expression[], page: Page): readonly Token[] {
  const { style } = page
  if (terms.length === 0) return text(style.number(0))
  const idle = (term: Expression, inner: readonly Token[]): readonly Token[] =>
    isZero(term, page) ? inner.map(token => ({ ...token, idle: true })) : inner
  const first = (term: Expression): readonly Token[] => idle(term, print(term, page))
  return shortened(terms, style.plus, page, first, term => {
    const { minus, inner } = signed(term, page)
    return idle(term, [...text(minus ? style.minus : style.plus), ...inner])
  })
}

function softShare({ among, index }: Of<'share'>, page: Page): readonly Token[] {
  const { style } = page
  const power = (score: Expression): readonly Token[] => wrap(style.power, single(score, page))
  const [open, bar, close] = style.over
  const total = shortened(among, style.plus, page, power)
  return [
    ...text(open),
    ...power(at(among, index, 'a column of scores')),
    ...text(bar),
    ...(open === '' ? wrap(style.group, total) : total),
    ...text(close),
  ]
}

function hardShare({ among, index }: Of<'share'>, page: Page): readonly Token[] {
  const { style } = page
  const [before, between, after] = style.largest
  const own = at(among, index, 'a column of scores')
  const worths = among.map(score => worthOf(score, page))
  const top = worths.reduce((a, b) => (a === undefined || b === undefined ? undefined : q.compare(a, b) >= 0 ? a : b))
  const isTop = (worth: Exact | undefined): boolean => top !== undefined && worth !== undefined && q.equal(worth, top)
  const tied = isTop(worths[index]) ? worths.filter(isTop).length : 1
  return [
    ...text(before),
    ...print(own, page),
    ...text(between),
    ...shortened(among, style.comma, page, score => print(score, page)),
    ...text(after),
    ...(tied > 1 ? text(style.ties(tied)) : []),
  ]
}

/** Items in a row; of more than there may be, the first ones, how many are left out, and the last. */
function shortened(
  items: readonly Expression[],
  between: string,
  { style, mostTerms }: Page,
  each: (item: Expression) => readonly Token[],
  joined = (item: Expression): readonly Token[] => [...text(between), ...each(item)],
): readonly Token[] {
  const left = items.length - mostTerms
  return items.flatMap((item, i) => {
    if (i === 0) return each(item)
    if (left <= 0 || i < mostTerms - 1 || i === items.length - 1) return joined(item)
    return i === mostTerms - 1 ? [...text(between), ...text(style.more(left))] : []
  })
}

const sameCell = (a: CellRef, b: CellRef): boolean => a.name === b.name && a.row === b.row && a.column === b.column

/** Tokens as one string. */
export function lineOf(pieces: readonly Token[]): string {
  return pieces.map(piece => piece.text).join('')
}

/** `encoderWeight[1,3]`: rows and columns counted from 1, as readers count. */
export function cellName({ name, row, column }: CellRef): string {
  return `${name}[${row + 1},${column + 1}]`
}
