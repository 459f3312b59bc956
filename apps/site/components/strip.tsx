// Frames as pictures: pixels with their brightness and their number, side by side, and the same in words.
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { ReactNode } from 'react'
import { brief } from '../lib/brief.ts'
import { bright, FrameRow } from './pictures/parts.tsx'

interface StripProps {
  readonly title: string
  /** Frame under frame. */
  readonly video: Grid<Exact>
  /** Rows of a frame. */
  readonly rows: number
  readonly brightest: number
}

export function FrameStrip({ title, video, rows, brightest }: StripProps): ReactNode {
  const words = video.map(row => row.map(value => brief(value, Number.POSITIVE_INFINITY)).join(' ')).join('; ')
  return (
    <div className="drawn-strip" role="img" aria-label={`${title}, row by row: ${words}`}>
      <FrameRow rows={video} high={rows} side={30} fillOf={bright(brightest)} />
    </div>
  )
}
