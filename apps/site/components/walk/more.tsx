'use client'
// What stands below the matrices: pictures, the video generated in several steps, and training watched.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { lazy, memo, type ReactNode, Suspense } from 'react'
import { brightestOf } from '../../lib/brightness.ts'

const Videos = lazy(async () => ({ default: (await import('./generations.tsx')).Generations }))

/** The generated video, timestep by timestep, where it is generated in more than one. */
export const Generations = memo(function Generations({ scene }: { readonly scene: Scene }): ReactNode {
  if (scene.generations.length === 0) return null
  return (
    <Suspense>
      <Videos scene={scene} />
    </Suspense>
  )
})

const Learning = lazy(async () => ({ default: (await import('./learning.tsx')).Learning }))

/** Training watched: loaded where its stage is open. */
export const LearningPanel = memo(function LearningPanel({ scene: { facts } }: { readonly scene: Scene }): ReactNode {
  return (
    <Suspense fallback={<p role="status">…</p>}>
      <Learning facts={facts} brightest={brightestOf(facts)} />
    </Suspense>
  )
})

const Drawn = lazy(async () => ({ default: (await import('../pictures/pictures.tsx')).Pictures }))

interface PicturesProps {
  readonly scene: Scene
  /** As the server drew them. */
  readonly written: ReactNode
  /** Whether these still show what is shown. */
  readonly asWritten: boolean
}

/** The pictures of a step. */
export const Pictures = memo(function Pictures({ scene, written, asWritten }: PicturesProps): ReactNode {
  return (
    <div className="pictures">
      <Suspense fallback={written}>{asWritten ? written : <Drawn scene={scene} />}</Suspense>
    </div>
  )
})
