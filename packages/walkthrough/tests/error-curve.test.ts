// The error as a curve, held against lessons in which the number was changed by hand.
import { named } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, mul, ratio, sign, toCell, toNumber } from '@dit-by-hand/graph/exact'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { learnableNames } from '@dit-by-hand/spec/names'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { brief } from '../src/brief.ts'
import { curveRuns, curveWords, type ErrorCurve, errorCurve } from '../src/error-curve.ts'
import { workedOf, workedWith } from '../src/workbench.ts'

const lessons = caseIds.map(id => caseOf(id).lesson)
const cell = (name: string, row = 0, column = 0) => ({ name, row, column })

function curveOf(lesson: Lesson, name: string, row = 0, column = 0): ErrorCurve {
  const curve = errorCurve(cell(name, row, column), workedOf(lesson, 'corrected'))
  if (!curve) throw new Error(`${name} has no curve`)
  return curve
}

/** Half the sum of squared errors of the lesson with one number edited, the way a reader would. */
function errorWith(lesson: Lesson, name: string, value: Exact): Exact {
  const { values } = workedWith(lesson, [{ cell: cell(name), value: toCell(value) }], 'corrected')
  const squares = named(values, 'lossGradient')
    .flat()
    .map(error => mul(error, error))
  return mul(squares.reduce(add, 0), ratio(1n, 2n))
}

describe('the curve of the error', () => {
  it.runIf(isTurn(1))('has the error that each lesson has if that number is edited', () => {
    for (const lesson of lessons.filter(({ attention }) => attention.kind !== 'softmax'))
      for (const name of learnableNames) {
        const curve = errorCurve(cell(name), workedOf(lesson, 'corrected'))
        if (!curve) continue
        for (const place of [curve.now, curve.least, curve.step])
          if (place) expect(place.error, `${lesson.id} ${name}`).toEqual(errorWith(lesson, name, place.at))
      }
  })

  it('is least where it says: a little to either side it is more', () => {
    let found = 0
    for (const lesson of lessons)
      for (const name of ['feedForwardWeight', 'feedForwardBias', 'modulationBias', 'pooled']) {
        const { now, least, move } = curveOf(lesson, name)
        if (!least) continue
        found++
        for (const by of [ratio(-1n, 8n), ratio(1n, 8n)])
          expect(toNumber(move(add(add(least.at, mul(now.at, -1)), by)).error), `${lesson.id} ${name}`).toBeGreaterThan(
            toNumber(least.error),
          )
      }
    expect(found).toBeGreaterThan(50)
  })

  it.runIf(isTurn(3))('is nowhere less than its least, but past a jump, for which the words leave room', () => {
    let jumped = 0
    for (const lesson of lessons)
      for (const name of ['modulationWeight', 'modulationBias', 'feedForwardWeight', 'conditioned', 'pooled'])
        for (const [row, cells] of named(workedOf(lesson, 'corrected').values, name).entries())
          for (const column of cells.keys()) {
            const curve = curveOf(lesson, name, row, column)
            if (!curve.least) continue
            const says = curveWords(curve).includes('attention')
            expect(says, `${lesson.id} ${name} ${row} ${column}`).toBe(curve.upstream === 'hard')
            const least = toNumber(curve.least.error)
            const seen = Math.min(
              ...curveRuns(curve, 5)
                .flat()
                .map(([, error]) => error),
            )
            if (seen < least * (1 - 1e-9)) jumped += curve.upstream === 'hard' ? 1 : Number.NaN
          }
    expect(jumped).toBeGreaterThan(0)
  })

  it('is told of the article’s lesson, whose feed-forward weight is 1 with a gradient of 10', () => {
    const lesson = caseOf('sora-is-sky').lesson
    expect(curveWords(curveOf(lesson, 'feedForwardWeight'))).toBe(
      'J is 3/2 here. If nothing else changed, J would be least at 9/10, where it is 1. ' +
        'The step of descent leads to 99/100, where J would be 281/200.',
    )
    expect(curveOf(lesson, 'd_feedForwardWeight').now).toEqual(curveOf(lesson, 'feedForwardWeight').now)
    expect(errorCurve(cell('noise'), workedOf(lesson, 'corrected'))).toBeNull()
    expect(errorCurve(cell('feedForwardWeight', 9), workedOf(lesson, 'corrected'))).toBeNull()
  })

  it('says where a step goes too far', () => {
    for (const lesson of lessons) {
      const curve = curveOf(lesson, 'feedForwardWeight')
      const more = curve.step !== null && compare(curve.step.error, curve.now.error) > 0
      expect(curveWords(curve).includes('too far'), lesson.id).toBe(more)
    }
    expect(curveWords(curveOf(caseOf('given-attention').lesson, 'feedForwardWeight'))).toContain(
      'too far: J would grow to',
    )
  })

  it('owes to attention what it is no parabola for', () => {
    const soft = curveOf(caseOf('soft-sky').lesson, 'query')
    expect(soft.least).toBeNull()
    expect(curveWords(soft)).toContain('The curve is no parabola: the number changes attention, too.')
    expect(curveOf(caseOf('soft-sky').lesson, 'feedForwardWeight').upstream).toBeNull()
    expect(curveOf(caseOf('given-attention').lesson, 'modulationWeight').upstream).toBeNull()
    const hard = curveOf(caseOf('sora-is-sky').lesson, 'query')
    expect(hard.upstream).toBe('hard')
    expect(curveWords(hard)).toBe('J is 3/2 here. It jumps wherever attention chooses another patch.')
  })
})

it('a number in a sentence is exact while it is short, then a decimal, then told by its size', () => {
  expect([7, -2.5, ratio(-1n, 3n), 12_345_678_901, ratio(12_345_678_901n, 7n)].map(brief)).toEqual([
    '7',
    '−2.5',
    '−1/3',
    '12345678901',
    '1.764e+9',
  ])
  expect([ratio(-(10n ** 60n), 7n), ratio(10n ** 400n, 1n)].map(brief)).toEqual(['−1.429e+59', '∞'])
})

describe('its points', () => {
  it('go from left to right through the number itself, in as many runs as attention makes choices', () => {
    for (const lesson of lessons) {
      const curve = curveOf(lesson, 'modulationBias')
      const runs = curveRuns(curve, 6)
      const points = runs.flat()
      expect(points).toHaveLength(13)
      expect(points[6]).toEqual([toNumber(curve.now.at), toNumber(curve.now.error)])
      expect(points.map(([number]) => number)).toEqual(points.map(([number]) => number).toSorted((a, b) => a - b))
      expect(toNumber(curve.now.at) - (points[0]?.[0] ?? Number.NaN)).toBeCloseTo(curve.reach, 9)
      if (curve.upstream !== 'hard') expect(runs).toHaveLength(1)
    }
    const jumping = curveRuns(curveOf(caseOf('sora-is-sky').lesson, 'query'), 24)
    expect(jumping.length).toBeGreaterThan(1)
  })

  it('reach past the least, and see it', () => {
    for (const lesson of lessons) {
      const { now, least, reach, gradient } = curveOf(lesson, 'feedForwardBias')
      if (!least) throw new Error(`${lesson.id}: a bias of the feed-forward layer has a parabola`)
      expect(Math.abs(toNumber(least.at) - toNumber(now.at))).toBeLessThan(reach)
      expect(sign(gradient) === 0).toBe(compare(least.error, now.error) === 0)
    }
  })
})
