// What the walkthrough's tests share: the specification's lessons, and the opening of each.

import { netOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { type CaseId, caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import type { Address } from '../src/address.ts'
import { settled } from '../src/arriving.ts'
import { factsOf } from '../src/facts.ts'
import { type Opening, openingOf } from '../src/motion/opening.ts'
import { type Range, range } from '../src/ranges.ts'
import type { Place } from '../src/telling.ts'
import type { Tour } from '../src/tour.ts'
import { workedOf } from '../src/workbench.ts'

export const lessons: readonly Lesson[] = cases().map(({ lesson }) => lesson)
export const sora: Lesson = caseOf('sora-is-sky').lesson

/** What is known of a matrix of a lesson in one reading. */
export const rangeIn = (name: Name, lesson: Lesson, reading: Reading = 'corrected'): Range | undefined =>
  range(name, { lesson, net: netOf(lesson, reading) })

/** The walk that an address stands for in its lesson; undefined where any part of it does not fit. */
export function settle(address: Address, place: Place, lesson: Lesson): Tour | undefined {
  const { state, left } = settled(address, place, lesson)
  return left.length === 0 ? state : undefined
}

/** The opening of a case. */
export const openingIn = (id: CaseId): Opening => openingOf(factsOf(workedOf(caseOf(id).lesson, 'corrected')))
