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
  const wish = JSON.stringify([order, version])
  const wanted = useRef(wish)
  const isBusy = useRef(false)
  useEffect(() => {
    wanted.current = wish
    const make = async (): Promise<void> => {
      if (isBusy.current) return
      isBusy.current = true
      setState(before => ({ ...before, isWorking: true }))
      let done = ''
      let problem: string | null = null
      while (done !== wanted.current) {
        done = wanted.current
        const [next]: [FilmOrder, string] = JSON.parse(done)
        try {
          const filmed = await studio.film(next)
          problem = null
          setState({ filmed, isWorking: done !== wanted.current, problem })
        } catch (error) {
          problem = reasonOf(error)
        }
      }
      isBusy.current = false
      setState(before => ({ ...before, isWorking: false, problem }))
    }
    void make()
  }, [studio, wish])
  return state
}
