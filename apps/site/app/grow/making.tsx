'use client'
// A film made to order: the wish on one side, the film and its way from noise on the other.
import { memo, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Range, WholeNumber } from '../../components/fields.tsx'
import type { Latest } from '../../components/use-latest.ts'
import { type Asked, afterOf, limits, saidOf } from './asked.ts'
import type { Filmed } from './studio/films.ts'
import type { About } from './studio/nets.ts'
import { Way } from './way.tsx'
import { Chips, OwnWords, Words } from './words.tsx'

export const Making = memo(function Making({
  about,
  file,
  asked,
  onAsk,
  film: { found: filmed, isWorking, problem },
  stage,
  onStage,
  hasRun,
}: {
  readonly about: About
  /** The name of the file whose net is open. */
  readonly file: string
  readonly asked: Asked
  readonly onAsk: (part: Partial<Asked>) => void
  readonly film: Latest<Filmed>
  readonly stage: number
  readonly onStage: (stage: number) => void
  /** Whether a net learns here. */
  readonly hasRun: boolean
}): ReactNode {
  const said = saidOf(asked, about)
  const after = afterOf(asked, about)
  return (
    <section aria-labelledby="grow-make" className="grow-make">
      <h2 id="grow-make">From noise to a film</h2>
      {filmed ? (
        <Way
          filmed={filmed}
          said={said}
          after={after?.said ?? null}
          isWorking={isWorking}
          stage={stage}
          onStage={onStage}
          onGoOn={(size, frame) => onAsk({ after: { said, size, frame } })}
        />
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
        {after && (
          <p className="row">
            <span>
              It goes on from the last frame of “{after.said}”. It may go astray if no film that the network learned
              from begins like this.
            </span>
            <Button onClick={() => onAsk({ after: null })}>Begin anew</Button>
          </p>
        )}
        <div className="grow-knobs">
          <span className="row">
            <WholeNumber
              title="Noise"
              least={limits.seed[0]}
              most={limits.seed[1]}
              value={asked.seed}
              onChoose={seed => onAsk({ seed })}
            />
            <Button onClick={() => onAsk({ seed: (asked.seed + 1) % (limits.seed[1] + 1) })}>Another</Button>
          </span>
          <Range
            title="Guidance"
            shown={asked.guidance.toFixed(2)}
            least={limits.guidance[0]}
            most={limits.guidance[1]}
            step={0.25}
            value={asked.guidance}
            onChoose={guidance => onAsk({ guidance })}
          />
          <Range
            title="Steps"
            shown={asked.steps}
            least={limits.steps[0]}
            most={limits.steps[1]}
            step={1}
            value={asked.steps}
            onChoose={steps => onAsk({ steps })}
          />
        </div>
        {hasRun && (
          <Chips<Asked['which']>
            title="Made by"
            among={['file', 'run']}
            chosen={asked.which}
            say={which => (which === 'file' ? file : 'the network training below')}
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
