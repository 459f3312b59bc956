// Arithmetic as spreadsheet formulas: signs, brackets and numbers as every program reads them.
import type { Expression } from '@dit-by-hand/graph/expression'
import { describe, expect, it } from 'vitest'
import { blockOf, letters } from '../../src/sheet/live/address.ts'
import { formulaText } from '../../src/sheet/live/formula.ts'

const number = (value: number): Expression => ({ kind: 'literal', value })
const third: Expression = { kind: 'literal', value: { n: -1n, d: 3n } }
const half: Expression = { kind: 'literal', value: { n: 1n, d: 2n } }
const cell = (row: number, column = 0): Expression => ({ kind: 'cell', cell: { name: 'x', row, column } })
const sum = (...terms: readonly Expression[]): Expression => ({ kind: 'sum', terms })
const product = (left: Expression, right: Expression): Expression => ({ kind: 'product', left, right })
const inverse = (of: Expression): Expression => ({ kind: 'inv', of })

const text = (of: Expression): string => formulaText(of, { where: ({ row, column }) => ({ row, column }) })

describe('a formula', () => {
  const written: readonly (readonly [of: Expression, formula: string])[] = [
    [number(-3), '-3'],
    [number(1e-7), '1E-7'],
    [number(2.5e21), '2.5E21'],
    [third, '-1/3'],
    [sum(cell(0), product(number(-1), cell(1))), 'A1-A2'],
    [sum(product(number(-1), cell(0)), cell(1)), '-A1+A2'],
    [sum(cell(0), product(number(-1), sum(cell(1), cell(2, 1)))), 'A1-(A2+B3)'],
    [sum(cell(0), number(-3)), 'A1+(-3)'],
    [product(number(-3), cell(0)), '(-3)*A1'],
    [product(cell(0), number(-3)), 'A1*(-3)'],
    [product(sum(cell(0), cell(1)), cell(2)), '(A1+A2)*A3'],
    [product(half, sum(cell(0), cell(1))), '(A1+A2)/2'],
    [product(cell(0), inverse(product(cell(1), cell(2)))), 'A1/(A2*A3)'],
    [product(cell(0), product(cell(1), cell(2))), 'A1*(A2*A3)'],
    // A minus sign binds tighter than a power in spreadsheets: squares are written as products.
    [product(number(-1), product(cell(0), cell(0))), '-(A1*A1)'],
    [sum(cell(0), cell(1), cell(2)), 'SUM(A1:A3)'],
    [sum(cell(0), cell(2), cell(1)), 'A1+A3+A2'],
    [sum(cell(0), cell(0, 1), cell(1), cell(1, 1)), 'SUM(A1:B2)'],
    [sum(product(cell(0), cell(0)), product(cell(1), cell(1))), 'SUMSQ(A1:A2)'],
    [sum(), '0'],
    [{ kind: 'relu', of: sum(cell(0), cell(2)) }, 'MAX(0,A1+A3)'],
    [{ kind: 'step', of: cell(0) }, 'IF(A1>0,1,0)'],
    [{ kind: 'bit', of: cell(0), place: 2 }, 'MOD(FLOOR(A1/4,1),2)'],
    [{ kind: 'amended', value: 7, instead: cell(0), why: 'misprint' }, '7'],
    [
      { kind: 'share', among: [cell(0), cell(1)], index: 1, soft: true },
      'EXP(A2-SUMPRODUCT(MAX(A1:A2)))/SUMPRODUCT(EXP(A1:A2-SUMPRODUCT(MAX(A1:A2))))',
    ],
    [
      { kind: 'share', among: [cell(0), cell(2, 1)], index: 0, soft: false },
      'IF(ROUND(MAX(A1,B3)-A1,9)=0,1/(IF(ROUND(MAX(A1,B3)-A1,9)=0,1,0)+IF(ROUND(MAX(A1,B3)-B3,9)=0,1,0)),0)',
    ],
  ]

  it.each(written.map(([of, formula]) => ({ of, formula })))('is $formula', ({ of, formula }) => {
    expect(text(of)).toBe(formula)
  })

  it('chooses between a misprint and what is computed where it is told how', () => {
    const amended: Expression = { kind: 'amended', value: 7, instead: sum(cell(0), cell(2)), why: 'misprint' }
    const where = ({ row, column }: { row: number; column: number }) => ({ row, column })
    expect(formulaText(amended, { where, printed: '$B$6="as printed"' })).toBe('IF($B$6="as printed",7,A1+A3)')
  })
})

describe('an address', () => {
  it('counts columns in letters', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })

  it('is part of a block only in order and on one sheet', () => {
    const at = (row: number, column: number, sheet?: string) => ({ row, column, ...(sheet !== undefined && { sheet }) })
    expect(blockOf([at(0, 0), at(0, 1), at(1, 0), at(1, 1)])).toEqual([at(0, 0), at(1, 1)])
    expect(blockOf([at(0, 0), at(1, 0), at(0, 1), at(1, 1)])).toBeUndefined()
    expect(blockOf([at(0, 0), at(0, 1, 'other')])).toBeUndefined()
    expect(blockOf([at(0, 0)])).toBeUndefined()
  })
})
