'use client'
// What few readers need is loaded when it is first drawn, and no page waits for it, or fails where it does not come.
import { type FunctionComponent, lazy, type ReactNode, Suspense, useCallback, useReducer, useState } from 'react'
import { Tool } from './button.tsx'

interface Waiting {
  /** What stands in its place until it has come. */
  readonly meanwhile?: ReactNode
}

interface Again {
  /** Loads anew what did not come. */
  readonly again: () => void
}

/** Whether a part of the site’s program, or a file of the site, did not come. */
export const isMissing = (error: unknown): boolean => error instanceof Error && error.name === 'ChunkLoadError'

/** Stands for what did not come, as where the network is gone. */
const Missing = ({ again }: Again): ReactNode => (
  <span className="missing" role="alert">
    A part of the page did not load. <Tool onClick={again}>try again</Tool>
  </span>
)

/** Stands for what the page is whole without. */
export const Nothing = (): ReactNode => null

/** A component that comes later. @param Lost what stands in its place where it does not */
export function later<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
  Lost: FunctionComponent<Again> = Missing,
): FunctionComponent<P & Waiting> {
  const begun = () =>
    lazy(async (): Promise<{ readonly default: FunctionComponent<P & Again> }> => {
      try {
        return { default: await load() }
      } catch (error) {
        if (!isMissing(error)) throw error
        // Whoever draws it next asks for it anew.
        shared = begun()
        return { default: Lost }
      }
    })
  let shared = begun()
  return props => {
    const [Loaded, again] = useReducer(() => shared, shared)
    return (
      <Suspense fallback={props.meanwhile}>
        <Loaded {...props} again={again} />
      </Suspense>
    )
  }
}

type Work = () => Promise<unknown>

/** Does what waits for more than a component that comes later. @param isMere the reader misses nothing where it does not come */
export type Attempt = (work: Work, isMere?: boolean) => void

/** For what is no component: `attempt`, and what is to be shown where something did not come, so that the work is still undone. */
export function useLater(): readonly [missing: ReactNode, attempt: Attempt] {
  const [undone, setUndone] = useState<readonly Work[]>([])
  const attempt = useCallback<Attempt>((work, isMere) => {
    work().catch((error: unknown) => {
      if (!isMissing(error)) throw error
      if (!isMere) setUndone(all => [...all, work])
    })
  }, [])
  const again = (): void => {
    setUndone([])
    for (const work of undone) attempt(work)
  }
  return [undone[0] && <Missing again={again} />, attempt]
}
