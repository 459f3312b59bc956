// Engines in floating point: rounding within the bounds is put right, anything else stays as it was answered.
import { describe, expect, it } from 'vitest'
import { caseOf, cases } from '../src/cases/all.ts'
import { checks, judge } from '../src/judge/conformance.ts'
import type { Engine } from '../src/judge/engine.ts'
import { type Bounds, isWithin, withoutRounding } from '../src/judge/rounding.ts'
import type { AnswerCell, AnswerMatrix, Values } from '../src/lesson/format.ts'
import { decimal, exactly } from '../src/lesson/number.ts'

const error = 1e-6
const rowsOf = (matrix: AnswerMatrix | readonly AnswerMatrix[], name: string): AnswerMatrix =>
  (name === 'generatedVideo' ? matrix.flat() : matrix) as AnswerMatrix
const answerOf = (id: string, reading: 'corrected' | 'printed'): Values => {
  const answer = cases().find(known => known.id === id)?.answer
  if (!answer) throw new RangeError(`there is no case ${id}`)
  return answer[reading] ?? answer.corrected
}

/** As if every cell could honestly be a millionth off. */
const bounds: Bounds = ({ id }, reading) =>
  Object.fromEntries(
    Object.entries(answerOf(id, reading)).map(([name, matrix]) => [
      name,
      rowsOf(matrix, name).map(row => row.map(value => ({ value, error }))),
    ]),
  )

const shifted = (by: number): Engine => {
  const moved = (cell: AnswerCell): number => decimal(exactly(cell)) + by
  const all = (matrix: unknown): unknown => (Array.isArray(matrix) ? matrix.map(all) : moved(matrix as AnswerCell))
  return {
    name: 'shifted',
    precision: 'single',
    answer: ({ id }, reading) =>
      Object.fromEntries(Object.entries(answerOf(id, reading)).map(([name, matrix]) => [name, all(matrix)])) as Values,
  }
}

const judged = (engine: Engine) => judge(engine, checks({ cases: cases(), laws: [] }))

describe('an engine in floating point', () => {
  it('passes where it is off by less than the bounds, and not without them', async () => {
    const right = await judged(withoutRounding(shifted(error / 2), bounds))
    expect([right.wrong, right.crashed, right.passed]).toEqual([0, 0, right.results.length])
    expect((await judged(shifted(error / 2))).passed).toBe(0)
  })

  it('is caught where it is ten times as far off', async () => {
    const { passed, wrong, results } = await judged(withoutRounding(shifted(10 * error), bounds))
    expect([passed, wrong]).toEqual([0, results.length])
  })

  it('may answer nonsense: that stays what it is', () => {
    const engine = withoutRounding(
      { name: 'odd', answer: () => ({ latent: 'no', patches: [1, null] }) as never },
      bounds,
    )
    return expect(engine.answer(caseOf('sora-is-sky').lesson, 'corrected')).resolves.toEqual({
      latent: 'no',
      patches: [1, null],
    })
  })

  it('knows a bound, a true 0 included', () => {
    expect(isWithin(0.25, { value: '1/4', error: 0 })).toBe(true)
    expect(isWithin(1e-300, { value: 0, error: 0 })).toBe(false)
    expect(isWithin(0, { value: 0, error: 0 })).toBe(true)
    expect(isWithin(Number.NaN, { value: 0, error: 1 })).toBe(false)
    expect(isWithin('1/3', { value: '1/3', error: 0 })).toBe(true)
    expect(isWithin(1.5, { value: 1, error: 0.5 })).toBe(true)
    expect(isWithin(1.5 + 2 ** -52, { value: 1, error: 0.5 })).toBe(false)
  })
})
