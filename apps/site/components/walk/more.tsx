'use client'
// What a step loads when it is first wanted.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { memo, type ReactNode, useState } from 'react'
import { later } from '../later.tsx'

export const Generations = later(async () => (await import('./generations.tsx')).Generations)
export const Help = later(async () => (await import('./help.tsx')).Help)
export const Learning = later(async () => (await import('./learning.tsx')).Learning)
export const Player = later(async () => (await import('../motion/player.tsx')).Player)
export const Share = later(async () => (await import('./share.tsx')).Share)
const PromptWords = later(async () => (await import('./prompt.tsx')).PromptWords)

/** Stands where something large is on its way. */
export const waiting = <p role="status">…</p>

/** Where the prompt is changed: a line to open. */
export function PromptPanel({ scene }: { readonly scene: Scene }): ReactNode {
  const [opened, setOpened] = useState(false)
  return (
    <details className="prompt-panel no-print" onToggle={({ currentTarget: { open } }) => open && setOpened(true)}>
      <summary>Change the prompt: “{scene.facts.lesson.prompt.text}”</summary>
      {opened && <PromptWords scene={scene} meanwhile={waiting} />}
    </details>
  )
}

const Drawn = later(async () => (await import('../pictures/pictures.tsx')).Pictures)

interface PicturesProps {
  readonly scene: Scene
  /** As the server drew them. */
  readonly written: ReactNode
  /** Whether these still show what is shown. */
  readonly asWritten: boolean
}

/** The pictures of a step. */
export const Pictures = memo(function Pictures({ scene, written, asWritten }: PicturesProps): ReactNode {
  return <div className="pictures">{asWritten ? written : <Drawn scene={scene} meanwhile={written} />}</div>
})
