// Lines of arithmetic read aloud: every construct once, as a whole sentence.
import { describe, expect, it } from 'vitest'
import type { CellRef, Expression, Unary } from '../src/expression.ts'
import { spoken } from '../src/spoken.ts'
import { lineOf, tokens } from '../src/text.ts'

const cell = (name: string): Expression => ({ kind: 'cell', cell: { name, row: 0, column: 0 } })
const literal = (value: number): Expression => ({ kind: 'literal', value })
const [a, b, c] = [cell('a'), cell('b'), cell('c')]
const sum = (...terms: readonly Expression[]): Expression => ({ kind: 'sum', terms })
const product = (left: Expression, right: Expression): Expression => ({ kind: 'product', left, right })
const of = (kind: Unary, inner: Expression): Expression => ({ kind, of: inner })
const share = (soft: boolean, ...among: readonly Expression[]): Expression => ({ kind: 'share', among, index: 0, soft })
const instead = sum(a, b)

const aloud = (line: Expression, mostTerms?: number): string => {
  const leaf = ({ name }: CellRef) => ({ text: name })
  return lineOf(tokens(line, leaf, mostTerms === undefined ? { style: spoken } : { style: spoken, mostTerms }))
}

describe('a line of arithmetic, aloud', () => {
  it.each<readonly [string, Expression, string]>([
    ['a sum', sum(a, b, literal(-3)), 'a plus b plus minus 3'],
    ['a difference', sum(a, product(literal(-1), b)), 'a minus b'],
    ['a negative', product(literal(-1), a), 'minus a'],
    ['a product', product(a, b), 'a times b'],
    ['a product with a sum', product(a, sum(b, c)), 'a times the quantity b plus c,'],
    ['a square', product(a, a), 'a squared'],
    ['a quotient', product(a, of('inv', b)), 'a divided by b'],
    ['a quotient by a sum', product(a, of('inv', sum(b, c))), 'a divided by the quantity b plus c,'],
    ['a part', product({ kind: 'literal', value: { n: 1n, d: 8n } }, a), 'a divided by 8'],
    ['a root', of('sqrt', a), 'the square root of a'],
    ['the larger', of('relu', a), 'the larger of 0 and a'],
    ['a step', of('step', a), '1 if a is above 0, else 0'],
    ['a hyperbolic tangent', of('tanh', a), 'the hyperbolic tangent of a'],
    ['a sine', of('sin', a), 'the sine of a'],
    ['a cosine', of('cos', a), 'the cosine of a'],
    ['a bit', { kind: 'bit', of: a, place: 3 }, 'the binary digit of a worth 8'],
    ['softmax', share(true, a, b), 'e to the a divided by the quantity e to the a plus e to the b,'],
    ['a hard maximum', share(false, a, b), '1 if a is the largest of a, b, else 0'],
    ['a tie', share(false, literal(2), literal(2)), '1 if 2 is the largest of 2, 2, else 0, shared by 2 that tie'],
    [
      'a misprint',
      { kind: 'amended', value: 7, instead, why: 'misprint' },
      '7 as printed, where the arithmetic gives a plus b,',
    ],
    [
      'an edit',
      { kind: 'amended', value: 7, instead, why: 'edit' },
      '7 as changed, where the arithmetic gives a plus b,',
    ],
  ])('%s', (_what, line, sentence) => {
    expect(aloud(line)).toBe(sentence)
  })

  it('says how many terms it leaves out', () => {
    expect(aloud(sum(a, a, b, b, c), 3)).toBe('a plus a plus 2 more plus c')
  })
})

describe('a number, aloud', () => {
  it.each([
    [-2, 'minus 2'],
    [{ n: -3n, d: 4n }, 'minus 3 over 4'],
    [1.5, '1.5'],
  ])('%s is %s', (value, words) => {
    expect(spoken.number(value)).toBe(words)
  })
})

it.each<readonly [number, string]>([
  [-3, 'minus 3'],
  [0.25, '0.25'],
  [1e-5 / 3, '3.333 times ten to the power minus 6'],
  [-1.5e12 - 0.5, 'minus 1.5 times ten to the power 12'],
  [Number.POSITIVE_INFINITY, 'infinity'],
  [Number.NEGATIVE_INFINITY, 'minus infinity'],
])('%d is read aloud as %s', (value, aloud) => {
  expect(spoken.number(value)).toBe(aloud)
})
