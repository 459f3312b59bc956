'use client'
// Where the prompt is changed: a line to open; what it opens comes when it is wanted.
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { PromptWordsProps } from './prompt.tsx'

const PromptWords = lazy(async () => ({ default: (await import('./prompt.tsx')).PromptWords }))

export function PromptPanel(props: PromptWordsProps): ReactNode {
  const [opened, setOpened] = useState(false)
  return (
    <details
      className="prompt-panel no-print"
      onToggle={({ currentTarget: { open } }) => {
        if (open) setOpened(true)
      }}
    >
      <summary>Change the prompt: “{props.scene.facts.lesson.prompt.text}”</summary>
      {opened && (
        <Suspense fallback={<p role="status">…</p>}>
          <PromptWords {...props} />
        </Suspense>
      )}
    </details>
  )
}
