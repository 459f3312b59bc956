// Why something failed, as a reader of a page is told it.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { isMissing } from './later.tsx'

/** The reason for a failure, without the names of our files where one of them did not come. */
export const reasonHere = (error: unknown): string =>
  isMissing(error) ? 'a part of the page did not load' : reasonOf(error)
