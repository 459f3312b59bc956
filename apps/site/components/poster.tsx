// The whole pipeline on one sheet, with its real numbers: front page and poster. Every matrix leads to its step.
import type { Lesson } from '@dit-by-hand/spec/format'
import { stepOf } from '@dit-by-hand/walkthrough/scene'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import type { ReactNode } from 'react'
import { blocksOf } from '../lib/blocks.ts'
import { brightestOf } from '../lib/brightness.ts'
import { basePath, placeHref } from '../lib/hrefs.ts'
import { parts, type Station } from '../lib/poster.ts'
import { posterSquares } from '../lib/squares.ts'
import { Film } from './film.tsx'
import { Matrix } from './matrix.tsx'
import { SiteLink } from './site-link.tsx'
import { Strut } from './strut.tsx'

export function Poster({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const all = blocksOf(lesson, 'corrected')
  return (
    <div className="poster paper">
      {parts.map(({ name, stations }) => (
        <div className={`part part-${name}`} key={name}>
          {stations.map(station => (
            <StationView key={station.place} station={station} all={all} />
          ))}
        </div>
      ))}
      {parts
        .filter(({ name }) => sized.has(name))
        .map(({ name, stations }) => (
          <Strut key={name} squares={widthOf(stations, all)} className={`part-${name}`} />
        ))}
    </div>
  )
}

type AllBlocks = ReturnType<typeof blocksOf>

/** The parts at the edges: what stands between them gets the rest. */
const sized: ReadonlySet<string> = new Set(['in', 'out'])

/** The width of a part in squares, known before its matrices are drawn. */
const widthOf = (stations: readonly Station[], { byName }: AllBlocks): number =>
  Math.max(
    ...stations.map(({ shows }) =>
      shows.reduce((sum, name) => {
        const block = byName.get(name)
        return sum + (block ? posterSquares(block) : 0)
      }, 0),
    ),
  )

interface StationViewProps {
  readonly station: Station
  readonly all: AllBlocks
}

function StationView({ station: { place, shows, onward }, all }: StationViewProps): ReactNode {
  const { title } = tellingOf(place)
  const brightest = brightestOf(all.facts)
  return (
    <section className={`station station-${place}`} aria-labelledby={`station-${place}`}>
      <h2 id={`station-${place}`}>
        <SiteLink href={placeHref(place)}>
          <b>{stepOf(place)}</b> {title}
        </SiteLink>
      </h2>
      <div className="shows">
        {shows.map(name => {
          const block = all.byName.get(name)
          return (
            block && (
              <Matrix
                key={name}
                block={block}
                look={{ alive: false, brightest }}
                href={`${basePath}${placeHref(place)}`}
                beside={block.frames && <Film block={block} brightest={brightest} />}
              />
            )
          )
        })}
      </div>
      {onward && (
        <span className={`onward ${onward === '→' ? 'across' : 'along'}`} aria-hidden="true">
          {onward}
        </span>
      )}
    </section>
  )
}
