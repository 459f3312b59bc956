// A beat for pictures of what moves: one is never made sooner than the time between two, however late the last one was.
import { setTimeout as sleep } from 'node:timers/promises'

interface Time {
  /** Milliseconds from some beginning. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<unknown>
}

const real: Time = { now: () => performance.now(), wait: sleep }

/**
 * Waits for the next of many equally distant moments; the first is at once. A moment that was missed, on a machine that was
 * busy or stopped, is not made up for: pictures that hurried after one another would all show the same.
 */
export function steadyBeat(every: number, { now, wait }: Time = real): () => Promise<void> {
  let next: number | null = null
  return async () => {
    if (next !== null && next > now()) await wait(next - now())
    next = Math.max(next ?? now(), now() - every / 2) + every
  }
}
