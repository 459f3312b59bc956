// The arithmetic of every number that is asked for, a line each: what a key says.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { named } from '@dit-by-hand/graph/at'
import { expression } from '@dit-by-hand/graph/expression'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { plain } from '@dit-by-hand/graph/style'
import { fitted, lineOf } from '@dit-by-hand/graph/text'
import { type Step, stepOfSlug } from '@dit-by-hand/spec/names'
import { shortName } from '@dit-by-hand/walkthrough/line'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { type Asked, paperNumber } from './cells.ts'
import type { ArithmeticLine } from './paper.ts'

/** Longer lines are shortened in their middle. Characters. */
const longest = 96

/** How each cell that is asked for is worked out, a line a cell, step by step. */
export function arithmeticOf(worked: Worked, asked: Asked): readonly ArithmeticLine[] {
  const names = entriesOf(worked.net).flatMap(([name]) => (asked.has(name) ? [name] : []))
  const byStep = names.toSorted((a, b) => stepOf(a) - stepOf(b))
  return byStep.flatMap(name =>
    named(worked.values, name).flatMap((row, r) =>
      row.map((value, c) => lineAt(name, r, c, paperNumber(value), worked)),
    ),
  )
}

/** The step that makes a matrix. */
export function stepOf(name: Name): Step {
  const step = stepOfSlug(matrices[name].place)
  if (step === undefined) throw new RangeError(`${name} is made in no step`)
  return step
}

function lineAt(name: Name, row: number, column: number, result: string, worked: Worked): ArithmeticLine {
  const cell = { name, row, column }
  const made = expression(worked.net, cell, readThrough)
  const style = { ...plain, number: paperNumber }
  const printed = fitted(
    made,
    ref => {
      const value = cellValue(worked, ref)
      return { text: paperNumber(value), value }
    },
    longest,
    style,
  )
  // Of a number that is only taken over, what matters is from where.
  const taken = made.kind === 'cell' ? shortName(made.cell) : lineOf(printed)
  const said = [shortName(cell), ...(taken === result ? [] : [taken]), ''].join(' = ')
  return { name, step: stepOf(name), made: said, result }
}
