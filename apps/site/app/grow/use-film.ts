// The film of what is asked for: made anew when that changes, one at a time, the latest wish last.
import { useEffect, useRef, useState } from 'react'
import type { Filmed, FilmOrder, Studio } from './studio/said.ts'
import { reasonOf } from './use-studio.ts'

export interface FilmState {
  readonly filmed: Filmed | null
  readonly isWorking: boolean
  readonly problem: string | null
}

/** @param version another makes the film anew though the order is the same */
export function useFilm(studio: Studio, order: FilmOrder, version: string): FilmState {
  const [state, setState] = useState<FilmState>({ filmed: null, isWorking: true, problem: null })
  const key = JSON.stringify([order, version])
  const wanted = useRef({ key, order })
  const isBusy = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the order
  useEffect(() => {
    wanted.current = { key, order }
    const make = async (): Promise<void> => {
      if (isBusy.current) return
      isBusy.current = true
      setState(before => ({ ...before, isWorking: true }))
      let done = ''
      let problem: string | null = null
      while (done !== wanted.current.key) {
        done = wanted.current.key
        try {
          const filmed = await studio.film(wanted.current.order)
          problem = null
          setState({ filmed, isWorking: done !== wanted.current.key, problem })
        } catch (error) {
          problem = reasonOf(error)
        }
      }
      isBusy.current = false
      setState(before => ({ ...before, isWorking: false, problem }))
    }
    void make()
  }, [studio, key])
  return state
}
