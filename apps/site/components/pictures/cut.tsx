// The frames with the cuts that part their patches: the pieces lie a little apart, each in its dashed outline.
import { at } from '@dit-by-hand/graph/at'
import type { CutPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { bright, Square, sized } from './parts.tsx'

const [side, gap, head] = [30, 8, 20]

/** How far along each row or column lies: pieces lie apart. */
const laid = (size: number, apart: number) => (index: number) => index * side + Math.floor(index / size) * apart

export function Cut({ of }: { readonly of: CutPicture }): ReactNode {
  const { frames, piece, most, focus } = of
  const { rows } = at(frames, 0, 'the video')
  const columns = at(rows, 0, 'the video').length
  const [across, down] = [laid(piece.columns, gap), laid(piece.rows, head)]
  const [wide, tall] = [across(columns - 1) + side + 2 * gap, down(rows.length - 1) + side + head + gap]
  const beside = Math.max(1, Math.min(frames.length, Math.floor(620 / (wide + gap))))
  const lines = Math.ceil(frames.length / beside)
  const fillOf = bright(most)
  return (
    <svg {...sized(beside * (wide + gap) - gap, lines * tall)} role="img" aria-label={of.text}>
      {frames.map(({ rows: own, pieces }, f) => {
        const [left, top] = [(f % beside) * (wide + gap) + gap, Math.floor(f / beside) * tall + head]
        return (
          <g key={f}>
            {own.map((cells, r) =>
              cells.map((value, c) => (
                <Square
                  key={`${r} ${c}`}
                  x={left + across(c)}
                  y={top + down(r)}
                  side={side}
                  value={value}
                  fill={fillOf(value)}
                />
              )),
            )}
            {pieces.map(({ patch, row, column }) => {
              const [x, y] = [left + across(column) - 3, top + down(row) - 3]
              return (
                <g key={patch} className={patch === focus ? 'piece is-focus' : 'piece'}>
                  <rect className="cut" x={x} y={y} width={piece.columns * side + 6} height={piece.rows * side + 6} />
                  <text x={x + 1} y={y - 4}>
                    {piece.columns > 1 ? `patch ${patch + 1}` : patch + 1}
                  </text>
                </g>
              )
            })}
          </g>
        )
      })}
    </svg>
  )
}
