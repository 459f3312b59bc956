// One place of the walk, complete as it stands: real tables, real numbers.
import { cellKey } from '@dit-by-hand/graph/expression'
import { picturesOf } from '@dit-by-hand/walkthrough/pictures/of-scene'
import { scene, stepOf } from '@dit-by-hand/walkthrough/scene'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import { isPlace, type Place, places } from '@dit-by-hand/walkthrough/telling'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { start } from '@dit-by-hand/walkthrough/tour'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Drawn } from '../../../components/pictures/drawn.tsx'
import { SiteLink } from '../../../components/site-link.tsx'
import { Lead } from '../../../components/walk/lead.tsx'
import { Step } from '../../../components/walk/step.tsx'
import { Beyond, Telling } from '../../../components/walk/told-view.tsx'
import { sora } from '../../../lib/sora.ts'
import { whyOf } from '../../../lib/why.ts'

interface Props {
  readonly params: Promise<{ readonly place: string }>
}

/** The place of a step by its number: /walk/2/ leads to the second step. */
const placeOf = (number: string): Place | undefined => places.find(place => String(stepOf(place)) === number)

export const dynamicParams = false

export function generateStaticParams(): { place: string }[] {
  return [...places, ...places.flatMap(place => stepOf(place) ?? [])].map(place => ({ place: String(place) }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { place: named } = await params
  const place = placeOf(named) ?? named
  if (!isPlace(place)) return {}
  const step = stepOf(place)
  return { title: `${step === null ? '' : `${step} · `}${tellingOf(place).title}` }
}

/** Where the walk's arithmetic leads: the same, with more of everything. */
const grown = (
  <p>
    <SiteLink href="/ladder/">The ladder</SiteLink> puts back, one by one, what these steps leave out. Now grown and
    trained, the model <SiteLink href="/grow/">makes films and learns in your browser</SiteLink>.
  </p>
)

export default async function PlacePage({ params }: Props): Promise<ReactNode> {
  const { place } = await params
  const meant = placeOf(place)
  if (meant) return <Lead place={meant} title={tellingOf(meant).title} />
  if (!isPlace(place)) return notFound()
  const shown = scene({ ...start, place }, sora)
  const told = toldOf(shown)
  const stages = shown.stages.map(({ id }) => {
    const words = toldOf(scene({ ...start, place, stage: id }, sora))
    return [id, <Telling key={id} of={words} />] as const
  })
  return (
    <Step
      place={place}
      stages={Object.fromEntries(stages)}
      telling={<Telling of={told} />}
      beyond={
        <>
          <Beyond of={told} />
          {place === 'closing' && grown}
        </>
      }
      reason={shown.line && { of: cellKey(shown.line.cell), why: whyOf(shown.line.cell) }}
      pictures={<Drawn pictures={picturesOf(shown)} />}
    />
  )
}
