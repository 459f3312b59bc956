'use client'
// Scale, shift and gate of one feature as the time goes from noise to film: what the prompt and the clock do to a block.
import { at } from '@dit-by-hand/graph/at'
import { showNumber } from '@dit-by-hand/graph/style'
import { type ReactNode, useState } from 'react'
import { Axes } from '../../../components/chart/axes.tsx'
import { linear, pathOf, tickText } from '../../../components/chart/curve.ts'
import { Select } from '../../../components/fields.tsx'
import { useLatest } from '../../../components/use-latest.ts'
import type { ConditionsOrder } from '../studio/said.ts'
import type { Conditions } from '../studio/studio.ts'
import { useWidth } from '../use-width.ts'
import { type InsideProps, Pick } from './inside.tsx'

const height = 210
const edge = { left: 52, right: 48, top: 10, bottom: 26 } as const
const curves = ['scale', 'shift', 'gate'] as const
const partTitles = { attention: 'attention', mlp: 'the layers after it' } as const

export function ConditionsView({ studio, about, filmed, stage }: InsideProps): ReactNode {
  const [block, setBlock] = useState(0)
  const [part, setPart] = useState<ConditionsOrder['part']>('attention')
  const [feature, setFeature] = useState(0)
  const order = {
    which: filmed.order.which,
    words: filmed.order.words,
    block: Math.min(block, about.depth - 1),
    part,
    feature: Math.min(feature, about.width - 1),
  }
  const { found, problem } = useLatest(JSON.stringify([order, filmed.milliseconds]), () => studio.conditions(order))
  const { time } = at(filmed.stages, stage, 'the stages')
  return (
    <section aria-labelledby="grow-conditions" className="grow-look">
      <h3 id="grow-conditions">Scale, shift and gate</h3>
      <p>
        Words and time make three numbers for every feature: what it is multiplied by (1 + scale), what is added, and
        how much of the result is let through. They change on the way from the noise, on the left, to the film.
      </p>
      <div className="grow-knobs">
        <Pick title="Block" count={about.depth} chosen={order.block} onChoose={setBlock} />
        <Select
          title="Before"
          of={['attention', 'mlp'] as const}
          say={each => partTitles[each]}
          value={part}
          onChoose={setPart}
        />
        <Pick title="Feature" count={about.width} chosen={order.feature} onChoose={setFeature} />
      </div>
      {found && <Curves found={found} time={time} />}
      {found === null && problem === null && <p className="muted">Computing …</p>}
      {problem !== null && <p role="alert">They cannot be shown: {problem}.</p>}
    </section>
  )
}

/** The number of a curve that is nearest to a time. */
const nearest = (times: readonly number[], time: number): number =>
  times.reduce((best, each, i) => (Math.abs(each - time) < Math.abs(at(times, best) - time) ? i : best), 0)

function Curves({ found, time }: { readonly found: Conditions; readonly time: number }): ReactNode {
  const [figure, width] = useWidth<HTMLElement>()
  const all = curves.flatMap(curve => found[curve])
  const y = linear(Math.min(0, ...all), Math.max(0, ...all), height - edge.bottom, edge.top)
  const x = linear(0, 1, width - edge.right, edge.left)
  const here = nearest(found.times, time)
  // Names at the right end, apart from one another.
  const ends = curves
    .map(curve => ({ curve, y: y.at(at(found[curve], 0)) }))
    .toSorted((a, b) => a.y - b.y)
    .map((end, i, sorted) => ({ ...end, y: Math.max(end.y, at(sorted, 0).y + 14 * i) }))
  return (
    <figure ref={figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Scale, shift and gate over time; in numbers below"
        className="grow-curves"
      >
        <Axes sheet={{ width, height, edge }} x={x} y={y} name="time" say={tickText} />
        <line className="grow-now" x1={x.at(time)} x2={x.at(time)} y1={edge.top} y2={height - edge.bottom} />
        {curves.map(curve => (
          <path
            key={curve}
            className={`grow-curve is-${curve}`}
            d={pathOf(found.times.map((each, i) => [x.at(each), y.at(at(found[curve], i))]))}
          />
        ))}
        {ends.map(({ curve, y: end }) => (
          <text key={curve} x={width - edge.right + 6} y={end + 4}>
            {curve}
          </text>
        ))}
      </svg>
      <figcaption>
        At time <span className="number">{time.toFixed(2)}</span>:{' '}
        {curves.map((curve, i) => (
          <span key={curve}>
            {i > 0 && ', '}
            {curve} <span className="number">{showNumber(at(found[curve], here))}</span>
          </span>
        ))}
        . The scale is a solid line, the shift is dashed, and the gate is dotted.
      </figcaption>
    </figure>
  )
}
