'use client'
// Training watched: steps of gradient descent on the reader's word, the loss as a curve, the video as it gets better.
import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import {
  type LearningStep,
  learnedWords,
  mostLearning,
  runOf,
  stride,
  thinned,
} from '@dit-by-hand/walkthrough/learning'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import { memo, type ReactNode, useEffect, useMemo, useState } from 'react'
import { brightestOf } from '../../lib/brightness.ts'
import { isStill } from '../../lib/still.ts'
import { Button, Tool } from '../button.tsx'
import { Axes } from '../chart/axes.tsx'
import { linear, pathOf, tickText } from '../chart/curve.ts'
import { Table } from '../lists.tsx'
import { sized } from '../pictures/parts.tsx'
import { FrameStrip } from '../strip.tsx'

/** At most so many rows has the table of losses. */
const mostRows = 25
/** Between one look and the next; slower where little is to move. */
const pause = { usual: 60, calm: 400 } as const

export const Learning = memo(function Learning({ facts }: { readonly facts: Facts }): ReactNode {
  const { lesson, net } = facts
  // A changed lesson is learned from the beginning.
  const run = useMemo(() => runOf({ lesson, net }), [lesson, net])
  const [wanted, setWanted] = useState(0)
  const [running, setRunning] = useState(false)
  const [from, setFrom] = useState(run)
  if (from !== run) {
    setFrom(run)
    setWanted(0)
  }
  const taken = run.upTo(from === run ? wanted : 0)
  const last = at(taken, taken.length - 1, 'the steps')
  const isOver = last.step < wanted || wanted >= mostLearning
  const first = at(taken, 0, 'the steps')
  useEffect(() => {
    if (!running || isOver) return
    const timer = setTimeout(() => setWanted(now => now + stride(now)), isStill() ? pause.calm : pause.usual)
    return () => clearTimeout(timer)
  })
  const goes = running && !isOver
  const frame = (title: string, step: LearningStep): ReactNode => (
    <figure>
      <FrameStrip
        title={`video generated with the weights of step ${step.step}`}
        video={step.video}
        rows={at(lesson.video, 0, 'the video').length}
        brightest={brightestOf(facts)}
      />
      <figcaption>{title}</figcaption>
    </figure>
  )
  return (
    <section className="learning no-print" aria-label="Learning">
      <p className="row">
        <Button strong disabled={isOver} onClick={() => setRunning(now => !now)}>
          {goes ? 'Stop' : wanted === 0 ? 'Run' : 'Run on'}
        </Button>
        <Tool disabled={goes || isOver} onClick={() => setWanted(now => Math.min(mostLearning, now + 1))}>
          1 step
        </Tool>
        <Tool
          disabled={wanted === 0}
          onClick={() => {
            setRunning(false)
            setWanted(0)
          }}
        >
          back to the start
        </Tool>
      </p>
      <p aria-live={goes ? 'off' : 'polite'} className="learned">
        {learnedWords(taken)}
        {wanted >= mostLearning && ' That is far enough.'}
      </p>
      <div className="learning-views">
        <Curve taken={taken} />
        <div>
          {frame('before learning', first)}
          {frame(`after ${counted(last.step, 'step')}`, last)}
        </div>
      </div>
      <details>
        <summary>The losses as a table</summary>
        <Table
          className="of-counts"
          heads={['step', 'loss']}
          rows={thinned(taken, mostRows).map(({ step, text }) => [step, text])}
        />
      </details>
    </section>
  )
})

const sheet = { width: 360, height: 150, edge: { left: 56, right: 10, top: 10, bottom: 26 } } as const

/** The loss over the steps taken. The sentence above says the same in words. */
function Curve({ taken }: { readonly taken: readonly LearningStep[] }): ReactNode {
  const { width, height, edge } = sheet
  const drawn = thinned(taken, 300).filter(({ loss }) => Number.isFinite(loss))
  const x = linear(0, Math.max(1, taken.length - 1), edge.left, width - edge.right)
  const y = linear(0, Math.max(...drawn.map(({ loss }) => loss)) || 1, height - edge.bottom, edge.top)
  const points = drawn.map(({ step, loss }) => [x.at(step), y.at(loss)] as const)
  const [nowX, nowY] = at(points, points.length - 1, 'the losses')
  return (
    <figure>
      <svg className="curve" {...sized(width, height)} role="img" aria-label={learnedWords(taken)}>
        <Axes sheet={sheet} x={{ ...x, ticks: x.ticks.filter(Number.isInteger) }} y={y} name="step" say={tickText} />
        <path className="loss" d={pathOf(points)} />
        <circle className="now" cx={nowX} cy={nowY} r="4" />
      </svg>
      <figcaption>loss</figcaption>
    </figure>
  )
}
