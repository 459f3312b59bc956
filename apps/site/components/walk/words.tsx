'use client'
// The words of a page: as the server wrote them, as long as they speak of the lesson as it is; else made anew here.
import { memo, type ReactNode, useState } from 'react'
import { later } from '../later.tsx'
import type { LiveWordsProps } from './told-live.tsx'

/** Makes words of a scene; most readers never need it. */
const LiveWords = later(async () => (await import('./told-live.tsx')).LiveWords)

interface WordsProps extends LiveWordsProps {
  /** As the server wrote them. */
  readonly written: ReactNode
  /** Whether these still speak of what is shown. */
  readonly asWritten: boolean
}

export const Words = memo(function Words({ scene, part, hides, written, asWritten }: WordsProps): ReactNode {
  // Words once made here stay: what the reader opened in them stays open.
  const isNew = hides || !asWritten
  const [made, setMade] = useState(isNew)
  if (isNew && !made) setMade(true)
  return made ? <LiveWords scene={scene} part={part} hides={hides} meanwhile={hides ? null : written} /> : written
})
