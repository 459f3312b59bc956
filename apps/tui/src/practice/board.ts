// The matrices of a task as the terminal draws them: each number with its verdict, a video as its frames.
import { boardOf as practiceBoard } from '@dit-by-hand/practice/board'
import { type Verdict, verdictSign } from '@dit-by-hand/practice/mark'
import type { Band } from '@dit-by-hand/walkthrough/bands'
import { type Desk, fieldOf, taskOf, workOf } from './desk.ts'

/** What stands after a number, so wide in any case. */
export const verdictMark = (verdict: Verdict | undefined): string => verdictSign(verdict).padEnd(1)

/** The board of the task that is open. */
export function boardOf(desk: Desk): Band {
  const { posed, marks } = desk
  const state = { posed, task: taskOf(desk), work: workOf(desk), marks, focus: fieldOf(desk) }
  return practiceBoard(state, ({ typed, printed, verdict }) => `${typed ?? printed ?? '?'}${verdictMark(verdict)}`)
}
