// One sitting: a desk, kept at every key before the key is shown. Shared by the full screen and the screen reader's text.
import { pose } from '@dit-by-hand/practice/pose'
import { largestSeed, problem } from '@dit-by-hand/practice/problem'
import { type Event, type Place, placeOf, progressed } from '@dit-by-hand/practice/progress'
import { welcomeBack } from '@dit-by-hand/practice/standing'
import { type Desk, deskFor, pressed, workOf } from './desk.ts'
import type { Store } from './store.ts'

export interface Session {
  desk(): Desk
  /** Takes some keys, one after the other; each is kept before the next. */
  press(keys: readonly string[]): void
  subscribe(changed: () => void): () => void
}

/** Begins, or goes on, at a place. @param task where to begin, by its number from 0; without it, where it was left */
export function sessionAt(place: Place, store: Store, task: number | null): Session {
  let desk = greeted(opened(place, store, store.progress))
  const listeners = new Set<() => void>()
  if (task !== null) keep([{ type: 'go', to: task }])

  function keep(events: readonly Event[]): void {
    store.append(events)
    const progress = events.reduce(progressed, desk.progress)
    desk = greeted(deskFor(desk.posed, progress))
  }

  function press(key: string): void {
    const next = pressed(desk, key)
    store.append(next.events)
    desk = next.another ? opened(following(next.desk), store, next.desk.progress) : next.desk
  }

  return {
    desk: () => desk,
    press(keys) {
      for (const key of keys) if (!desk.done) press(key)
      for (const changed of listeners) changed()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

/** Who comes back is told how far it goes. */
function greeted(desk: Desk): Desk {
  const welcome = welcomeBack(desk.posed, workOf(desk))
  return { ...desk, said: welcome === null ? [] : [welcome] }
}

/** The same exercise with the next seed. */
function following({ posed }: Desk): Place {
  const { problem: asked, exercise } = placeOf(posed)
  return { exercise, problem: { ...asked, seed: asked.seed === largestSeed ? 0 : asked.seed + 1 } }
}

function opened(place: Place, store: Store, before: Desk['progress']): Desk {
  const event: Event = { type: 'open', place }
  store.append([event])
  return deskFor(pose(problem(place.problem), place.exercise), progressed(before, event))
}
