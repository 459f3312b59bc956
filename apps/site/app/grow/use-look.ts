// A look inside of a net: asked for anew when its question changes; the latest question counts.
import { useEffect, useState } from 'react'
import { reasonOf } from './use-studio.ts'

export interface Look<T> {
  readonly found: T | null
  readonly problem: string | null
  readonly isWorking: boolean
}

/** @param question says when to ask again */
export function useLook<T>(question: string, ask: () => Promise<T>): Look<T> {
  const [look, setLook] = useState<Look<T>>({ found: null, problem: null, isWorking: true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked follows from the question
  useEffect(() => {
    let isOld = false
    setLook(before => ({ ...before, isWorking: true }))
    ask().then(
      found => {
        if (!isOld) setLook({ found, problem: null, isWorking: false })
      },
      (error: unknown) => {
        if (!isOld) setLook({ found: null, problem: reasonOf(error), isWorking: false })
      },
    )
    return () => {
      isOld = true
    }
  }, [question])
  return look
}
