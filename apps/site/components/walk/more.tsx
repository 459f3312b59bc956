'use client'
// What some steps have below their matrices: the video generated in several steps, and training watched.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { lazy, type ReactNode, Suspense } from 'react'
import { brightestOf } from '../../lib/brightness.ts'
import { Film } from '../film.tsx'
import { Matrix } from '../matrix.tsx'

/** The generated video, timestep by timestep, where it is generated in more than one. */
export function Generations({ scene: { generations, facts } }: { readonly scene: Scene }): ReactNode {
  if (generations.length === 0) return null
  const brightest = brightestOf(facts)
  return (
    <section className="generations" aria-label="Generated step by step">
      {generations.map(({ t, block }) => (
        <div key={t}>
          <h2>t = {t}</h2>
          <Matrix
            block={block}
            look={{ alive: false, brightest }}
            beside={<Film block={block} brightest={brightest} />}
          />
        </div>
      ))}
    </section>
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
