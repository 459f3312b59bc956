'use client'
// What the net made after some steps, prompt by prompt; and the way back to each of these moments.
import { at } from '@dit-by-hand/graph/at'
import { isUnseen, readPrompt } from '@dit-by-hand/video-dit/world/words'
import { memo, type ReactNode, useEffect, useRef } from 'react'
import { Scrolling } from '../../components/scrolling.tsx'
import { Film } from './film.tsx'
import type { Snapshot } from './studio/said.ts'
import { unseenMark } from './words.tsx'

const isKept = (text: string): boolean => {
  const { prompt } = readPrompt(text)
  return prompt !== undefined && isUnseen(prompt)
}

interface SamplesProps {
  readonly snapshots: readonly Snapshot[]
  readonly prompts: readonly string[]
  /** The snapshot that the net stands at; null where it is past it. */
  readonly here: number | null
  readonly onRewind: (step: number) => void
}

export const Samples = memo(function Samples({ snapshots, prompts, here, onRewind }: SamplesProps): ReactNode {
  // The newest is in sight.
  const table = useRef<HTMLTableElement>(null)
  const { length } = snapshots
  useEffect(() => {
    const around = table.current?.parentElement
    if (around && length > 0) around.scrollLeft = around.scrollWidth
  }, [length])
  return (
    <div className="grow-samples">
      <p className="muted">
        What it makes as it learns. The button of a step goes back there, and the network forgets what came after.{' '}
        <span className="grow-mark">{unseenMark}</span> marks prompts that none of its training clips show.
      </p>
      <Scrolling label="What it makes as it learns">
        <table ref={table}>
          <caption className="vh">What it makes as it learns</caption>
          <thead>
            <tr>
              <th scope="col">step</th>
              {snapshots.map(({ step }) => (
                <th key={step} scope="col">
                  <button
                    type="button"
                    className="button grow-back"
                    aria-label={`Back to step ${step}`}
                    aria-disabled={step === here}
                    onClick={() => step !== here && onRewind(step)}
                  >
                    <span aria-hidden="true">↶</span> <span className="number">{step}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {prompts.map((prompt, i) => (
              <tr key={prompt}>
                <th scope="row" className="grow-prompt">
                  {prompt}
                  {isKept(prompt) && (
                    <>
                      {' '}
                      <span className="grow-mark" aria-hidden="true">
                        {unseenMark}
                      </span>
                      <span className="vh">, never trained on</span>
                    </>
                  )}
                </th>
                {snapshots.map(({ step, size, films }) => (
                  <td key={step}>
                    <Film
                      pixels={at(films, i)}
                      size={size}
                      label={`${prompt}, after ${step} steps`}
                      className="grow-small"
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </div>
  )
})
