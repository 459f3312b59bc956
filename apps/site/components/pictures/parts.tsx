// What all pictures are made of: a square with its number, and the scale of greys that says what is black and white.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import type { Rows } from '@dit-by-hand/walkthrough/pictures/rows'
import { brightnessOf, greyOf, steps } from '@dit-by-hand/walkthrough/pictures/scale'
import type { ReactNode } from 'react'
import { brief, widthOf } from '../../lib/brief.ts'

/** How a number is filled in: a step of the greys or of brightness, and which ink can be read on it. */
export interface Fill {
  readonly className: string
  readonly onDark: boolean
}

const fill = (scale: 'g' | 'b', step: number): Fill => ({ className: `${scale}${step}`, onDark: step < 4 })

export const grey = (most: number) => (value: Exact) => fill('g', greyOf(value, most))

export const bright = (most: number) => (value: Exact) => fill('b', brightnessOf(value, most))

interface SquareProps {
  readonly x: number
  readonly y: number
  readonly side: number
  readonly value: Exact
  readonly fill: Fill
  /** Before the number: a + where differences are shown. */
  readonly signed?: boolean
}

/** A square, with its number where there is room for one. */
export function Square({ x, y, side, value, fill, signed = false }: SquareProps): ReactNode {
  const plus = signed && toNumber(value) > 0 ? '+' : ''
  const text = `${plus}${brief(value, side - widthOf(plus))}`
  return (
    <>
      <rect className={fill.className} x={x} y={y} width={side} height={side} />
      {side >= 20 && (
        <text
          className={fill.onDark ? 'on-dark' : 'on-bright'}
          x={x + side / 2}
          y={y + side / 2 + 4.5}
          textAnchor="middle"
        >
          {text}
        </text>
      )}
    </>
  )
}

interface SquaresProps extends Pick<SquareProps, 'side' | 'signed'> {
  readonly rows: Rows
  readonly fillOf: (value: Exact) => Fill
}

/** Squares in rows and columns. */
export function Squares(props: SquaresProps & { readonly x?: number; readonly y?: number }): ReactNode {
  const { rows, x = 0, y = 0, side, fillOf, signed = false } = props
  return rows.map((cells, r) =>
    cells.map((value, c) => (
      <Square
        key={`${r} ${c}`}
        x={x + c * side}
        y={y + r * side}
        side={side}
        value={value}
        fill={fillOf(value)}
        signed={signed}
      />
    )),
  )
}

/** The size of a drawing, in its own units. */
export const sized = (width: number, height: number) => ({ viewBox: `0 0 ${width} ${height}`, width, height })

/** What the greys stand for. */
export function GreyLegend({ most }: { readonly most: number }): ReactNode {
  const side = 18
  const end = brief(most, 3 * side - widthOf('−'))
  const ends = [end === '0' ? end : `−${end}`, '0', end]
  return (
    <svg className="scale" {...sized(steps * side + 24, 34)} aria-hidden="true">
      {Array.from({ length: steps }, (_, step) => (
        <rect key={step} className={`g${step}`} x={12 + step * side} y="0" width={side} height="14" />
      ))}
      {ends.map((text, i) => (
        <text key={i} x={12 + ((i * (steps - 1)) / 2 + 0.5) * side} y="29" textAnchor="middle">
          {text}
        </text>
      ))}
    </svg>
  )
}

/** Frames side by side, so many in a row. @param props `high` for the rows of a frame */
export function FrameRow({ high, ...props }: SquaresProps & { readonly high: number }): ReactNode {
  const { rows, side } = props
  const columns = at(rows, 0, 'the video').length
  const count = Math.ceil(rows.length / high)
  const gap = 8
  const beside = Math.max(1, Math.min(count, Math.floor((300 + gap) / (columns * side + gap))))
  const lines = Math.ceil(count / beside)
  const [wide, tall] = [beside * (columns * side + gap) - gap, lines * (high * side + gap) - gap]
  return (
    <svg {...sized(wide, tall)} aria-hidden="true">
      {Array.from({ length: count }, (_, f) => (
        <Squares
          {...props}
          key={f}
          rows={rows.slice(f * high, (f + 1) * high)}
          x={(f % beside) * (columns * side + gap)}
          y={Math.floor(f / beside) * (high * side + gap)}
        />
      ))}
    </svg>
  )
}
