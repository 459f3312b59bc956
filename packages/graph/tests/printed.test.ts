// What is printed says what is meant: a line of arithmetic or a formula, read back by its signs alone, comes to what it stands for.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arith, float } from '../src/arith.ts'
import { evaluate, type Grid, gridFrom } from '../src/evaluate.ts'
import { type Exact, ratio, toNumber } from '../src/exact.ts'
import { type CellRef, type Expression, evaluateExpression } from '../src/expression.ts'
import { formulaOf } from '../src/formula.ts'
import type { Node } from '../src/graph.ts'
import * as op from '../src/ops.ts'
import { showNumber } from '../src/style.ts'
import { type Leaf, lineOf, tokens } from '../src/text.ts'
import { anyMatrix, given } from './matrices.ts'
import { type Meaning, readBack } from './reader.ts'

const runs = { numRuns: process.env.DIT_THOROUGH ? 20_000 : 1000 }

/** Double precision, where nothing is divided by 0 and no power is too large: at infinities a last bit decides. */
const finite: Arith<number> = {
  ...float,
  inv: x => {
    fc.pre(Math.abs(x) > 1e-9)
    return 1 / x
  },
  share: (scores, index, soft) => {
    fc.pre(scores.every(score => !(Math.abs(score) > 500)))
    return float.share(scores, index, soft)
  },
}

const values: readonly Exact[] = [3, -2, ratio(1n, 2n), ratio(-3n, 4n), 0, 1, ratio(2n, 3n)]
const letters = 'abcdefg'
const cells = values.map((_, row): Expression => ({ kind: 'cell', cell: { name: 'x', row, column: 0 } }))
const worthOf = ({ row }: CellRef): Exact => values[row]!
const byName: Leaf = cell => ({ text: letters.charAt(cell.row) })
const byValue: Leaf = cell => ({ text: showNumber(worthOf(cell)), value: worthOf(cell) })

const arithmetic: Meaning<number> = {
  number: Number,
  name: letter => toNumber(values[letters.indexOf(letter)]!),
  minus: x => -x,
  between: [
    { ' + ': (a, b) => a! + b!, ' − ': (a, b) => a! - b! },
    { '·': (a, b) => a! * b!, '/': (a, b) => a! / b! },
  ],
  before: { '√': x => Math.sqrt(x!), 'e^': x => Math.exp(x!) },
  behind: { '²': x => x! ** 2 },
  calls: {
    'max(0, ': x => float.relu(x!),
    'tanh(': x => Math.tanh(x!),
    'sin(': x => Math.sin(x!),
    'cos(': x => Math.cos(x!),
    '(': x => x!,
  },
  step: x => (x > 0 ? 1 : 0),
  largest: (own, all) => (own === Math.max(...all) ? 1 : 0),
}

const unary = ['inv', 'sqrt', 'relu', 'step', 'tanh', 'sin', 'cos'] as const
const { any: anyExpression } = fc.letrec<{ any: Expression; leaf: Expression }>(tie => {
  const several = fc.array(tie('any'), { minLength: 1, maxLength: 3 })
  const literals: readonly Exact[] = [-1, 2, -3, ratio(1n, 3n), ratio(-5n, 2n)]
  return {
    leaf: fc.oneof(
      fc.constantFrom(...cells),
      fc.constantFrom(...literals).map((value): Expression => ({ kind: 'literal', value })),
    ),
    any: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      several.map((terms): Expression => ({ kind: 'sum', terms })),
      fc.tuple(tie('any'), tie('any')).map(([left, right]): Expression => ({ kind: 'product', left, right })),
      ...unary.map(kind => tie('any').map((of): Expression => ({ kind, of }))),
      several.map((among): Expression => ({ kind: 'share', among, index: 0, soft: true })),
      // Of cells only: whether others tie is nothing that a line says.
      fc
        .shuffledSubarray(cells, { minLength: 1 })
        .map((among): Expression => ({ kind: 'share', among, index: 0, soft: false })),
    ),
  }
})

