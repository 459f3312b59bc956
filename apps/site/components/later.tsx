'use client'
// What few readers need is loaded when it is first drawn, and no page waits for it, or fails where it does not come.
import { type ComponentType, createContext, lazy, type ReactNode, Suspense, use, useState } from 'react'
import { Tool } from './button.tsx'

interface Waiting {
  /** What stands in its place until it has come. */
  readonly meanwhile?: ReactNode
}

/** Loads anew what did not come. */
const AgainContext = createContext<() => void>(() => undefined)

/** Stands for what did not come, as where the network is gone. */
const Missing = (): ReactNode => (
  <span className="missing" role="alert">
    A part of the page did not load. <Tool onClick={use(AgainContext)}>try again</Tool>
  </span>
)

/** Stands for what the page is whole without. */
export const Nothing = (): ReactNode => null

/** A component that comes later. @param Lost what stands in its place where it does not */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Lost: () => ReactNode = Missing,
): ComponentType<P & Waiting> {
  const begun = () =>
    lazy(async (): Promise<{ readonly default: ComponentType<P> }> => {
      try {
        return { default: await load() }
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ChunkLoadError') throw error
        // Whoever draws it next asks for it anew.
        shared = begun()
        return { default: Lost }
      }
    })
  let shared = begun()
  return props => {
    const [Loaded, setLoaded] = useState(() => shared)
    return (
      <AgainContext value={() => setLoaded(() => shared)}>
        <Suspense fallback={props.meanwhile}>
          <Loaded {...props} />
        </Suspense>
      </AgainContext>
    )
  }
}
