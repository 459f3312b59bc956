'use client'
// The error as a curve over one number: where the lesson stands, the gradient as a tangent, and where the error is least.
import { toNumber } from '@dit-by-hand/graph/exact'
import { type CurvePlace, curveRuns, type ErrorCurve } from '@dit-by-hand/walkthrough/error-curve'
import { type ReactNode, useMemo } from 'react'
import { Axes } from '../chart/axes.tsx'
import { linear, pathOf, tickText } from '../chart/curve.ts'

const sheet = { width: 300, height: 128, edge: { left: 48, right: 12, top: 8, bottom: 24 } } as const

/** Points on each side of the number. */
const each = 24

/** The drawing alone: the words beside it say the same. */
export function Curve({ of }: { readonly of: ErrorCurve }): ReactNode {
  const { now, gradient, least, step, reach } = of
  const runs = useMemo(() => curveRuns(of, each), [of])
  const { width, height, edge } = sheet
  const [at, error] = [toNumber(now.at), toNumber(now.error)]
  const errors = runs.flat().map(([, y]) => y)
  if (!errors.every(Number.isFinite)) return null
  const x = linear(at - reach, at + reach, edge.left, width - edge.right)
  const [low, high] = [Math.min(...errors), Math.max(...errors)]
  // From 0, unless the curve would be a line along the top.
  const y = linear(
    low < high / 2 || low === high ? 0 : low - (high - low) / 8,
    high || 1,
    height - edge.bottom,
    edge.top,
  )
  const slope = toNumber(gradient)
  const tangent = [-0.4, 0.4].map(part => [x.at(at + part * reach), y.at(error + slope * part * reach)] as const)
  const placed = ({ at, error }: CurvePlace): readonly [number, number] => [x.at(toNumber(at)), y.at(toNumber(error))]
  const [nowX, nowY] = placed(now)
  const [leastX, leastY] = least ? placed(least) : []
  const [stepX, stepY] = step ? placed(step) : []
  // A step that is too short to be seen, or leads out of the drawing, is left to the words.
  const stepIsSeen =
    stepX !== undefined &&
    stepY !== undefined &&
    stepX <= width &&
    stepX >= edge.left &&
    stepY >= 0 &&
    Math.abs(stepX - nowX) > 6
  return (
    <figure className="error-curve">
      <svg className="curve" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        <Axes sheet={sheet} x={x} y={y} name="J" say={tickText} />
        {runs.map((run, i) => (
          <path key={`run ${i + 1}`} className="loss" d={pathOf(run.map(([number, j]) => [x.at(number), y.at(j)]))} />
        ))}
        <path className="tangent" d={pathOf(tangent)} />
        {least && <circle className="least" cx={leastX} cy={leastY} r="4.5" />}
        {stepIsSeen && <path className="step" d={`M${stepX} ${stepY - 6}l5 6l-5 6l-5 -6z`} />}
        <circle className="now" cx={nowX} cy={nowY} r="4" />
      </svg>
      <figcaption>
        ● here{least && ', ○ least'}
        {stepIsSeen && ', ◆ after the step'}; dashed: the gradient
      </figcaption>
    </figure>
  )
}
