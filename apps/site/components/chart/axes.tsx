// What stands around a curve: lines across at round numbers, numbers below, and what they count.
import type { ReactNode } from 'react'
import type { Scale } from './curve.ts'

/** A drawing in its own units: how large it is, and what lies around the curve. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly edge: { readonly left: number; readonly right: number; readonly bottom: number }
}

interface AxesProps {
  readonly sheet: Sheet
  readonly x: Scale
  readonly y: Scale
  /** What is counted along the foot. */
  readonly name: string
  readonly say?: (tick: number) => string
}

export function Axes({ sheet: { width, height, edge }, x, y, name, say = String }: AxesProps): ReactNode {
  const foot = height - edge.bottom
  return (
    <>
      {y.ticks.map(tick => (
        <g key={tick} className="tick">
          <line x1={edge.left} x2={width - edge.right} y1={y.at(tick)} y2={y.at(tick)} />
          <text x={edge.left - 6} y={y.at(tick) + 4} textAnchor="end">
            {say(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map(tick => (
        <g key={tick} className="tick">
          <line x1={x.at(tick)} x2={x.at(tick)} y1={foot} y2={foot + 4} />
          <text x={x.at(tick)} y={height - 7} textAnchor="middle">
            {say(tick)}
          </text>
        </g>
      ))}
      <text x={edge.left - 12} y={height - 7} textAnchor="end">
        {name}
      </text>
    </>
  )
}
