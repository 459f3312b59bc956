// Frames as pictures: pixels with their brightness and their number, side by side.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { ReactNode } from 'react'
import { brief } from '../lib/brief.ts'
import { levelOf } from '../lib/brightness.ts'

interface StripProps {
  readonly title: string
  /** Frame under frame. */
  readonly video: Grid<Exact>
  /** Rows of a frame. */
  readonly rows: number
  readonly brightest: number
}

const side = 30
const gap = 10

export function FrameStrip({ title, video, rows, brightest }: StripProps): ReactNode {
  const columns = at(video, 0, 'the video').length
  const count = Math.ceil(video.length / rows)
  const [wide, high] = [count * (columns * side + gap) - gap, rows * side]
  const words = video.map(row => row.map(value => brief(value, Number.POSITIVE_INFINITY)).join(' ')).join('; ')
  return (
    <svg
      className="strip picture-text"
      viewBox={`0 0 ${wide} ${high}`}
      width={wide}
      height={high}
      role="img"
      aria-label={`${title}, row by row: ${words}`}
    >
      {video.map((row, r) =>
        row.map((value, c) => {
          const level = levelOf(value, brightest)
          const [x, y] = [Math.floor(r / rows) * (columns * side + gap) + c * side, (r % rows) * side]
          return (
            <g key={`${r} ${c}`}>
              <rect className={`b${level}`} x={x} y={y} width={side} height={side} />
              <text
                className={level < 4 ? 'on-dark' : 'on-bright'}
                x={x + side / 2}
                y={y + side / 2 + 4.5}
                textAnchor="middle"
              >
                {brief(value, side)}
              </text>
            </g>
          )
        }),
      )}
    </svg>
  )
}
