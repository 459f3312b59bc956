// What the walkthrough's tests share: the specification's lessons.
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'

export const lessons: readonly Lesson[] = cases().map(({ lesson }) => lesson)
export const sora: Lesson = caseOf('sora-is-sky').lesson
