// The style of a line of arithmetic: the strings around and between its parts. spoken.ts has the one that is read aloud.
import { at } from './at.ts'
import type { Exact } from './exact.ts'
import * as q from './exact.ts'
import type { Unary } from './expression.ts'
import type { Why } from './graph.ts'

/** How each construct is written: the strings around and between its parts. */
export interface Style {
  readonly number: (value: Exact, places?: number) => string
  readonly times: string
  readonly plus: string
  readonly minus: string
  /** A sign before the first term. */
  readonly negative: string
  readonly comma: string
  readonly group: readonly [string, string]
  /** Whether a negative number or a fraction gets parentheses after an operator. */
  readonly groupNumbers: boolean
  readonly square: string
  readonly over: readonly [string, string, string]
  /** The strings before and after the argument of each function. */
  readonly around: { readonly [K in Exclude<Unary, 'inv'>]: readonly [string, string] }
  readonly power: readonly [string, string]
  readonly bit: (place: number) => readonly [string, string]
  /** The strings before, between and after a score and the scores among which it is the largest. */
  readonly largest: readonly [string, string, string]
  readonly ties: (count: number) => string
  readonly amended: { readonly [K in Why]: readonly [string, string] }
  /** What stands in place of the terms left out of a long sum. */
  readonly more: (count: number) => string
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const raised = (n: number): string => [...String(n)].map(digit => at(superscripts, Number(digit))).join('')

/** How many places of a decimal are shown where nothing asks for more. */
export const usualPlaces = 4

/** A number for a reader: a true minus sign, fractions as n/d, decimals to four places. */
export const showNumber = (value: Exact): string => showPlaces(value)

/** The same, with so many places of decimals. */
export function showPlaces(value: Exact, places: number = usualPlaces): string {
  if (q.isDecimal(value)) return showDecimal(value, places)
  return q.toText(value).replace('-', '−')
}

function showDecimal(value: number, places: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞'
  const size = Math.abs(value)
  const text =
    size !== 0 && (size < 5e-5 || size >= 1e9)
      ? value.toExponential(places - 1).replace(/\.?0*e/, 'e')
      : value.toFixed(places).replace(/0+$/, '').replace(/\.$/, '')
  return (text === '-0' ? '0' : text).replace(/-/g, '−')
}

/** `max(0, 1·3 − 1·0 + 0)` */
export const plain: Style = {
  number: showPlaces,
  times: '·',
  plus: ' + ',
  minus: ' − ',
  negative: '−',
  comma: ', ',
  group: ['(', ')'],
  groupNumbers: true,
  square: '²',
  over: ['', '/', ''],
  around: {
    sqrt: ['√', ''],
    relu: ['max(0, ', ')'],
    step: ['[', ' > 0]'],
    tanh: ['tanh(', ')'],
    sin: ['sin(', ')'],
    cos: ['cos(', ')'],
  },
  power: ['e^', ''],
  bit: place => ['digit of ', ` at 2${raised(place)}`],
  largest: ['[', ' = max(', ')]'],
  ties: count => ` ÷ ${count} that tie`,
  amended: { misprint: ['', ' (misprint; computed: '], edit: ['', ' (changed; computed: '] },
  more: count => `… ${count} more …`,
}
