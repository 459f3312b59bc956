// The titles of the thirteen steps.
import { at } from '@dit-by-hand/graph/at'
import { stepSlugs } from '@dit-by-hand/spec/names'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'

export const stepTitles: readonly string[] = stepSlugs.map(slug => tellingOf(slug).title)

/** The title of one step, 1–13. @throws {RangeError} where there is no such step */
export const stepTitle = (step: number): string => at(stepTitles, step - 1, 'the titles of the steps')
