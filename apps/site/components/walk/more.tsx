'use client'
// What some steps have below their matrices: the video generated in several steps, and training watched.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { lazy, type ReactNode, Suspense } from 'react'
import { brightestOf } from '../../lib/brightness.ts'

const Videos = lazy(async () => ({ default: (await import('./generations.tsx')).Generations }))

/** The generated video, timestep by timestep, where it is generated in more than one. */
export function Generations({ scene }: { readonly scene: Scene }): ReactNode {
  if (scene.generations.length === 0) return null
  return (
    <Suspense>
      <Videos scene={scene} />
    </Suspense>
  )
}

const Learning = lazy(async () => ({ default: (await import('./learning.tsx')).Learning }))

/** Training watched: loaded where its stage is open. */
export function LearningPanel({ scene: { facts } }: { readonly scene: Scene }): ReactNode {
  return (
    <Suspense fallback={<p role="status">…</p>}>
      <Learning facts={facts} brightest={brightestOf(facts)} />
    </Suspense>
  )
}
