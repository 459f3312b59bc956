// Opens an exercise on a terminal, and waits until the learner leaves it.
import type { Place } from '@dit-by-hand/practice/progress'
import { isSpoken } from '../io.ts'
import { drawn, type Terminal } from '../screen/open.tsx'
import { wantsColour } from '../screen/theme.ts'
import { Reader } from './reader.tsx'
import { sessionAt } from './session.ts'
import type { Store } from './store.ts'
import { View } from './view.tsx'

export interface PracticeOptions {
  readonly place: Place
  /** The task to begin at, counted from 0; null where it was left. */
  readonly task: number | null
  readonly store: Store
}

/** An exercise on the full screen, or as linear text for a screen reader (`INK_SCREEN_READER=true`). Resolves when it is left. */
export async function openPractice({ place, task, store }: PracticeOptions, terminal: Terminal = {}): Promise<void> {
  const { env = process.env } = terminal
  const spoken = isSpoken(env)
  const session = sessionAt(place, store, task)
  const notice =
    store.heldBy === null ? null : `Practice is open in process ${store.heldBy} already: what is done here is not kept.`
  await drawn(
    spoken ? (
      <Reader session={session} notice={notice} />
    ) : (
      <View session={session} notice={notice} colour={wantsColour(env)} />
    ),
    spoken,
    terminal,
  )
}
