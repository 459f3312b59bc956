'use client'
// A link to another page of the walk, which takes the state along.
import type { Place } from '@dit-by-hand/walkthrough/telling'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { placeHref } from '../../lib/hrefs.ts'
import { useLinkFragment } from './provider.tsx'

type PlaceLinkProps = Omit<ComponentProps<typeof Link>, 'href'> & { readonly place: Place }

export function PlaceLink({ place, ...rest }: PlaceLinkProps): ReactNode {
  return <Link href={placeHref(place, useLinkFragment())} {...rest} />
}
