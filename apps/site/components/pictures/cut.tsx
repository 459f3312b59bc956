// The frames with the cuts that part their patches: the pieces lie a little apart, each in its dashed outline.
import { at } from '@dit-by-hand/graph/at'
import type { CutPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { bright, Square } from './parts.tsx'

const [side, gap, head] = [30, 8, 20]

/** How far along each row or column lies, with a gap before each that begins a piece; and how long all is. */
function laid(count: number, begins: (index: number) => boolean, apart: number): readonly number[] {
  let now = 0
  return Array.from({ length: count + 1 }, (_, i) => {
    if (i > 0) now += side + (i < count && begins(i) ? apart : 0)
    return now
  })
}

export function Cut({ of }: { readonly of: CutPicture }): ReactNode {
  const { frames, high, rows, patch, most, focus } = of
  const columns = at(rows, 0, 'the video').length
  const across = at(patch, 0, 'the patches')
  const xs = laid(columns, c => across[c] !== across[c - 1], gap)
  const ys = laid(high, r => patch[r]?.[0] !== patch[r - 1]?.[0], head)
  const [wide, tall] = [at(xs, columns) + 2 * gap, at(ys, high) + head + gap]
  const beside = Math.max(1, Math.min(frames, Math.floor(620 / (wide + gap))))
  const lines = Math.ceil(frames / beside)
  const fillOf = bright(most)
  return (
    <svg
      viewBox={`0 0 ${beside * (wide + gap) - gap} ${lines * tall}`}
      width={beside * (wide + gap) - gap}
      height={lines * tall}
      role="img"
      aria-label={of.text}
    >
      {Array.from({ length: frames }, (_, f) => {
        const [left, top] = [(f % beside) * (wide + gap) + gap, Math.floor(f / beside) * tall + head]
        const own = rows.slice(f * high, (f + 1) * high)
        const map = patch.slice(f * high, (f + 1) * high)
        return (
          <g key={f}>
            {own.map((cells, r) =>
              cells.map((value, c) => (
                <Square
                  key={`${r} ${c}`}
                  x={left + at(xs, c)}
                  y={top + at(ys, r)}
                  side={side}
                  value={value}
                  fill={fillOf(value)}
                />
              )),
            )}
            {piecesOf(map).map(({ index, from, to }) => {
              const [x, y] = [left + at(xs, from.column) - 3, top + at(ys, from.row) - 3]
              return (
                <g key={index} className={index === focus ? 'piece is-focus' : 'piece'}>
                  <rect
                    className="cut"
                    x={x}
                    y={y}
                    width={left + at(xs, to.column) + side + 3 - x}
                    height={top + at(ys, to.row) + side + 3 - y}
                  />
                  <text x={x + 1} y={y - 4}>
                    {columns * side > 44 && to.column > from.column ? `patch ${index + 1}` : index + 1}
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

interface Spot {
  readonly row: number
  readonly column: number
}

/** The pieces of a frame: each patch that has pixels in it, from its first to its last. */
function piecesOf(map: readonly (readonly number[])[]): readonly { index: number; from: Spot; to: Spot }[] {
  const pieces = new Map<number, { index: number; from: Spot; to: Spot }>()
  map.forEach((cells, row) => {
    cells.forEach((index, column) => {
      const known = pieces.get(index)
      if (known) known.to = { row, column }
      else pieces.set(index, { index, from: { row, column }, to: { row, column } })
    })
  })
  return [...pieces.values()]
}
