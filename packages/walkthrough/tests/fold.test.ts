// A cell taken apart: its terms one by one as they are printed, what each is worth, and what has been added up with it.

import { type Exact, toCell, toNumber } from '@dit-by-hand/graph/exact'
import { cellKey } from '@dit-by-hand/graph/expression'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { lineOf, type Token } from '@dit-by-hand/graph/text'
import { lessonOf } from '@dit-by-hand/spec/arbitraries'
import { type CaseId, caseOf } from '@dit-by-hand/spec/cases'
import type { Reading } from '@dit-by-hand/spec/format'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { lineFor } from '../src/line.ts'
import { type Folded, folded } from '../src/motion/fold.ts'
import { workedOf } from '../src/workbench.ts'
import { rounds } from './thorough.ts'

const taken = (id: CaseId, name: string, row: number, column: number, reading: Reading = 'corrected'): Folded =>
  folded({ name, row: row - 1, column: column - 1 }, workedOf(caseOf(id).lesson, reading))

const texts = (pieces: readonly Token[]): readonly string[] => pieces.map(({ text }) => text)
const shown = ({ together, before, terms, after, result }: Folded) => ({
  together,
  before: texts(before),
  terms: terms.map(({ tokens, value, sum }) => [lineOf(tokens), toCell(value), toCell(sum)]),
  after: texts(after),
  result: toCell(result),
})

describe('a cell of the walkthrough’s own lesson, taken apart', () => {
  it('is what is added, in order', () => {
    expect(shown(taken('sora-is-sky', 'noised', 1, 3))).toEqual({
      together: 'sum',
      before: [],
      terms: [
        ['3', 3, 3],
        [' + (−1)', -1, 2],
      ],
      after: [],
      result: 2,
    })
  })

  it('is what is added within an activation', () => {
    const latent = taken('sora-is-sky', 'latent', 2, 2)
    expect(shown(latent)).toEqual({
      together: 'sum',
      before: ['max(0, '],
      terms: [
        ['0·2', 0, 0],
        [' + 1·1', 1, 1],
        [' + 0·0', 0, 1],
        [' + 1·0', 0, 1],
        [' + 1', 1, 2],
      ],
      after: [')'],
      result: 2,
    })
    expect(latent.terms.map(({ cells }) => cells.map(cellKey))).toEqual([
      ['encoderWeight 1 0', 'patches 0 1'],
      ['encoderWeight 1 1', 'patches 1 1'],
      ['encoderWeight 1 2', 'patches 2 1'],
      ['encoderWeight 1 3', 'patches 3 1'],
      ['encoderBias 1 0'],
    ])
  })

  it('is what is added before a factor', () => {
    const { before, terms, after, result } = shown(taken('sora-is-sky', 'loss', 1, 1))
    expect([before, after, result]).toEqual([['('], [')', '/', '8'], '3/8'])
    expect(terms.map(([, , sum]) => sum)).toEqual([1, 1, 2, 2, 2, 3, 3, 3])
  })

  it('is what is added beside a misprint', () => {
    const { together, before, terms, after, result } = shown(taken('sora-is-sky', 'scaleShift', 3, 1, 'printed'))
    expect([together, before, after, result]).toEqual(['sum', ['−1', ' (misprint; computed: '], [')'], -1])
    expect(terms.map(([, , sum]) => sum)).toEqual([0, 0, 1, 2, 1, 1])
  })

  it('is what is compared', () => {
    expect(shown(taken('sora-is-sky', 'attention', 1, 1))).toEqual({
      together: 'largest',
      before: ['[', '0', ' = max('],
      terms: [
        ['0', 0, 0],
        [', 16', 16, 16],
        [', 13', 13, 16],
        [', 12', 12, 16],
      ],
      after: [')]'],
      result: 0,
    })
  })

  it('is one thing alone', () => {
    expect(shown(taken('sora-is-sky', 'timeEmbedding', 1, 1))).toEqual({
      together: 'alone',
      before: [],
      terms: [['digit of 3 at 2¹', 1, 1]],
      after: [],
      result: 1,
    })
  })
})

describe('a cell of a softmax', () => {
  it('is powers that are added', () => {
    const { together, before, terms, after, result } = taken('soft-sky', 'attention', 1, 1)
    expect([together, lineOf(before), lineOf(after)]).toEqual(['powers', 'e^(0/√2)/(', ')'])
    expect(terms.map(({ tokens }) => lineOf(tokens))).toEqual([
      'e^(0/√2)',
      ' + e^(4/√2)',
      ' + e^(13/4/√2)',
      ' + e^(3/√2)',
    ])
    const powers = [0, 4, 13 / 4, 3].map(score => Math.exp(score / Math.SQRT2))
    const close = (values: readonly Exact[], expected: readonly number[]): void => {
      for (const [i, value] of values.entries()) expect(toNumber(value)).toBeCloseTo(expected[i] ?? Number.NaN, 9)
    }
    const sums = powers.map((_, i) => powers.slice(0, i + 1).reduce((sum, power) => sum + power, 0))
    close(
      terms.map(({ value }) => value),
      powers,
    )
    close(
      terms.map(({ sum }) => sum),
      sums,
    )
    close([result], [1 / (sums[3] ?? Number.NaN)])
  })

  it('is one power over itself, where there is one patch', () => {
    const { before, terms, after } = taken('one-patch', 'attention', 1, 1)
    const lines = [before, ...terms.map(({ tokens }) => tokens), after].map(lineOf)
    expect(lines).toEqual(['e^(−193/√2)/(', 'e^(−193/√2)', ')'])
  })

  it('goes back as one thing alone: a sum is a factor of it, and not what it is made of in the end', () => {
    const { together, terms, before, after } = taken('soft-sky', 'd_scores', 1, 1)
    expect([together, terms.length, before, after]).toEqual(['alone', 1, [], []])
  })
})

it('makes the line of arithmetic of any cell of any lesson', () => {
  fc.assert(
    fc.property(lessonOf.wild, lesson => {
      for (const reading of ['corrected', 'printed'] as const) {
        const worked = workedOf(lesson, reading)
        const facts = factsOf(worked)
        for (const [name, node] of entriesOf(worked.net)) {
          if (node.op === 'input') continue
          const cell = { name, row: node.shape[0] - 1, column: node.shape[1] - 1 }
          const { before, terms, after } = folded(cell, worked)
          const line = [...before, ...terms.flatMap(term => term.tokens), ...after]
          expect(line, name).toEqual(lineFor(cell, worked, facts).values)
          expect(terms.length, name).toBeGreaterThan(0)
        }
      }
    }),
    { numRuns: rounds(50, 5) },
  )
})
