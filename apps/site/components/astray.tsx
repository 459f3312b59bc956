'use client'
// What an address that leads nowhere may have meant: a step by a number written otherwise, or by a name nearly right.
import { nearest } from '@dit-by-hand/walkthrough/nearest'
import { places } from '@dit-by-hand/walkthrough/telling'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { basePath, placeHref } from '../lib/hrefs.ts'
import { SiteLink } from './site-link.tsx'

const stepCount = places.length - 2

/** What `/walk/02/` or `/walk/encod/` means; null for an address that is not of the walk. */
function meantBy(path: string) {
  const [, said] = /^\/walk\/([^/]+)\/?$/.exec(path.slice(basePath.length)) ?? []
  if (said === undefined) return null
  const numbered = /^\d+$/.test(said)
  const near = numbered ? [] : nearest(said, places)
  return {
    numbered,
    /** The place that it says in another way. */
    place: numbered
      ? places.slice(1, -1)[Number(said) - 1]
      : places.find(place => place === said.toLowerCase().replaceAll('_', '-')),
    near: places.filter(place => near.includes(place)),
  }
}

/** Says what the address may have meant, and leads there where that is beyond doubt. */
export function Astray(): ReactNode {
  const router = useRouter()
  const [meant, setMeant] = useState<ReturnType<typeof meantBy>>(null)
  useEffect(() => {
    const found = meantBy(location.pathname)
    setMeant(found)
    if (found?.place) router.replace(placeHref(found.place, location.hash.replace(/^#/, '')))
  }, [router])
  if (!meant) return null
  if (meant.place)
    return (
      <p>
        <SiteLink href={placeHref(meant.place)}>Go on to “{meant.place}”</SiteLink>
      </p>
    )
  if (meant.numbered) return <p>The walk has {stepCount} steps, numbered from 1.</p>
  return (
    meant.near.length > 0 && (
      <p>
        Did you mean{' '}
        {meant.near.map((place, i) => (
          <span key={place}>
            {i > 0 && ' or '}
            <SiteLink href={placeHref(place)}>{place}</SiteLink>
          </span>
        ))}
        ?
      </p>
    )
  )
}
