// A net that learns outlives the page it is shown on: what is known of it is kept while the reader looks at other pages of the
// site, and whoever closes the site with what is in no file yet is asked first.
import { useSyncExternalStore } from 'react'
import { type Happened, isUnsaved, type Learning, learning, nothing } from './learning-state.ts'

let state: Learning = nothing
const listening = new Set<() => void>()

const ask = (event: BeforeUnloadEvent): void => event.preventDefault()

/** Tells what happened to the net that learns. */
export function tell(happened: Happened): void {
  state = learning(state, happened)
  if (isUnsaved(state)) window.addEventListener('beforeunload', ask)
  else window.removeEventListener('beforeunload', ask)
  for (const listener of listening) listener()
}

function subscribe(listener: () => void): () => void {
  listening.add(listener)
  return () => listening.delete(listener)
}

/** What is known now, without waiting for news. */
export const learningNow = (): Learning => state

export const useLearning = (): Learning => useSyncExternalStore(subscribe, learningNow, () => nothing)
