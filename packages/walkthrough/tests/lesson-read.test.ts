// A lesson whose errata contradict its own numbers is refused; one whose errata agree with them is read.
import { lessons as randomLessons } from '@dit-by-hand/spec/arbitraries'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { lessonIn } from '../src/lesson-read.ts'
import { lessons } from './support.ts'

const read = (lesson: Lesson): Lesson => lessonIn(JSON.stringify(lesson), 'mine')

/** The softmax lesson with one misprint of its attention. */
function soft(correct: string): Lesson {
  const slip = { id: 'share', matrix: 'attention', row: 1, column: 1, printed: null, correct } as const
  return { ...caseOf('softmax-attention').lesson, errata: [slip] }
}

describe('a lesson’s errata', () => {
  it('are right in every case, and in random lessons', () => {
    const drawn = (['handFriendly', 'wild'] as const).flatMap(flavour => randomLessons({ seed: 3, runs: 60, flavour }))
    expect(drawn.filter(({ errata }) => errata.length > 0).length).toBeGreaterThan(10)
    for (const lesson of [...lessons, ...drawn]) expect(read(lesson)).toEqual(lesson)
  })
  it('are refused where they contradict its numbers: which, where, and both values', () => {
    const { lesson } = caseOf('misprint')
    const wrong = lesson.errata.map(slip => ({ ...slip, correct: 5 }))
    expect(() => read({ ...lesson, errata: wrong })).toThrow(
      'mine.errata[0].correct is 5 in "slip"; by the lesson’s own numbers scaleShift is 4 in row 1, column 1',
    )
  })
  it('are held against decimals as nearly as a judge holds them', () => {
    const [[share = Number.NaN] = []] = caseOf('softmax-attention').answer.corrected.attention ?? []
    const near = Math.round(Number(share) * 1e10)
    expect(() => read(soft('27/100'))).toThrow(/is "27\/100" in "share"; .* attention is "\d+\/\d+" in row 1, column 1/)
    const [, wanted = ''] = /attention is "(.*?)"/.exec(refusal(soft('27/100'))) ?? []
    const [n = Number.NaN, d = Number.NaN] = wanted.split('/').map(Number)
    expect(n / d).toBeCloseTo(near / 1e10, 9)
    expect(read(soft(wanted))).toEqual(soft(wanted))
  })
})

function refusal(lesson: Lesson): string {
  try {
    read(lesson)
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return ''
}
