'use client'
// The pictures beside the numbers of a scene, a moment behind them: no number waits for a picture.
import { picturesOf } from '@dit-by-hand/walkthrough/pictures/of-scene'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { type ReactNode, useDeferredValue, useMemo } from 'react'
import { Drawn } from './drawn.tsx'

export function Pictures({ scene }: { readonly scene: Scene }): ReactNode {
  const shown = useDeferredValue(scene)
  return useMemo(() => <Drawn pictures={picturesOf(shown)} />, [shown])
}
