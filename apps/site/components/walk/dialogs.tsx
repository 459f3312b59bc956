'use client'
// The dialogs of the walk, loaded when the first is opened.
import type { Place } from '@dit-by-hand/walkthrough/telling'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Walk } from './provider.tsx'

/** Which dialog is open. */
export type Opened = 'help' | 'share'

const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }))
const Share = lazy(async () => ({ default: (await import('./share.tsx')).Share }))

interface DialogsProps {
  readonly opened: Opened | null
  readonly onClose: () => void
  readonly walk: Walk
  readonly place: Place
  readonly lettersOn: boolean
  readonly onLetters: (on: boolean) => void
}

export function Dialogs({ opened, onClose, walk, place, lettersOn, onLetters }: DialogsProps): ReactNode {
  return (
    <Suspense>
      {opened === 'help' && <Help onClose={onClose} lettersOn={lettersOn} onLetters={onLetters} />}
      {opened === 'share' && <Share onClose={onClose} walk={walk} place={place} />}
    </Suspense>
  )
}
