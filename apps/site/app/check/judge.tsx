'use client'

// The button that judges our engine in the reader's own browser, and what came of it.
import { type ReactNode, useCallback, useEffect, useId, useReducer, useRef, useState } from 'react'
import { faultIds, isFaultId, mistakes } from './faults.ts'
import { idle, judging, type News, type Order } from './judging.ts'
import { Results } from './results.tsx'
import { Summary, summary } from './summary.tsx'

const lessonsOffered = [20, 100, 500] as const

/** A worker is made for each run and ended with it, so that cancelling is at once. */
function useJudge() {
  const [run, tell] = useReducer(judging, idle)
  const worker = useRef<Worker | null>(null)
  const end = useCallback((): void => {
    worker.current?.terminate()
    worker.current = null
  }, [])
  useEffect(() => end, [end])
  const begin = (order: Order): void => {
    end()
    tell({ type: 'begin', order })
    const mine = new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module' })
    worker.current = mine
    mine.addEventListener('message', ({ data }: MessageEvent<News>) => {
      if (worker.current !== mine) return
      tell(data)
      if (data.type !== 'result') end()
    })
    mine.addEventListener('error', event => {
      tell({ type: 'broke', message: event.message || 'the judge could not be loaded' })
      end()
    })
    mine.postMessage(order)
  }
  const cancel = (): void => {
    end()
    tell({ type: 'cancel' })
  }
  return { run, begin, cancel }
}

/** Controls, progress and results. `stepTitles` are the titles of the thirteen steps. */
export function Judge({ stepTitles }: { readonly stepTitles: readonly string[] }): ReactNode {
  const { run, begin, cancel } = useJudge()
  const [lessons, setLessons] = useState<number>(lessonsOffered[1])
  const [mistake, setMistake] = useState<Order['mistake']>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const id = useId()
  const running = run.state === 'running'
  return (
    <div className="spec-judge">
      <div className="spec-controls">
        <p>
          <label htmlFor={`${id}-lessons`}>Random lessons, besides the cases</label>
          <select
            id={`${id}-lessons`}
            value={lessons}
            disabled={running}
            onChange={event => setLessons(Number(event.target.value))}
          >
            {lessonsOffered.map(count => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label htmlFor={`${id}-mistake`}>The engine</label>
          <select
            id={`${id}-mistake`}
            value={mistake ?? ''}
            disabled={running}
            onChange={event => setMistake(isFaultId(event.target.value) ? event.target.value : null)}
          >
            <option value="">as it is</option>
            {faultIds.map(fault => (
              <option key={fault} value={fault}>
                spoilt: {mistakes[fault].says}
              </option>
            ))}
          </select>
        </p>
        <p>
          {running ? (
            <button key="button" type="button" className="button strong" onClick={cancel}>
              Cancel
            </button>
          ) : (
            <button
              key="button"
              type="button"
              className="button strong"
              disabled={!ready}
              onClick={() => begin({ lessons, seed: 1, mistake })}
            >
              {run.state === 'idle' ? 'Check the engine' : 'Check again'}
            </button>
          )}
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
