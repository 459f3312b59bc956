// How long one lesson takes: every matrix, every gradient, one step of gradient descent, and the line of arithmetic of one cell.

import { givenOf, netOf, work } from '@dit-by-hand/core/lesson'
import { readThrough } from '@dit-by-hand/core/names'
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import { lineOf, tokens } from '@dit-by-hand/graph/text'
import { caseOf } from '@dit-by-hand/spec/cases'
import { type Bench, times } from './measure.ts'

const { lesson } = caseOf('sora-is-sky')
const cell: CellRef = { name: 'predictedNoise', row: 0, column: 0 }

type Values = { readonly [name: string]: Grid<Exact> | undefined }

const explained = (values: Values): string =>
  lineOf(
    tokens(expression(netOf(lesson), cell, readThrough), ({ name, row, column }) => {
      const value = at(at(named(values, name), row), column)
      return { text: String(value), value }
    }),
  )

function inDecimals(): string {
  const given = Object.fromEntries(
    Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))]),
  )
  return explained(evaluate(netOf(lesson), given, float))
}

const often = { warmUps: 500, runs: 1000 } as const

export const lessonBenches: readonly Bench[] = [
  {
    name: 'float64',
    what: 'sora-is-sky: forward, gradients, step and one explanation, in decimals',
    goal: 1,
    held: 'p95',
    measure: () => times(inDecimals, often),
  },
  {
    name: 'exact',
    what: 'the same in exact fractions',
    goal: 1,
    held: 'p95',
    measure: () => times(() => explained(work(lesson).values), often),
  },
]
