// How long one lesson takes: every matrix, every slope, one step of descent, and the line of arithmetic of one cell.

import { caseOf } from '@dit-by-hand/spec/cases'
import { float } from '../packages/core/src/arith.ts'
import { readThrough } from '../packages/core/src/dit.ts'
import { evaluate, type Grid } from '../packages/core/src/evaluate.ts'
import { type Exact, toNumber } from '../packages/core/src/exact.ts'
import { type CellRef, expression } from '../packages/core/src/expression.ts'
import { givenOf, netOf, work } from '../packages/core/src/lesson.ts'
import { lineOf, tokens } from '../packages/core/src/text.ts'
import { type Bench, times } from './measure.ts'

const { lesson } = caseOf('sora-is-sky')
const cell: CellRef = { name: 'predictedNoise', row: 0, column: 0 }

type Values = { readonly [name: string]: Grid<Exact> | undefined }

const explained = (values: Values): string =>
  lineOf(
    tokens(expression(netOf(lesson, 'corrected'), cell, readThrough), ({ name, row, column }) => {
      const value = values[name]?.[row]?.[column] ?? 0
      return { text: String(value), value }
    }),
  )

function inDecimals(): string {
  const given = Object.fromEntries(
    Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))]),
  )
  return explained(evaluate(netOf(lesson, 'corrected'), given, float))
}

const often = { warmUps: 500, runs: 1000 } as const

export const lessonBenches: readonly Bench[] = [
  {
    name: 'float64',
    what: 'sora-is-sky: forward, slopes, step and one explanation, in decimals',
    goal: 1,
    held: 'p95',
    measure: () => times(inDecimals, often),
  },
  {
    name: 'exact',
    what: 'the same in exact fractions',
    goal: 1,
    held: 'p95',
    measure: () => times(() => explained(work(lesson, 'corrected').values), often),
  },
]
