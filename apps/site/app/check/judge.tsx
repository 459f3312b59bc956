'use client'

// The button that judges our engine in the reader's own browser, and what came of it.
import { type ReactNode, useEffect, useReducer, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Select } from '../../components/fields.tsx'
import { useWorker } from '../../lib/use-worker.ts'
import { faultIds, mistakes } from './faults.ts'
import { idle, judging, type News, type Order } from './judging.ts'
import { Results } from './results.tsx'
import { Summary, summary } from './summary.tsx'

const lessonsOffered = [20, 100, 500] as const

function useJudge() {
  const [run, tell] = useReducer(judging, idle)
  const worker = useWorker<Order, News>({
    make: () => new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module' }),
    onNews: news => {
      tell(news)
      return news.type !== 'result'
    },
    onBreak: message => tell({ type: 'broke', message }),
  })
  const begin = (order: Order): void => {
    tell({ type: 'begin' })
    worker.begin(order)
  }
  const cancel = (): void => {
    worker.end()
    tell({ type: 'cancel' })
  }
  return { run, begin, cancel }
}

/** Controls, progress and results. `stepTitles` are the titles of the thirteen steps. */
export function Judge({ stepTitles }: { readonly stepTitles: readonly string[] }): ReactNode {
  const { run, begin, cancel } = useJudge()
  const [lessons, setLessons] = useState<(typeof lessonsOffered)[number]>(lessonsOffered[1])
  const [mistake, setMistake] = useState<Order['mistake']>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const running = run.state === 'running'
  return (
    <div className="spec-box spec-judge">
      <div className="spec-controls">
        <p>
          <Select
            title="Random lessons, in addition to the cases"
            of={lessonsOffered}
            value={lessons}
            disabled={running}
            onChoose={setLessons}
          />
        </p>
        <p>
          <Select
            title="The engine"
            of={['', ...faultIds]}
            say={fault => (fault === '' ? 'as it is' : `broken: ${mistakes[fault].says}`)}
            value={mistake ?? ''}
            disabled={running}
            onChoose={fault => setMistake(fault === '' ? null : fault)}
          />
        </p>
        <p>
          <Button strong disabled={!ready} onClick={running ? cancel : () => begin({ lessons, seed: 1, mistake })}>
            {running ? 'Cancel' : run.state === 'idle' ? 'Check the engine' : 'Check again'}
          </Button>
        </p>
      </div>
      {run.state !== 'idle' && (
        <progress max={Math.max(1, run.of)} value={run.done} aria-label="checks done">
          {run.done} of {run.of}
        </progress>
      )}
      <p className="spec-verdict" role="status" data-state={run.state}>
        {summary(run)}
      </p>
      {run.named.length > 0 && (
        <ul className="spec-named" aria-label="what is wrong with it">
          {run.named.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {run.results.length > 0 && <Summary run={run} stepTitles={stepTitles} />}
      <Results run={run} />
    </div>
  )
}
