'use client'
// The pictures beside the numbers of a scene, a moment behind them: no number waits for a picture.
import { picturesOf } from '@dit-by-hand/walkthrough/pictures/of-scene'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { memo, type ReactNode, useDeferredValue } from 'react'
import { Drawn } from './drawn.tsx'

const Shown = memo(function Shown({ scene }: { readonly scene: Scene }): ReactNode {
  return <Drawn pictures={picturesOf(scene)} />
})

export function Pictures({ scene }: { readonly scene: Scene }): ReactNode {
  return <Shown scene={useDeferredValue(scene)} />
}
