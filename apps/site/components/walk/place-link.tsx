'use client'
// A link to another page of the walk, which takes the state along.
import type { Place } from '@dit-by-hand/walkthrough/telling'
import type { ReactNode } from 'react'
import { placeHref } from '../../lib/hrefs.ts'
import { SiteLink, type SiteLinkProps } from '../site-link.tsx'
import { useLinkFragment } from './provider.tsx'

type PlaceLinkProps = Omit<SiteLinkProps, 'href'> & { readonly place: Place }

export function PlaceLink({ place, ...rest }: PlaceLinkProps): ReactNode {
  return <SiteLink href={placeHref(place, useLinkFragment())} {...rest} />
}
