// The map of the sheet: training runs down, generation runs back up. In the corner of every step.
import { openStops } from '@dit-by-hand/walkthrough/moves'
import type { MapStop } from '@dit-by-hand/walkthrough/scene'
import { memo, type ReactNode } from 'react'
import { PlaceLink } from './place-link.tsx'

interface MapProps {
  readonly stops: readonly MapStop[]
  readonly hidden: readonly number[]
}

// Titles follow from places: a map is the same where the reader and what is hidden are.
const sameMap = (a: MapProps, b: MapProps): boolean =>
  a.hidden === b.hidden && a.stops.every((stop, i) => stop.here === b.stops[i]?.here)

/** All places as one small sheet of links; its squares stand as the steps stand on the front page. */
export const StepMap = memo(function StepMap({ stops, hidden }: MapProps): ReactNode {
  return (
    <nav className="map no-print" aria-label="Steps">
      <ol>
        {openStops(stops, hidden).map(({ place, step, title, here }) => (
          <li key={place} className={`stop-${place}`}>
            <PlaceLink
              place={place}
              title={step === null ? title : `${step} ${title}`}
              {...(here && { 'aria-current': 'step' as const })}
            >
              <span aria-hidden="true">{step ?? (place === 'opening' ? '▸' : '■')}</span>
              <span className="vh">{step === null ? title : `Step ${step}, ${title}`}</span>
            </PlaceLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}, sameMap)
