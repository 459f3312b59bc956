'use client'
// A step in stages: the map of the way back, and for readers without JavaScript all the other stages below the first.
import { same } from '@dit-by-hand/graph/same'
import { symbolOf } from '@dit-by-hand/walkthrough/matrices'
import { type Scene, type StageStop, scene } from '@dit-by-hand/walkthrough/scene'
import type { StageId } from '@dit-by-hand/walkthrough/telling'
import { memo, type ReactNode, useEffect, useState } from 'react'
import { brightestOf } from '../../lib/brightness.ts'
import { gridsOf } from '../../lib/grids.ts'
import { MatrixSign } from '../matrix-sign.tsx'
import { Inside } from './grid.tsx'
import { useWalk } from './provider.tsx'

interface WayBackProps {
  readonly stages: readonly StageStop[]
  readonly onTurn: (stage: StageId) => void
}

const sameStages = (a: WayBackProps, b: WayBackProps): boolean => same(a.stages, b.stages)

/** The way back from the error to the parameters: each stage with the signs of what it makes. */
export const WayBack = memo(function WayBack({ stages, onTurn }: WayBackProps): ReactNode {
  if (stages.length === 0) return null
  return (
    <nav className="way-back" aria-label="Stages of this step">
      <ol>
        {stages.map(({ id, title, makes, here }) => (
          <li key={id}>
            <button type="button" {...(here && { 'aria-current': 'step' as const })} onClick={() => onTurn(id)}>
              <span className="stage-title">{title}</span>
              <span className="stage-makes" aria-hidden="true">
                {makes.map(name => (
                  <MatrixSign key={name} of={symbolOf(name)} />
                ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}, sameStages)

interface OtherProps {
  readonly scene: Scene
  /** What is told of each stage. */
  readonly words: { readonly [K in StageId]?: ReactNode }
}

/**
 * All other stages as they stand, for a page that no script brings to life. They are written on the server and taken away
 * when the page comes alive: what is not on show is neither worked nor drawn.
 */
export function OtherStages(props: OtherProps): ReactNode {
  const { lesson, state } = useWalk()
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  if (alive || props.scene.stages.length === 0) return null
  if (typeof window !== 'undefined')
    return <div className="other-stages" suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
  return (
    <div className="other-stages">
      {props.scene.stages
        .filter(({ here }) => !here)
        .map(({ id, title }) => (
          <StillStage
            key={id}
            title={title}
            words={props.words[id]}
            scene={scene({ ...state, place: props.scene.place, stage: id, cell: null }, lesson)}
          />
        ))}
    </div>
  )
}

interface StillProps {
  readonly title: string
  readonly words: ReactNode
  readonly scene: Scene
}

function StillStage({ title, words, scene: shown }: StillProps): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      {words}
      {gridsOf(shown).map((grid, g) => (
        <div className="grid" key={g}>
          <Inside grid={grid} brightest={brightestOf(shown.facts)} tab={null} editor={null} near={null} alive={false} />
        </div>
      ))}
    </section>
  )
}
