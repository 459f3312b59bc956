'use client'
// An address that leads on: by script at once, what its fragment says included; without one by a link.
import type { Place } from '@dit-by-hand/walkthrough/telling'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { placeHref } from '../../lib/hrefs.ts'
import { SiteLink } from '../site-link.tsx'

export function Lead({ place, title }: { readonly place: Place; readonly title: string }): ReactNode {
  const router = useRouter()
  useEffect(() => router.replace(placeHref(place, location.hash.replace(/^#/, ''))), [router, place])
  return (
    <div className="page">
      <h1>{title}</h1>
      <p>
        <SiteLink href={placeHref(place)}>Go on to “{title}”</SiteLink>
      </p>
    </div>
  )
}
