// The line of arithmetic: an expression printed as tokens, with names or with values; on screen, in words or in TeX.
import type { Exact } from './exact.ts'
import * as q from './exact.ts'
import type { CellRef, Expression } from './expression.ts'

/** A piece of a printed line. `cell` where it stands for one; `idle` where it belongs to a term that adds nothing. */
export interface Token {
  readonly text: string
  readonly cell?: CellRef
  readonly idle?: boolean
}

/** How a cell is shown: its text, and its value where the line is printed with values. */
export type Leaf = (cell: CellRef) => { readonly text: string; readonly value?: Exact }

/** What each construct looks like: the strings around and between its parts. */
export interface Style {
  readonly number: (value: Exact) => string
  readonly times: string
  readonly plus: string
  readonly minus: string
  /** A sign before the first term. */
  readonly negative: string
  readonly comma: string
  readonly group: readonly [string, string]
  /** Whether a lone negative number or fraction is grouped after an operator. */
  readonly groupNumbers: boolean
  readonly square: string
  readonly over: readonly [string, string, string]
  readonly max0: readonly [string, string]
  readonly step: readonly [string, string]
  readonly tanh: readonly [string, string]
  readonly root: readonly [string, string]
  readonly power: readonly [string, string]
  readonly bit: (place: number) => readonly [string, string]
  /** own, the largest of, all, (shared by ties) */
  readonly largest: readonly [string, string, string]
  readonly ties: (count: number) => string
  readonly printed: readonly [string, string]
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const raised = (n: number): string => [...String(n)].map(digit => superscripts[Number(digit)]).join('')

/** A number for a reader: a true minus, fractions as n/d, decimals to four places. */
export function showNumber(value: Exact): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return showDecimal(value)
  return q.toText(value).replace('-', '−')
}

function showDecimal(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  const text =
    size !== 0 && (size < 5e-5 || size >= 1e9)
      ? value.toExponential(3)
      : value.toFixed(4).replace(/0+$/, '').replace(/\.$/, '')
  return (text === '-0' ? '0' : text).replace(/-/g, '−')
}

/** `max(0, 1·3 − 1·0 + 0)` */
export const plain: Style = {
  number: showNumber,
  times: '·',
  plus: ' + ',
  minus: ' − ',
  negative: '−',
  comma: ', ',
  group: ['(', ')'],
  groupNumbers: true,
  square: '²',
  over: ['', '/', ''],
  max0: ['max(0, ', ')'],
  step: ['[', ' > 0]'],
  tanh: ['tanh(', ')'],
  root: ['√', ''],
  power: ['e^', ''],
  bit: place => ['digit of ', ` at 2${raised(place)}`],
  largest: ['[', ' = max(', ')]'],
  ties: count => ` ÷ ${count} that tie`,
  printed: ['', ' (misprint; computed: '],
}

/** In words, for a screen reader. */
export const spoken: Style = {
  number: value => showNumber(value).replace(/−/g, 'minus ').replace('/', ' over '),
  times: ' times ',
  plus: ' plus ',
  minus: ' minus ',
  negative: 'minus ',
  comma: ', ',
  group: ['the quantity ', ','],
  groupNumbers: false,
  square: ' squared',
  over: ['', ' divided by ', ''],
  max0: ['the larger of 0 and ', ''],
  step: ['1 if ', ' is above 0, else 0'],
  tanh: ['the hyperbolic tangent of ', ''],
  root: ['the square root of ', ''],
  power: ['e to the ', ''],
  bit: place => ['the binary digit of ', ` worth ${2 ** place}`],
  largest: ['1 if ', ' is the largest of ', ', else 0'],
  ties: count => `, shared by ${count} that tie`,
  printed: ['', ' as printed, where the arithmetic gives '],
}

/**
 * Prints an expression. Terms stand in the order in which the cell reads them; terms that add nothing are marked idle
 * but stay.
 */
