'use client'
// The generated video, timestep by timestep, where it is generated in more than one.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { memo, type ReactNode } from 'react'
import { brightestOf } from '../../lib/brightness.ts'
import { Film } from '../film.tsx'
import { Matrix } from '../matrix.tsx'

export const Generations = memo(function Generations({ scene }: { readonly scene: Scene }): ReactNode {
  const { generations, facts } = scene
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
})
