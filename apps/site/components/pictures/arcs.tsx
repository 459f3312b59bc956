// Attention as arcs between the frames: from whom something is taken to who takes it, thick by share.
import { at } from '@dit-by-hand/graph/at'
import type { ArcsPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { bright, Squares } from './parts.tsx'

const edge = 56
/** The height of the highest bow; above it stands its share. */
const highest = 20

export function Arcs({ of: { labels, thumbs, most, arcs, focus, text } }: { readonly of: ArcsPicture }): ReactNode {
  const count = labels.length
  const apart = Math.max(62, Math.min(82, Math.floor(620 / count)))
  const rise = Math.min(160, 44 + 26 * Math.max(1, ...arcs.map(({ query, key }) => Math.abs(query - key))))
  const top = rise + 12
  const [wide, high] = [count * apart, top + edge + 24]
  const middle = (patch: number): number => patch * apart + apart / 2
  const fillOf = bright(most)
  const isLit = ({ query, key }: { readonly query: number; readonly key: number }): boolean =>
    focus === null || (focus.as === 'query' ? query : key) === focus.patch
  // Those in focus are drawn last, over the others.
  const inOrder = arcs
    .toSorted((a, b) => Number(isLit(a)) - Number(isLit(b)))
    .map(arc => {
      const { query, key } = arc
      const [from, to] = [
        middle(key) + (query === key ? 20 : query > key ? 10 : -10),
        middle(query) + (query === key ? -20 : query > key ? -8 : 8),
      ]
      const over = query === key ? top - 30 : top - 14 - 26 * Math.abs(query - key)
      // A bow rises three quarters of the way to its controls; none so high that its share would not be seen.
      const control = Math.max((highest - top / 4) / 0.75, 2 * over - top)
      return { ...arc, from, to, control, peak: (top + 3 * control) / 4 }
    })
  return (
    <svg className="arcs" viewBox={`0 0 ${wide} ${high}`} width={wide} height={high} role="img" aria-label={text}>
      {inOrder.map(arc => {
        const { query, key, share, from, to, control } = arc
        const width = 1.25 + 4.25 * share
        return (
          <g key={`${query} ${key}`} className={isLit(arc) ? 'arc is-lit' : 'arc'}>
            <path
              className="bow"
              d={`M${from} ${top - 3}C${from} ${control} ${to} ${control} ${to} ${top - 10}`}
              strokeWidth={width}
            />
            <path className="tip" d={`M${to} ${top - 2}l${-4 - width / 2} -9h${8 + width}z`} />
          </g>
        )
      })}
      {inOrder.filter(isLit).map(({ query, key, shown, from, to, peak }) => (
        <text key={`${query} ${key}`} className="share" x={(from + to) / 2} y={peak - 5} textAnchor="middle">
          {shown}
        </text>
      ))}
      {labels.map((label, patch) => {
        const rows = at(thumbs, patch, 'the patches')
        const columns = at(rows, 0, 'a patch').length
        const side = Math.max(8, Math.min(28, Math.floor(edge / Math.max(rows.length, columns))))
        const x = middle(patch) - (columns * side) / 2
        return (
          <g key={label} className={focus?.patch === patch ? 'node is-focus' : 'node'}>
            <Squares rows={rows} x={x} y={top} side={side} fillOf={fillOf} />
            <rect className="frame" x={x - 2} y={top - 2} width={columns * side + 4} height={rows.length * side + 4} />
            <text x={middle(patch)} y={top + edge + 18} textAnchor="middle">
              {label}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
