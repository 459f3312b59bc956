'use client'
// The page of a net that has grown up: films to order, a net that learns, and the net opened when it is asked for.
import { counted } from '@dit-by-hand/graph/counted'
import { proxy } from 'comlink'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { later } from '../../components/later.tsx'
import { useLatest } from '../../components/use-latest.ts'
import { type Asked, orderOf } from './asked.ts'
import { Learning } from './learning.tsx'
import { tell, useLearning } from './learning-store.ts'
import { Making } from './making.tsx'
import type { About } from './studio/nets.ts'
import { type Load, type Open, useStudio } from './use-studio.ts'

const Inside = later(async () => (await import('./inside/inside.tsx')).Inside)

const usual: Asked = {
  which: 'file',
  prompt: { who: 'moon', deed: 'rises', when: 'night' },
  text: '',
  seed: 1,
  guidance: 1.25,
  steps: 8,
  after: null,
}

/** @param facts what the page says of its checkpoint, below the film */
export function Grow({ facts }: { readonly facts: ReactNode }): ReactNode {
  const { opening, load } = useStudio()
  if (opening.state === 'broken')
    return (
      <p role="alert" className="grow-problem">
        The network could not be opened: {opening.why}. Reload the page to try again.
      </p>
    )
  if (opening.state === 'opening')
    return (
      <>
        <p role="status" className="grow-opening">
          The network is loading …
        </p>
        {facts}
      </>
    )
  return <Opened open={opening} onLoad={load} facts={facts} />
}

interface FactsProps {
  readonly of: About
}

/** What the page says of a net from the reader's own file. */
function Facts({ of: { name, parameters, steps, depth, heads, width, size, vocabulary } }: FactsProps): ReactNode {
  return (
    <p className="grow-facts">
      {name} is a network of {parameters.toLocaleString('en')} parameters that knows{' '}
      {counted(vocabulary.length - 1, 'word')}
      {steps !== null && ` and was trained for ${counted(steps, 'step')}`}. It has {counted(depth, 'block')} of{' '}
      {counted(heads, 'head')} and is {counted(width, 'feature')} wide. Its films have {counted(size.frames, 'frame')}{' '}
      of {size.height} × {size.width} pixels.
    </p>
  )
}

interface OpenedProps {
  readonly open: Open
  readonly facts: ReactNode
  readonly onLoad: Load
}

function Opened({ open, onLoad, facts }: OpenedProps): ReactNode {
  const { studio, about, isOwn, slower } = open
  const [asked, setAsked] = useState<Asked>(usual)
  const [stage, setStage] = useState(0)
  const [isOpened, setOpened] = useState(false)
  const state = useLearning()
  useEffect(() => {
    void studio.listen(proxy(tell))
  }, [studio])

  const which = state.begun === null ? 'file' : asked.which
  const net = which === 'run' && state.begun ? state.begun.about : about
  const shown = useMemo(() => ({ ...asked, which }), [asked, which])
  const order = orderOf(shown, net)
  // A film of the net that learns is made anew whenever it is shown, and when it stands still.
  const version =
    which === 'file' ? about.name : `${state.snapshots.length} ${state.state === 'still' ? state.step : ''}`
  const film = useLatest(JSON.stringify([order, version]), () => studio.film(order))
  const ask = useCallback((part: Partial<Asked>) => setAsked(before => ({ ...before, ...part })), [])
  return (
    <>
      {slower.length > 0 && <p className="grow-slower">{slower.join(' ')}</p>}
      <Making
        about={net}
        file={about.name}
        asked={shown}
        onAsk={ask}
        film={film}
        stage={stage}
        onStage={setStage}
        hasRun={state.begun !== null}
      />
      {isOwn ? <Facts of={about} /> : facts}
      <Learning of={open} onLoad={onLoad} />
      <section aria-labelledby="grow-open" className="grow-within">
        <h2 id="grow-open">Open it up</h2>
        {isOpened && film.found ? (
          <Inside {...{ studio, about: net, filmed: film.found, stage }} meanwhile={<p role="status">Opening …</p>} />
        ) : (
          <>
            <p>
              Look inside the network that made the film above: what attention takes from where, what the time does,
              what the film lacks without a part, and the arithmetic of every single number.
            </p>
            <Button strong onClick={() => setOpened(true)} disabled={!film.found}>
              Open the network
            </Button>
          </>
        )}
      </section>
    </>
  )
}
