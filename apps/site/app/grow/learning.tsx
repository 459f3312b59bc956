'use client'
// A net learns in the page: begun, halted, gone back in, kept as a file and gone on with from one, forgotten after asking.
import { span } from '@dit-by-hand/video-dit/learn/span'
import { type ReactNode, useState } from 'react'
import { Asked, OpenFile } from '../../components/asking.tsx'
import { Button } from '../../components/button.tsx'
import { WholeNumber } from '../../components/fields.tsx'
import { meanOfLast, type Learning as State, secondsLeft } from './learning-state.ts'
import { useLearning } from './learning-store.ts'
import { Loss, lossText } from './loss.tsx'
import { Samples } from './samples.tsx'
import type { Circumstances } from './studio/studio.ts'
import type { Begun } from './studio/training.ts'
import type { Load, Open } from './use-studio.ts'
import { isTraining, type Training, useTraining } from './use-training.ts'

export function Learning({ of: open, onLoad }: { readonly of: Open; readonly onLoad: Load }): ReactNode {
  const training = useTraining(open.studio, onLoad)
  const state = useLearning()
  const [asked, setAsked] = useState<'start over' | File | null>(null)
  const { begun } = state
  const answer = (isYes: boolean): void => {
    setAsked(null)
    if (!isYes || asked === null) return
    if (asked === 'start over') training.forget()
    else void training.read(asked)
  }
  return (
    <section aria-labelledby="grow-learn" className="grow-learn">
      <h2 id="grow-learn">Watch it learn</h2>
      {begun === null ? (
        <Beginning of={open} isOpening={state.state === 'opening'} onBegin={training.begin} />
      ) : (
        <Running state={state} begun={begun} training={training} onStartOver={() => setAsked('start over')}>
          {asked === 'start over' && (
            <Asked
              title="Start over?"
              question="Forget this network and all that it has learned?"
              yes="Forget it"
              no="Keep it"
              onAnswer={answer}
            />
          )}
        </Running>
      )}
      <p role="status" className="grow-said">
        {state.said}
      </p>
      <div className="grow-open">
        <OpenFile
          accept=".safetensors"
          onFile={chosen => {
            if (begun !== null && isTraining(chosen)) setAsked(chosen)
            else void training.read(chosen)
          }}
        >
          Open a file
        </OpenFile>
        {asked instanceof File && (
          <Asked
            title="Continue with the file?"
            question={`Forget the network that is training here, and continue with ${asked.name}?`}
            yes="Continue with the file"
            no="Keep the network"
            onAnswer={answer}
          />
        )}
        <p className="muted">
          A network saved here or by <code>dit train</code> makes the films above; with a file that ends in{' '}
          <code>.training.safetensors</code>, training continues where it stopped. Nothing leaves your machine.
        </p>
      </div>
    </section>
  )
}

/** Threads that leave the page one of the cores: a step waits for its slowest thread. */
const usualThreads = ({ cores, isShared }: Circumstances): number =>
  isShared ? Math.max(1, Math.min(8, cores - 1)) : 1

interface BeginningProps {
  readonly of: Open
  readonly isOpening: boolean
  readonly onBegin: Training['begin']
}

/** What is asked before a net begins to learn. */
function Beginning({ of: { about, circumstances }, isOpening, onBegin }: BeginningProps): ReactNode {
  const [seed, setSeed] = useState(1)
  const [workers, setWorkers] = useState(() => usualThreads(circumstances))
  return (
    <>
      <p>
        A network of the same shape, with random parameters, learns the same skies here: add noise to a clip, let the
        network predict, follow every gradient one step down, again and again. Each step is like the one in the walk,
        only with more numbers.
      </p>
      <div className="grow-start">
        <Button strong disabled={isOpening} onClick={() => onBegin({ from: 'nothing', seed, workers })}>
          Train from scratch
        </Button>
        <Button disabled={isOpening} onClick={() => onBegin({ from: 'file', seed, workers })}>
          Train {about.name} further
        </Button>
        <WholeNumber title="Seed" least={0} most={999_999} value={seed} onChoose={setSeed} />
        {circumstances.isShared && (
          <WholeNumber title="Threads" least={1} most={16} value={workers} onChoose={setWorkers} />
        )}
      </div>
    </>
  )
}

interface RunningProps {
  readonly state: State
  readonly begun: Begun
  readonly training: Training
  readonly onStartOver: () => void
  /** What is asked before it is started over. */
  readonly children: ReactNode
}

/** A net that learns, or stands still: what can be done with it, how far it is, what it makes. */
function Running({ state, begun, training, onStartOver, children }: RunningProps): ReactNode {
  const { step, losses, first, snapshots } = state
  const isGoing = state.state === 'going'
  const isFinished = step >= begun.steps
  return (
    <>
      <div className="grow-start">
        <Button strong disabled={isFinished} onClick={isGoing ? training.pause : training.go}>
          {isGoing ? 'Pause' : isFinished ? 'Done' : 'Continue'}
        </Button>
        <Button onClick={() => training.save('model')}>Save the network</Button>
        <Button onClick={() => training.save('training')}>Save to continue later</Button>
        <Button onClick={onStartOver}>Start over</Button>
      </div>
      {children}
      <progress max={begun.steps} value={step} aria-label="Steps taken">
        {step} of {begun.steps}
      </progress>
      <Figures state={state} begun={begun} />
      {begun.notes.length > 0 && <p className="grow-slower">{begun.notes.map(sentence).join(' ')}</p>}
      <div className="grow-watch">
        <Loss first={first} losses={losses} steps={begun.steps} snapshots={snapshots.map(each => each.step)} />
        <Samples
          snapshots={snapshots}
          prompts={begun.prompts}
          here={snapshots.some(each => each.step === step) ? step : null}
          onRewind={training.rewind}
        />
      </div>
    </>
  )
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** How far it is, in numbers. */
function Figures({ state, begun }: { readonly state: State; readonly begun: Begun }): ReactNode {
  const { step, losses, perSecond } = state
  const loss = meanOfLast(losses)
  const left = step >= begun.steps ? null : secondsLeft(state)
  const others = [
    ['loss', loss === null ? '–' : lossText(loss)],
    ['steps per second', perSecond === null ? '–' : perSecond.toFixed(1)],
    ['time left', left === null ? '–' : span(left)],
    ['threads', begun.workers],
  ] as const
  return (
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
      {others.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{figure}</dd>
        </div>
      ))}
    </dl>
  )
}
