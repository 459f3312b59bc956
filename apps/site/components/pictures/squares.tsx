// Latents and noise as squares of one grey scale, with the sign that joins them.
import type { SquaresPicture } from '@dit-by-hand/walkthrough/pictures'
import { Fragment, type ReactNode } from 'react'
import { FrameRow, GreyLegend, grey } from './parts.tsx'

export function GreySquares({ of: { grids, most, text } }: { readonly of: SquaresPicture }): ReactNode {
  const fillOf = grey(most)
  return (
    <>
      <div className="beside" role="img" aria-label={text}>
        {grids.map(({ name, title, sign, rows }) => (
          <Fragment key={name}>
            {sign !== '' && <span className="between">{sign}</span>}
            <span className="panel">
              <span className="panel-title">{title}</span>
              <FrameRow rows={rows} high={rows.length} side={34} fillOf={fillOf} />
            </span>
          </Fragment>
        ))}
      </div>
      <GreyLegend most={most} />
    </>
  )
}
