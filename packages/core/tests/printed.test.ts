// Every printed line of arithmetic comes to its result: for every cell of random lessons, on a line of text and in TeX.
import { type Exact, equal, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, expression } from '@dit-by-hand/graph/expression'
import { expressionLatex, numberLatex } from '@dit-by-hand/graph/latex'
import { plain, showNumber } from '@dit-by-hand/graph/style'
import { lineOf, tokens } from '@dit-by-hand/graph/text'
import { lessons } from '@dit-by-hand/spec/arbitraries'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { thorough } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { netOf, type Worked, work } from '../src/lesson.ts'
import { readThrough } from '../src/names.ts'
import { reckoned, untexed } from './reckoning.ts'
import { caseIds, lessonOf } from './support.ts'

const random = (['handFriendly', 'wild'] as const).flatMap(flavour =>
  lessons({ seed: 11, runs: thorough ? 60 : 4, flavour }),
)

// Decimals are shown to four places; to see whether a line is right they are written out.
const whole = (value: Exact): string => (isDecimal(value) ? String(value).replaceAll('-', '−') : showNumber(value))
const wholeTex = (value: Exact): string => (isDecimal(value) ? String(value) : numberLatex(value))

/** Exactly, or nearly where softmax makes decimals. */
const agrees = (a: Exact, b: Exact, soft: boolean): boolean =>
  soft ? Math.abs(toNumber(a) - toNumber(b)) <= 1e-9 * Math.max(1, Math.abs(toNumber(b))) : equal(a, b)

function check(worked: Worked): number {
  const value = ({ name, row, column }: CellRef): Exact => {
    const found = Object.entries(worked.values).find(([key]) => key === name)?.[1]?.[row]?.[column]
    if (found === undefined) throw new RangeError(`${name} has no such cell`)
    return found
  }
  const soft = worked.lesson.attention.kind === 'softmax'
  let lines = 0
  for (const [name, grid] of Object.entries(worked.values))
    grid?.forEach((cells, row) =>
      cells.forEach((result, column) => {
        const of = expression(worked.net, { name, row, column }, readThrough)
        const leaf = (show: (value: Exact) => string) => (cell: CellRef) => ({
          text: show(value(cell)),
          value: value(cell),
        })
        const text = lineOf(tokens(of, leaf(whole), { style: { ...plain, number: whole } }))
        const tex = expressionLatex(of, leaf(wholeTex), wholeTex)
        lines++
        if (!agrees(reckoned(text), result, soft))
          expect.fail(`${name} ${row} ${column}: ${text} is not ${whole(result)}`)
        if (!agrees(reckoned(untexed(tex)), result, soft))
          expect.fail(`${name} ${row} ${column}: ${tex} is not ${whole(result)}`)
      }),
    )
  return lines
}

describe('every line of arithmetic comes to its result', () => {
  const readings: readonly Reading[] = ['corrected', 'printed']
  const both = (lesson: Lesson): number =>
    readings.reduce((total, reading) => total + check(work(lesson, netOf(lesson, reading))), 0)
  it.each(caseIds)('%s', id => {
    expect(both(lessonOf(id))).toBeGreaterThan(50)
  })
  it(`${random.length} random lessons`, () => {
    expect(random.reduce((total, lesson) => total + both(lesson), 0)).toBeGreaterThan(100 * random.length)
  })
  it('would notice a wrong line, and one that cannot be read', () => {
    expect(reckoned('max(0, 1·3 − (−2)·1/2 + 0)')).toBe(4)
    expect(reckoned(untexed('\\max(0,\\, 1 \\cdot 3 - (-2) \\cdot \\tfrac{1}{2})'))).toBe(4)
    for (const line of ['1 +', '(1', '1 2', '[3 = max(3, 3)]x', '[3 = max(3, 3)] ÷ 3 that tie'])
      expect(() => reckoned(line), line).toThrow(SyntaxError)
  })
})
