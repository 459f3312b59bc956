'use client'
// The frames of a video as a moving picture: one frame after the other, on the reader's word.
import { at } from '@dit-by-hand/graph/at'
import { brightnessOf } from '@dit-by-hand/walkthrough/pictures/scale'
import type { Block } from '@dit-by-hand/walkthrough/scene'
import { type ReactNode, useEffect, useState } from 'react'
import { hiddenText } from '../lib/hidden.ts'
import { PlaySign } from './button.tsx'

interface FilmProps {
  readonly block: Block
  readonly brightest: number
}

/** Frames at two a second. */
const every = 500

/** A screen that shows one frame, and a button that plays them all round and round. */
export function Film({ block, brightest }: FilmProps): ReactNode {
  const [playing, setPlaying] = useState(false)
  const [frame, setFrame] = useState(0)
  const { count, rows } = block.frames ?? { count: 1, rows: 1 }
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => setFrame(now => (now + 1) % count), every)
    return () => clearInterval(timer)
  }, [playing, count])
  if (count < 2) return null
  const shown = block.rows.slice((frame % count) * rows, ((frame % count) + 1) * rows)
  return (
    <div className="screen no-print">
      <button type="button" className="play" aria-pressed={playing} onClick={() => setPlaying(now => !now)}>
        <PlaySign playing={playing} />
        {playing ? 'pause' : 'play'}
        <span className="vh"> the {block.title}</span>
      </button>
      <Picture
        rows={shown.map(cells =>
          cells.map(({ text, value }) => (text === hiddenText ? null : brightnessOf(value, brightest))),
        )}
      />
      <span className="at" aria-hidden="true">
        {(frame % count) + 1}/{count}
      </span>
    </div>
  )
}

/** One frame as a picture: rows of brightness, 0 to 8; null for a pixel that is hidden. */
export function Picture({ rows }: { readonly rows: readonly (readonly (number | null)[])[] }): ReactNode {
  return (
    <svg
      className="picture"
      viewBox={`0 0 ${at(rows, 0, 'the frame').length} ${rows.length}`}
      shapeRendering="crispEdges"
      aria-hidden="true"
    >
      {rows.map((levels, y) =>
        levels.map((level, x) => (
          <rect
            key={`${x} ${y}`}
            className={level === null ? 'hidden' : `b${level}`}
            x={x}
            y={y}
            width="1"
            height="1"
          />
        )),
      )}
    </svg>
  )
}
