'use client'
// A net learns in the page: begun, halted, gone back in, kept as a file and gone on with from one, forgotten after asking.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { type ReactNode, useCallback, useState } from 'react'
import { Asked, OpenFile } from '../../components/asking.tsx'
import { Button } from '../../components/button.tsx'
import { WholeNumber } from '../../components/fields.tsx'
import { saveBytes } from '../../lib/save.ts'
import { type Happened, meanOfLast, type Learning as State, secondsLeft, timeText } from './learning-state.ts'
import { Loss, lossText } from './loss.tsx'
import { Samples } from './samples.tsx'
import type { Circumstances, Studio, TrainingOrder } from './studio/said.ts'

/** Threads that leave the page one of the cores: a step waits for its slowest thread. */
const usualThreads = ({ cores, isShared }: Circumstances): number =>
  isShared ? Math.max(1, Math.min(8, cores - 1)) : 1

export function Learning({
  studio,
  circumstances,
  state,
  tell,
  onLoad,
  file,
}: {
  readonly studio: Studio
  readonly circumstances: Circumstances
  readonly state: State
  readonly tell: (happened: Happened) => void
  /** Takes a model's file; answers why it cannot be used. */
  readonly onLoad: (file: File) => Promise<string | null>
  /** The name of the file whose net is open. */
  readonly file: string
}): ReactNode {
  const [seed, setSeed] = useState(1)
  const [threads, setThreads] = useState(() => usualThreads(circumstances))
  const [asksReset, setAsksReset] = useState(false)
  const { begun, step, losses, first, snapshots } = state
  const isGoing = state.state === 'going'
  const isFinished = begun !== null && step >= begun.steps

  /** What goes wrong is told in the page. */
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      tell({ kind: 'said', said: `${what}: ${reasonOf(error)}.` })
    }
  }
  const go = async (): Promise<void> => {
    tell({ kind: 'going' })
    await studio.go()
  }
  const begin = (from: TrainingOrder['from']): void => {
    tell({ kind: 'opening', said: 'Clips to learn from are drawn, and the net is made …' })
    void attempt('It cannot learn', async () => {
      try {
        tell({ kind: 'begun', begun: await studio.begin({ from, seed, workers: threads }) })
      } catch (error) {
        tell({ kind: 'forgotten', said: '' })
        throw error
      }
      await go()
    })
  }
  const rewind = useCallback(
    (to: number): void => {
      studio.rewind(to).then(
        () => tell({ kind: 'rewound', step: to }),
        (error: unknown) => tell({ kind: 'said', said: `It cannot go back: ${reasonOf(error)}.` }),
      )
    },
    [studio, tell],
  )
  const save = (what: 'model' | 'training'): void =>
    void attempt('It cannot be saved', async () => {
      const { name, bytes } = await studio.save(what)
      saveBytes(name, bytes, 'application/octet-stream')
      tell({ kind: 'said', said: `${name} is saved, as the net is at step ${step}.` })
    })
  const forget = (): void =>
    void attempt('It cannot be forgotten', async () => {
      await studio.reset()
      tell({ kind: 'forgotten', said: 'The net is forgotten.' })
    })
  const read = async (chosen: File): Promise<void> => {
    if (chosen.name.endsWith('.training.safetensors')) {
      tell({ kind: 'opening', said: `${chosen.name} is read …` })
      try {
        const bytes = new Uint8Array(await chosen.arrayBuffer())
        tell({ kind: 'begun', begun: await studio.resume(bytes) })
        tell({ kind: 'said', said: `${chosen.name} is open: it can learn on from there.` })
      } catch (error) {
        tell({ kind: 'forgotten', said: `${chosen.name} cannot be gone on with: ${reasonOf(error)}.` })
      }
      return
    }
    const why = await onLoad(chosen)
    tell({
      kind: 'said',
      said:
        why === null
          ? `${chosen.name} is open: its net makes the films above.`
          : `${chosen.name} cannot be used: ${why}.`,
    })
  }

  const loss = meanOfLast(losses)
  const left = secondsLeft(state)
  return (
    <section aria-labelledby="grow-learn" className="grow-learn">
      <h2 id="grow-learn">Watch it learn</h2>
      {begun === null ? (
        <>
          <p>
            A net of the same shape, its numbers drawn at random, learns the same skies here: noise a clip, let the net
            predict, follow every gradient a step down, again and again. Each of these steps is the walk’s, with more
            numbers.
          </p>
          <div className="grow-start">
            <Button strong disabled={state.state === 'opening'} onClick={() => begin('nothing')}>
              Train from nothing
            </Button>
            <Button disabled={state.state === 'opening'} onClick={() => begin('file')}>
              Learn on from {file}
            </Button>
            <WholeNumber title="Seed" least={0} most={999_999} value={seed} onChoose={setSeed} />
            {circumstances.isShared && (
              <WholeNumber title="Threads" least={1} most={16} value={threads} onChoose={setThreads} />
            )}
          </div>
        </>
      ) : (
        <>
          <div className="grow-start">
            <Button
              strong
              disabled={isFinished}
              onClick={() =>
                void (isGoing ? attempt('It cannot pause', () => studio.pause()) : attempt('It cannot go on', go))
              }
            >
              {isGoing ? 'Pause' : isFinished ? 'Done' : 'Go on'}
            </Button>
            <Button onClick={() => save('model')}>Save the net</Button>
            <Button onClick={() => save('training')}>Save to go on later</Button>
            <Button onClick={() => setAsksReset(true)}>Start over</Button>
          </div>
          {asksReset && (
            <Asked
              title="Start over?"
              question="Forget this net and all that it has learned?"
              yes="Forget it"
              no="Keep it"
              onAnswer={isYes => {
                setAsksReset(false)
                if (isYes) forget()
              }}
            />
          )}
          <progress max={begun.steps} value={step} aria-label="Steps taken">
            {step} of {begun.steps}
          </progress>
          <dl className="grow-figures">
            <div>
              <dt>step</dt>
              <dd>
                <span className="number" data-step={step}>
                  {step}
                </span>{' '}
                of {begun.steps}
              </dd>
            </div>
            <div>
              <dt>loss</dt>
              <dd className="number">{loss === null ? '–' : lossText(loss)}</dd>
            </div>
            <div>
              <dt>steps per second</dt>
              <dd className="number">{state.perSecond === null ? '–' : state.perSecond.toFixed(1)}</dd>
            </div>
            <div>
              <dt>time left</dt>
              <dd className="number">{isFinished || left === null ? '–' : timeText(left)}</dd>
            </div>
            <div>
              <dt>threads</dt>
              <dd className="number">{begun.workers}</dd>
            </div>
          </dl>
          {begun.notes.length > 0 && <p className="grow-slower">{begun.notes.map(sentence).join(' ')}</p>}
          <div className="grow-watch">
            <Loss first={first} losses={losses} steps={begun.steps} snapshots={snapshots.map(each => each.step)} />
            <Samples
              snapshots={snapshots}
              prompts={begun.prompts}
              here={snapshots.some(each => each.step === step) ? step : null}
              onRewind={rewind}
            />
          </div>
        </>
      )}
      <p role="status" className="grow-said">
        {state.said}
      </p>
      <div className="grow-open">
        <OpenFile accept=".safetensors" onFile={file => void read(file)}>
          Open a file
        </OpenFile>
        <p className="muted">
          A net saved here or by <code>dit train</code> makes the films above; a file that ends in{' '}
          <code>.training.safetensors</code> learns on where it stopped. Nothing leaves your machine.
        </p>
      </div>
    </section>
  )
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
