// /walk/ leads to where the walk begins.
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Lead } from '../../components/walk/lead.tsx'

export const metadata: Metadata = { title: 'Walk' }

export default function WalkPage(): ReactNode {
  return <Lead place="opening" title={tellingOf('opening').title} />
}
