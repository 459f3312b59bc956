// The titles of the thirteen steps.
import { stepOf } from '@dit-by-hand/walkthrough/scene'
import { tellings } from '@dit-by-hand/walkthrough/steps'

export const stepTitles: readonly string[] = tellings
  .filter(({ place }) => stepOf(place) !== null)
  .map(({ title }) => title)

/** The title of one step, 1–13. */
export const stepTitle = (step: number): string => stepTitles[step - 1] ?? ''
