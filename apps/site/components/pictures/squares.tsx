// Latents and noise as squares of one grey scale, with the sign that joins them.
import { at } from '@dit-by-hand/graph/at'
import type { SquaresPicture } from '@dit-by-hand/walkthrough/pictures'
import { Fragment, type ReactNode } from 'react'
import { GreyLegend, grey, Squares } from './parts.tsx'

const side = 34

export function GreySquares({ of: { grids, most, text } }: { readonly of: SquaresPicture }): ReactNode {
  const fillOf = grey(most)
  return (
    <>
      <div className="beside" role="img" aria-label={text}>
        {grids.map(({ name, title, sign, rows }) => {
          const [wide, high] = [at(rows, 0, title).length * side, rows.length * side]
          return (
            <Fragment key={name}>
              {sign !== '' && <span className="between">{sign}</span>}
              <span className="panel">
                <span className="panel-title">{title}</span>
                <svg viewBox={`0 0 ${wide} ${high}`} width={wide} height={high} aria-hidden="true">
                  <Squares rows={rows} side={side} fillOf={fillOf} />
                </svg>
              </span>
            </Fragment>
          )
        })}
      </div>
      <GreyLegend most={most} />
    </>
  )
}
