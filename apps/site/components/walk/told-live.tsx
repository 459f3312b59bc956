'use client'
// The words of a scene, made in the browser: loaded when the reader first changes what they speak of.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import type { ReactNode } from 'react'
import { Formulas } from './formula.tsx'
import { Beyond, Telling } from './told-view.tsx'

/** Of a page whose numbers are hidden only the formulas are told. */
export type Part = 'telling' | 'formulas' | 'beyond'

export function LiveWords({ scene, part }: { readonly scene: Scene; readonly part: Part }): ReactNode {
  const told = toldOf(scene)
  if (part === 'formulas') return <Formulas of={told.formulas} />
  return part === 'telling' ? <Telling of={told} /> : <Beyond of={told} />
}
