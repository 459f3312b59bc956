'use client'
// The words of a page: as the server wrote them, as long as they speak of the lesson as it is; else made anew here.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { lazy, memo, type ReactNode, Suspense, useState } from 'react'
import type { Part } from './told-live.tsx'

/** Makes words of a scene; most readers never need it. */
export const LiveWords = lazy(async () => ({ default: (await import('./told-live.tsx')).LiveWords }))

interface WordsProps {
  readonly scene: Scene
  readonly part: Part
  /** As the server wrote them. */
  readonly written: ReactNode
  /** Whether these still speak of what is shown. */
  readonly asWritten: boolean
}

export const Words = memo(function Words({ scene, part, written, asWritten }: WordsProps): ReactNode {
  // Words once made here stay: what the reader opened in them stays open.
  const [made, setMade] = useState(!asWritten)
  if (!asWritten && !made) setMade(true)
  return <Suspense fallback={written}>{made ? <LiveWords scene={scene} part={part} /> : written}</Suspense>
})
