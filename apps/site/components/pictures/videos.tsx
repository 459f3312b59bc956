// Original, generated, and what the second has more than the first.
import type { VideosPicture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { bright, FrameRow, GreyLegend, grey } from './parts.tsx'

export function Videos({ of }: { readonly of: VideosPicture }): ReactNode {
  const { high, original, generated, difference, brightest, most, text } = of
  const side = 28
  const panel = (title: string, picture: ReactNode): ReactNode => (
    <span className="panel">
      <span className="panel-title">{title}</span>
      {picture}
    </span>
  )
  return (
    <>
      <div className="beside" role="img" aria-label={text}>
        {panel('original', <FrameRow rows={original} high={high} side={side} fillOf={bright(brightest)} />)}
        {panel('generated', <FrameRow rows={generated} high={high} side={side} fillOf={bright(brightest)} />)}
        {panel(
          'generated − original',
          <FrameRow rows={difference} high={high} side={side} fillOf={grey(most)} signed />,
        )}
      </div>
      {most > 0 && <GreyLegend most={most} />}
    </>
  )
}
