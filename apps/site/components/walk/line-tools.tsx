'use client'
// What can be done with the cell in focus, beside its line of arithmetic.
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import { whyNot } from '@dit-by-hand/walkthrough/edits'
import { isName, matrices } from '@dit-by-hand/walkthrough/matrices'
import { homeOf } from '@dit-by-hand/walkthrough/moves'
import { nudged } from '@dit-by-hand/walkthrough/nudged'
import { type CellView, givenNow, type Scene } from '@dit-by-hand/walkthrough/scene'
import type { Place } from '@dit-by-hand/walkthrough/telling'
import type { Stop, Tour } from '@dit-by-hand/walkthrough/tour'
import type { ReactNode } from 'react'
import { hiddenText } from '../../lib/hidden.ts'
import { Tool } from '../button.tsx'
import { useWalk } from './provider.tsx'

interface LineToolsProps {
  readonly scene: Scene
  readonly state: Tour
  readonly cell: CellRef
  readonly view: CellView | null
  /** Whether a place can be gone to: not where the link hides its step. */
  readonly leads: (place: Place) => boolean
  readonly onWalk: (to: Stop) => void
  /** The number of a cell, by its key, is to be shown though it is hidden. */
  readonly onReveal: (key: string) => void
}

export function LineTools(props: LineToolsProps): ReactNode {
  const { scene, state, cell, view } = props
  const { dispatch, teaching } = useWalk()
  const matrix = isName(cell.name) ? cell.name : null
  const home = matrix && homeOf(scene, cell)
  const isHome = home?.place === scene.place && home.pass === undefined && (home.stage ?? scene.stage) === scene.stage
  const hasGradient = (matrix && matrices[matrix].isGradient) || view?.gradient != null
  const now = teaching.locked ? undefined : givenNow(scene, cell)
  const nudge = (by: number, sign: string, title: string): ReactNode => {
    const edit = now !== undefined && { cell, value: nudged(now, by) }
    return (
      <Tool
        disabled={!edit || whyNot(scene.lesson, edit) !== undefined}
        onClick={() => edit && dispatch({ type: 'edit', edit, merge: false })}
        title={title}
      >
        {sign}
      </Tool>
    )
  }
  return (
    <>
      {now !== undefined && (
        <>
          {nudge(-1, '−1', 'One less')}
          {nudge(1, '+1', 'One more')}
        </>
      )}
      {view?.text === hiddenText && <Tool onClick={() => props.onReveal(cellKey(cell))}>show this number</Tool>}
      {hasGradient && !teaching.hideResults && (
        <Tool aria-pressed={state.proof} onClick={() => dispatch({ type: 'proof' })}>
          prove the gradient
        </Tool>
      )}
      {home && !isHome && props.leads(home.place) && (
        <Tool onClick={() => props.onWalk(home)}>{scene.line?.given ? 'to its step' : 'where it was made'}</Tool>
      )}
    </>
  )
}
