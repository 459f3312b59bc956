// What reads a link and writes one, and hides what it says is hidden.

import type { Lesson } from '@dit-by-hand/spec/format'
import { decode, leftNotice } from '@dit-by-hand/walkthrough/address'
import { settled } from '@dit-by-hand/walkthrough/arriving'
import { placeFor } from '@dit-by-hand/walkthrough/placing'
import { noTeaching, walkthroughLesson } from '@dit-by-hand/walkthrough/teaching'
import type { Place } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { openLesson } from '../../lib/open-lesson.ts'
import { isMissing } from '../later.tsx'
import type { Held } from './provider.tsx'

export { encode } from '@dit-by-hand/walkthrough/address'
export { addressOf } from '@dit-by-hand/walkthrough/arriving'
export { hiddenScene } from '../../lib/mask.ts'

/** Opens a link on a page: what it brings, and what the reader should know about it. A link that cannot be used brings the
 *  lesson of the page as it was at first, with the reason. */
export async function broughtBy(
  hash: string,
  first: Lesson,
  at: Place,
  cases: readonly string[],
): Promise<{ readonly held: Held; readonly notice: string | null }> {
  const state = { ...start, place: at }
  const held = { lesson: first, ref: walkthroughLesson, state, teaching: noTeaching, bound: noTeaching }
  const untouched = (notice: string) => ({ held, notice })
  try {
    const decoded = decode(hash)
    if (!decoded.ok) return untouched(decoded.notice)
    const { address } = decoded
    const same = address.lesson.kind === 'case' && address.lesson.id === first.id
    const lesson = same ? first : await openLesson(address.lesson, cases)
    const { state, left } = settled(address, at, lesson)
    if (left.length > 0 && !decoded.left)
      return untouched('This link does not fit its lesson, so the lesson is shown unchanged.')
    const { hideResults, hiddenSteps, locked, embed, present } = address
    const teaching = { hideResults, hiddenSteps, locked, embed, present }
    const now = { ...state, place: placeFor(state, lesson) }
    return {
      held: { lesson, ref: address.lesson, state: now, teaching, bound: teaching },
      notice: decoded.left ? leftNotice([...decoded.left, ...left]) : null,
    }
  } catch (error) {
    if (!(error instanceof Error) || isMissing(error)) throw error
    return untouched('The lesson of this link cannot be read, so the walkthrough’s own lesson is shown instead.')
  }
}