export function tokens(of: Expression, leaf: Leaf, style: Style = plain): readonly Token[] {
  const text = (piece: string): Token[] => (piece === '' ? [] : [{ text: piece }])
  const wrap = ([before, after]: readonly [string, string], inner: readonly Token[]): Token[] => [
    ...text(before),
    ...inner,
    ...text(after),
  ]
  const grouped = (inner: readonly Token[]): Token[] => wrap(style.group, inner)

  const worthOf = (part: Expression): Exact | undefined =>
    part.kind === 'literal' ? part.value : part.kind === 'cell' ? leaf(part.cell).value : undefined
  const isNegative = (part: Expression): boolean => {
    const value = worthOf(part)
    return value !== undefined && q.sign(value) < 0
  }
  const isZero = (part: Expression): boolean => {
    if (part.kind === 'product') return isZero(part.left) || isZero(part.right)
    const value = worthOf(part)
    return value !== undefined && q.sign(value) === 0
  }

  /** A factor, grouped where it must be; `bare` drops its sign. */
  const factor = (part: Expression, first: boolean): Token[] => {
    const inner = print(part)
    if (part.kind === 'sum' || part.kind === 'printed') return grouped(inner)
    const value = worthOf(part)
    if (value === undefined || first || !style.groupNumbers) return inner
    const fraction = typeof value !== 'number' && value.d !== 1n
    return q.sign(value) < 0 || fraction ? grouped(inner) : inner
  }

  const product = (left: Expression, right: Expression): Token[] => {
    if (left.kind === 'literal' && typeof left.value !== 'number' && left.value.n === 1n)
      return divided(right, { kind: 'literal', value: q.inv(left.value) })
    if (right.kind === 'inv') return divided(left, right.of)
    if (left.kind === 'literal' && left.value === -1) return [...text(style.negative), ...factor(right, false)]
    if (left.kind === 'cell' && right.kind === 'cell' && sameCell(left.cell, right.cell))
      return [...factor(left, false), ...text(style.square)]
    return [...factor(left, true), ...text(style.times), ...factor(right, false)]
  }

  const divided = (above: Expression, below: Expression): Token[] => {
    const [open, bar, close] = style.over
    const top = above.kind === 'sum' && open === '' ? grouped(print(above)) : print(above)
    const under = print(below)
    return [
      ...text(open),
      ...top,
      ...text(bar),
      ...(open === '' && below.kind !== 'literal' && below.kind !== 'sqrt' ? grouped(under) : under),
      ...text(close),
    ]
  }

  /** A term of a sum with its sign in front: a negative first factor, or a difference, turns + into −. */
  const signed = (term: Expression): { readonly minus: boolean; readonly inner: readonly Token[] } => {
    if (term.kind === 'product') {
      if (term.left.kind === 'literal' && term.left.value === -1)
        return { minus: true, inner: factor(term.right, false) }
      const value = worthOf(term.left)
      const isSquare =
        term.left.kind === 'cell' && term.right.kind === 'cell' && sameCell(term.left.cell, term.right.cell)
      if (value !== undefined && isNegative(term.left) && !isSquare) {
        const bare: Token = {
          text: style.number(q.mul(-1, value)),
          ...(term.left.kind === 'cell' && { cell: term.left.cell }),
        }
        return { minus: true, inner: [bare, ...text(style.times), ...factor(term.right, false)] }
      }
    }
    return { minus: false, inner: term.kind === 'product' ? print(term) : factor(term, false) }
  }

  const sum = (terms: readonly Expression[]): Token[] => {
    if (terms.length === 0) return text(style.number(0))
    const mark = (term: Expression, inner: readonly Token[]): readonly Token[] =>
      isZero(term) ? inner.map(token => ({ ...token, idle: true })) : inner
    return terms.flatMap((term, i) => {
      if (i === 0) return mark(term, print(term))
      const { minus, inner } = signed(term)
      return mark(term, [...text(minus ? style.minus : style.plus), ...inner])
    })
  }

  const share = ({ among, index, soft }: Extract<Expression, { kind: 'share' }>): Token[] => {
    const own = among[index]
    if (!own) return []
    if (soft) {
      const power = (score: Expression): Token[] =>
        wrap(style.power, score.kind === 'cell' && !isNegative(score) ? print(score) : grouped(print(score)))
      const [open, bar, close] = style.over
      const total = among.flatMap((score, i) => [...text(i === 0 ? '' : style.plus), ...power(score)])
      return [...text(open), ...power(own), ...text(bar), ...(open === '' ? grouped(total) : total), ...text(close)]
    }
    const [before, between, after] = style.largest
    const all = among.flatMap((score, i) => [...text(i === 0 ? '' : style.comma), ...print(score)])
    const best = among.map(worthOf)
    const mine = worthOf(own)
    const top = best.reduce((a, b) => (a === undefined || b === undefined ? undefined : q.compare(a, b) >= 0 ? a : b))
    const tied =
      top !== undefined && mine !== undefined && q.equal(top, mine)
        ? best.filter(x => x !== undefined && q.equal(x, top)).length
        : 1
    return [
      ...text(before),
      ...print(own),
      ...text(between),
      ...all,
      ...text(after),
      ...(tied > 1 ? text(style.ties(tied)) : []),
    ]
  }

  const print = (part: Expression): Token[] => {
    switch (part.kind) {
      case 'literal':
        return text(style.number(part.value))
      case 'cell':
        return [{ text: leaf(part.cell).text, cell: part.cell }]
      case 'sum':
        return sum(part.terms)
      case 'product':
        return product(part.left, part.right)
      case 'inv':
        return divided({ kind: 'literal', value: 1 }, part.of)
      case 'sqrt':
        return wrap(
          style.root,
          part.of.kind === 'literal' || part.of.kind === 'cell' || style.root[1] !== ''
            ? print(part.of)
            : grouped(print(part.of)),
        )
      case 'max0':
        return wrap(style.max0, print(part.of))
      case 'step':
        return wrap(style.step, print(part.of))
      case 'tanh':
        return wrap(style.tanh, print(part.of))
      case 'bit':
        return wrap(style.bit(part.place), print(part.of))
      case 'share':
        return share(part)
      case 'printed':
        return [
          ...text(style.printed[0]),
          ...text(style.number(part.value)),
          ...text(style.printed[1]),
          ...print(part.instead),
          ...text(style.group[1]),
        ]
    }
  }
  return print(of)
}

const sameCell = (a: CellRef, b: CellRef): boolean => a.name === b.name && a.row === b.row && a.column === b.column

/** Tokens as one string. */
export function lineOf(pieces: readonly Token[]): string {
  return pieces.map(piece => piece.text).join('')
}

/** `encoderWeight[1,3]`: rows and columns counted from 1, as readers count. A matrix of one column drops it. */
export function cellName({ name, row, column }: CellRef): string {
  return `${name}[${row + 1},${column + 1}]`
}
