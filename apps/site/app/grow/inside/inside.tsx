'use client'
// The net opened: what its attention takes from where, what the time does to a feature, what is missing without a part, and
// any number with its arithmetic.
import type { ReactNode } from 'react'
import { Select } from '../../../components/fields.tsx'
import { SiteLink } from '../../../components/site-link.tsx'
import { placeHref } from '../../../lib/hrefs.ts'
import type { Filmed } from '../studio/films.ts'
import type { About } from '../studio/nets.ts'
import type { Studio } from '../studio/studio.ts'
import { AttentionView } from './attention.tsx'
import { CellsView } from './cells.tsx'
import { ConditionsView } from './conditions.tsx'
import { PartsView } from './parts.tsx'

export interface InsideProps {
  readonly studio: Studio
  readonly about: About
  readonly filmed: Filmed
  /** Steps of sampling taken before the net is looked into. */
  readonly stage: number
}

export function Inside(props: InsideProps): ReactNode {
  const { filmed, stage } = props
  const here = Math.min(stage, filmed.stages.length - 1)
  const where = here === 0 ? 'looking at pure noise' : `after step ${here} of ${filmed.stages.length - 1}`
  return (
    <div className="grow-inside">
      <p>
        This is the network {where}: move the step above, and everything here follows. It does what the walk does by
        hand: <SiteLink href={placeHref('attention')}>attention</SiteLink>,{' '}
        <SiteLink href={placeHref('modulate')}>scale and shift</SiteLink>,{' '}
        <SiteLink href={placeHref('feed-forward')}>the layers after it</SiteLink>.
      </p>
      <div className="grow-pair">
        <AttentionView {...props} stage={here} />
        <ConditionsView {...props} stage={here} />
      </div>
      <PartsView {...props} stage={here} />
      <CellsView {...props} stage={here} />
    </div>
  )
}

interface PickProps {
  readonly title: string
  readonly count: number
  readonly chosen: number
  readonly onChoose: (index: number) => void
}

/** A choice of one among so many, counted from 1 for the reader. */
export function Pick({ title, count, chosen, onChoose }: PickProps): ReactNode {
  return (
    <Select
      title={title}
      of={Array.from({ length: count }, (_, i) => i)}
      say={i => `${i + 1} of ${count}`}
      value={chosen}
      onChoose={onChoose}
    />
  )
}
