// What is worked out elsewhere, asked for anew when its question changes: one at a time, the latest question last.
import { useEffect, useRef, useState } from 'react'
import { reasonHere } from './reason-here.ts'

export interface Latest<T> {
  /** What was found last: it stays while something else is looked for, and where that cannot be had. */
  readonly found: T | null
  readonly problem: string | null
  readonly isWorking: boolean
}

/** @param question says when to ask again */
export function useLatest<T>(question: string, ask: () => Promise<T>): Latest<T> {
  const [latest, setLatest] = useState<Latest<T>>({ found: null, problem: null, isWorking: true })
  const wanted = useRef({ question, ask })
  const isBusy = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked follows from the question
  useEffect(() => {
    wanted.current = { question, ask }
    const answer = async (): Promise<void> => {
      const asked = wanted.current
      let change: Partial<Latest<T>>
      try {
        change = { found: await asked.ask(), problem: null }
      } catch (error) {
        change = { problem: reasonHere(error) }
      }
      const isDone = asked.question === wanted.current.question
      setLatest(before => ({ ...before, ...change, isWorking: !isDone }))
      if (!isDone) await answer()
    }
    if (isBusy.current) return
    isBusy.current = true
    setLatest(before => ({ ...before, isWorking: true }))
    void answer().finally(() => {
      isBusy.current = false
    })
  }, [question])
  return latest
}
