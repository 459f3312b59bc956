// Which of the thirteen steps are asked.
import { stepNumbers } from '@dit-by-hand/spec/names'

/** From the first step asked to the last, counted from 1. */
export interface Steps {
  readonly from: number
  readonly to: number
}

export const allSteps: Steps = { from: 1, to: stepNumbers.length }
