'use client'
// What few readers need is loaded when it is first drawn, and no page waits for it.
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

interface Waiting {
  /** What stands in its place until it has come. */
  readonly meanwhile?: ReactNode
}

/** A component that comes later. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P & Waiting> {
  const Loaded: ComponentType<P> = lazy(async () => ({ default: await load() }))
  return props => (
    <Suspense fallback={props.meanwhile}>
      <Loaded {...props} />
    </Suspense>
  )
}
