'use client'
// A film made to order: the wish on one side, the film and its way from noise on the other.
import { memo, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { type Asked, limits, saidOf } from './asked.ts'
import type { About, Filmed } from './studio/said.ts'
import { Way } from './way.tsx'
import { Chips, OwnWords, Words } from './words.tsx'

/** A number within its limits. */
const within = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, value))

export const Making = memo(function Making({
  about,
  asked,
  onAsk,
  filmed,
  isWorking,
  problem,
  stage,
  onStage,
  hasRun,
}: {
  readonly about: About
  readonly asked: Asked
  readonly onAsk: (part: Partial<Asked>) => void
  readonly filmed: Filmed | null
  readonly isWorking: boolean
  readonly problem: string | null
  readonly stage: number
  readonly onStage: (stage: number) => void
  /** Whether a net learns here. */
  readonly hasRun: boolean
}): ReactNode {
  const said = saidOf(asked, about)
  return (
    <section aria-labelledby="grow-make" className="grow-make">
      <h2 id="grow-make">From noise to a film</h2>
      {filmed ? (
        <Way filmed={filmed} said={said} isWorking={isWorking} stage={stage} onStage={onStage} />
      ) : (
        <div className="grow-way grow-wait" aria-busy="true">
          <p>The first film is on its way …</p>
        </div>
      )}
      <div className="grow-wish">
        <h3>Ask for a film</h3>
        {about.isSky ? (
          <Words prompt={asked.prompt} onChoose={prompt => onAsk({ prompt })} />
        ) : (
          <OwnWords text={asked.text} vocabulary={about.vocabulary} onType={text => onAsk({ text })} />
        )}
        <div className="grow-knobs">
          <label className="grow-field">
            Noise
            <span className="grow-together">
              <input
                type="number"
                min={limits.seed[0]}
                max={limits.seed[1]}
                value={asked.seed}
                onChange={({ target: { valueAsNumber: seed } }) => {
                  if (Number.isInteger(seed)) onAsk({ seed: within(seed, limits.seed) })
                }}
              />
              <Button onClick={() => onAsk({ seed: (asked.seed + 1) % (limits.seed[1] + 1) })}>Another</Button>
            </span>
          </label>
          <label className="grow-field">
            <span>
              Guidance <span className="number">{asked.guidance.toFixed(2)}</span>
            </span>
            <input
              type="range"
              min={limits.guidance[0]}
              max={limits.guidance[1]}
              step={0.25}
              value={asked.guidance}
              onChange={({ target }) => onAsk({ guidance: within(target.valueAsNumber, limits.guidance) })}
            />
          </label>
          <label className="grow-field">
            <span>
              Steps <span className="number">{asked.steps}</span>
            </span>
            <input
              type="range"
              min={limits.steps[0]}
              max={limits.steps[1]}
              value={asked.steps}
              onChange={({ target }) => onAsk({ steps: within(target.valueAsNumber, limits.steps) })}
            />
          </label>
        </div>
        {hasRun && (
          <Chips<Asked['which']>
            title="Made by"
            among={['file', 'run']}
            chosen={asked.which}
            say={which => (which === 'file' ? about.name : 'the net that learns below')}
            onChoose={which => onAsk({ which })}
          />
        )}
        {problem !== null && (
          <p role="alert" className="grow-problem">
            The film could not be made: {problem}.
          </p>
        )}
      </div>
    </section>
  )
})