describe('a printed line', () => {
  it.each([
    ['names', byName],
    ['values', byValue],
  ] as const)('read back comes to what it stands for, in %s', (_with, leaf) => {
    fc.assert(
      fc.property(anyExpression, of => {
        const line = lineOf(tokens(of, leaf))
        const meant = evaluateExpression(of, finite, cell => toNumber(worthOf(cell)))
        if (Number.isFinite(meant)) expect(readBack(line, arithmetic), line).toBeCloseTo(meant, 6)
      }),
      runs,
    )
  })
})

type Matrix = Grid<number>
const shapeOf = (x: Matrix): readonly [number, number] => [x.length, x[0]!.length]
/** Cell by cell, a row, a column or a number repeated as it must be. */
const byCells =
  (of: (...cells: readonly number[]) => number) =>
  (...parts: readonly Matrix[]): Matrix => {
    const side = (axis: 0 | 1): number => Math.max(...parts.map(part => shapeOf(part)[axis]))
    return gridFrom([side(0), side(1)], (row, column) =>
      of(...parts.map(part => part[Math.min(row, part.length - 1)]![Math.min(column, part[0]!.length - 1)]!)),
    )
  }
const bySource =
  (of: (...nodes: readonly Node[]) => Node) =>
  (...parts: readonly Matrix[]): Matrix => {
    const named = Object.fromEntries(parts.map((part, i) => [String(i), part]))
    const nodes = parts.map((part, i) => op.input(String(i), shapeOf(part)))
    return evaluate({ y: of(...nodes) }, named, float).y!
  }
const times = byCells((a, b) => a! * b!)
const matrices: Meaning<Matrix> = {
  number: digits => [[Number(digits)]],
  name: letter => given[letter]!,
  minus: byCells(x => -x!),
  between: [
    { ' + ': byCells((a, b) => a! + b!), ' − ': byCells((a, b) => a! - b!) },
    { ' ⊙ ': times, ' / ': byCells((a, b) => a! / b!) },
    {
      ' · ': (a, b) =>
        [a!, b!].some(x => x.flat().length === 1) ? times(a!, b!) : bySource((x, y) => op.matmul(x!, y!))(a!, b!),
      // A fraction of a number, without blanks.
      '/': byCells((a, b) => a! / b!),
    },
  ],
  before: {
    '√': byCells(x => Math.sqrt(x!)),
    'row 1 of ': x => [x![0]!],
    'row 2 of ': x => [x![1]!],
  },
  behind: { '²': byCells(x => x! ** 2), ᵀ: bySource(x => op.transpose(x!)) },
  calls: {
    'max(0, ': byCells(x => float.relu(x!)),
    'tanh(': byCells(x => Math.tanh(x!)),
    'softmax(': bySource(x => op.share(x!, true)),
    'rowsum(': bySource(x => op.sum(x!, 'rows')),
    'colsum(': bySource(x => op.sum(x!, 'columns')),
    'sum(': x => [[x!.flat().reduce((a, b) => a + b)]],
    'stack(': (a, b) => [...a!, ...b!],
    '(': x => x!,
  },
  step: byCells(x => (x! > 0 ? 1 : 0)),
  largest: own => own,
}

describe('a formula', () => {
  it('read back comes to the matrix it stands for', () => {
    fc.assert(
      fc.property(anyMatrix, node => {
        const y = op.same(node)
        const formula = formulaOf({ y }, 'y').replace('y = ', '')
        const meant = evaluate({ y }, given, finite).y!.flat()
        fc.pre(meant.every(cell => Math.abs(cell) < 1e6))
        const found = readBack(formula, matrices).flat()
        for (const [i, cell] of meant.entries()) expect(found[i], formula).toBeCloseTo(cell, 4)
      }),
      runs,
    )
  })
})
