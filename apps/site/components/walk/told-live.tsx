'use client'
// The words of a scene, made in the browser: loaded when the reader first changes what they speak of.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import type { ReactNode } from 'react'
import { Formulas } from './formula.tsx'
import { Beyond, Telling } from './told-view.tsx'

export type Part = 'telling' | 'beyond'

export interface LiveWordsProps {
  readonly scene: Scene
  readonly part: Part
  /** Computed numbers are hidden: of what happens only the formulas are told, and no slip, which says what is right. */
  readonly hides: boolean
}

export function LiveWords({ scene, part, hides }: LiveWordsProps): ReactNode {
  const told = toldOf(scene)
  if (part === 'telling') return hides ? <Formulas of={told.formulas} /> : <Telling of={told} />
  return <Beyond of={hides ? { ...told, errata: [] } : told} />
}
