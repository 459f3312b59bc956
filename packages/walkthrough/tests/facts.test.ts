import { fromCell } from '@dit-by-hand/graph/exact'
import { caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { workedOf } from '../src/workbench.ts'
import { sora } from './support.ts'

describe('facts', () => {
  const facts = factsOf(workedOf(sora, 'corrected'))
  const { answer } = caseOf('sora-is-sky')

  it('count rows and columns from 1', () => {
    const expected = answer.corrected.latent ?? []
    expect(expected).toHaveLength(2)
    expected.forEach((row, r) =>
      row.forEach((cell, c) => expect(facts.cell('latent', r + 1, c + 1)).toEqual(fromCell(cell))),
    )
  })

  it('stand in one reading', () => {
    const at = [3, 1] as const
    expect(facts.cell('scaleShift', ...at)).toBe(answer.corrected.scaleShift?.[2]?.[0])
    expect(factsOf(workedOf(sora, 'printed')).cell('scaleShift', ...at)).toBe(answer.printed?.scaleShift?.[2]?.[0])
    expect(answer.printed?.scaleShift).not.toEqual(answer.corrected.scaleShift)
  })

  it('take over what has been worked already', () => {
    const worked = workedOf(sora, 'corrected')
    expect(factsOf(worked).values).toBe(worked.values)
    expect(factsOf(worked).pass).toEqual({ at: 1, of: 1, all: [{ t: 3, values: worked.values }] })
    const pass = { at: 2, of: 3, all: [] }
    expect(factsOf(worked, pass).pass).toBe(pass)
  })

  it('name the matrix and its shape where there is no such cell', () => {
    expect(() => facts.cell('latent', 3, 1)).toThrow(new RangeError('latent is 2×4; it has no row 3, column 1'))
    expect(() => facts.cell('latent', 0, 1)).toThrow(RangeError)
    expect(() => facts.cell('latent', 1, 5)).toThrow(/latent is 2×4/)
    expect(() => facts.cell('d_scores', 1, 1)).toThrow(new RangeError('there is no d_scores in the lesson sora-is-sky'))
  })
})
