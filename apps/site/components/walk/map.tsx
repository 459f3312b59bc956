// The map of the sheet: training runs down, generation runs back up. In the corner of every step.

import { same } from '@dit-by-hand/graph/same'
import { openStops } from '@dit-by-hand/walkthrough/moves'
import type { MapStop } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { memo, type ReactNode } from 'react'
import { PlaceLink } from './place-link.tsx'

interface MapProps {
  readonly stops: readonly MapStop[]
  readonly hidden: readonly number[]
}

/** Down to the noise, down through the model, and back up: the square of a place. */
function squareOf(place: Place): string {
  const at = places.indexOf(place)
  return at < 4 ? `c0 r${at}` : at < 11 ? `c1 r${at - 4}` : `c2 r${14 - at}`
}

/** All places as one small sheet of links; its squares stand as the steps stand on the front page. */
export const StepMap = memo(function StepMap({ stops, hidden }: MapProps): ReactNode {
  return (
    <nav className="map no-print" aria-label="Steps">
      <ol>
        {openStops(stops, hidden).map(({ place, step, title, here }) => (
          <li key={place}>
            <PlaceLink
              place={place}
              className={squareOf(place)}
              title={step === null ? title : `Step ${step}, ${title}`}
              {...(here && { 'aria-current': 'step' as const })}
            >
              {/* Its title is its name: said as text besides, it would be read twice. */}
              <span aria-hidden="true">{step ?? (place === 'opening' ? '▸' : '■')}</span>
            </PlaceLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}, same)
