'use client'
// Training watched: steps of gradient descent on the reader's word, the loss as a curve, the video as it gets better.
import { at } from '@dit-by-hand/graph/at'
import { type LearningStep, learnedWords, learning } from '@dit-by-hand/walkthrough/learning'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import { type ReactNode, useMemo, useState } from 'react'
import { FrameStrip } from '../strip.tsx'

interface LearningProps {
  readonly facts: Facts
  readonly brightest: number
}

/** Nobody watches longer than this, and a browser should not be made to. */
const mostSteps = 2000

export function Learning(props: LearningProps): ReactNode {
  const { lesson, net } = props.facts
  // A changed lesson is learned from the beginning.
  const run = useMemo(() => ({ steps: learning({ lesson, net }), taken: [] as LearningStep[] }), [lesson, net])
  return <Run {...props} run={run} />
}

interface RunProps extends LearningProps {
  readonly run: { readonly steps: Generator<LearningStep, never>; readonly taken: LearningStep[] }
}

function Run({ run, facts: { lesson }, brightest }: RunProps): ReactNode {
  const [wanted, setWanted] = useState(0)
  const [from, setFrom] = useState(run)
  if (from !== run) {
    setFrom(run)
    setWanted(0)
  }
  const steps = from === run ? wanted : 0
  while (run.taken.length <= steps) run.taken.push(run.steps.next().value)
  const taken = run.taken.slice(0, steps + 1)
  const last = taken.at(-1)
  const more = (count: number): ReactNode => (
    <button
      type="button"
      className="tool"
      disabled={wanted >= mostSteps}
      onClick={() => setWanted(Math.min(mostSteps, wanted + count))}
    >
      {count === 1 ? '1 step' : `${count} steps`}
    </button>
  )
  return (
    <section className="learning" aria-label="Learning">
      <h2>Let it learn</h2>
      <p className="row">
        {more(1)}
        {more(10)}
        {more(100)}
        <button type="button" className="tool" disabled={wanted === 0} onClick={() => setWanted(0)}>
          from the beginning
        </button>
      </p>
      <p role="status">{learnedWords(taken)}</p>
      <div className="learning-views">
        <Curve taken={taken} />
        {last && (
          <figure>
            <FrameStrip
              title="generated video"
              video={last.video}
              rows={at(lesson.video, 0, 'the video').length}
              brightest={brightest}
            />
            <figcaption>generated with the weights of step {last.step}</figcaption>
          </figure>
        )}
      </div>
      <details>
        <summary>The losses as a table</summary>
        <LossTable taken={taken} />
      </details>
    </section>
  )
}

const [wide, high] = [360, 150]
const margin = { left: 46, right: 10, top: 10, bottom: 22 }

/** The loss over the steps taken. The sentence above says the same in words. */
function Curve({ taken }: { readonly taken: readonly LearningStep[] }): ReactNode {
  const top = Math.max(...taken.map(({ loss }) => loss)) || 1
  const last = Math.max(1, taken.length - 1)
  const x = (step: number): number => margin.left + ((wide - margin.left - margin.right) * step) / last
  const y = (loss: number): number => margin.top + (high - margin.top - margin.bottom) * (1 - Math.max(0, loss) / top)
  const points = taken.map(({ step, loss }) => `${x(step).toFixed(1)},${y(loss).toFixed(1)}`)
  return (
    <figure>
      <svg
        className="curve"
        viewBox={`0 0 ${wide} ${high}`}
        width={wide}
        height={high}
        role="img"
        aria-label={learnedWords(taken)}
      >
        <path className="axis" d={`M${margin.left} ${margin.top}V${high - margin.bottom}H${wide - margin.right}`} />
        <text x={margin.left - 6} y={margin.top + 5} textAnchor="end">
          {top.toPrecision(3)}
        </text>
        <text x={margin.left - 6} y={high - margin.bottom + 4} textAnchor="end">
          0
        </text>
        <text x={margin.left} y={high - 6} textAnchor="middle">
          0
        </text>
        <text x={wide - margin.right} y={high - 6} textAnchor="end">
          {taken.length > 1 ? `step ${taken.length - 1}` : ''}
        </text>
        {points.length > 1 && <polyline className="loss" points={points.join(' ')} />}
        <circle className="now" cx={points.at(-1)?.split(',')[0]} cy={points.at(-1)?.split(',')[1]} r="4" />
      </svg>
      <figcaption>loss</figcaption>
    </figure>
  )
}

/** At most so many rows: the first, the last, and some between. */
const mostRows = 25

function LossTable({ taken }: { readonly taken: readonly LearningStep[] }): ReactNode {
  const every = Math.ceil(taken.length / mostRows)
  const rows = taken.filter(({ step }) => step % every === 0 || step === taken.length - 1)
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">step</th>
          <th scope="col">loss</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ step, text }) => (
          <tr key={step}>
            <th scope="row">{step}</th>
            <td>{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
