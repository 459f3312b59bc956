'use client'
// What an address that leads nowhere may have meant. Next sends every page along with the page for what is not there: what
// that is made of comes only where it is shown.
import { lazy, type ReactNode, Suspense } from 'react'

const Astray = lazy(async () => ({ default: (await import('./astray.tsx')).Astray }))

export const Lost = (): ReactNode => (
  <Suspense>
    <Astray />
  </Suspense>
)
