// Where the walk's arithmetic leads: the same, with more of everything.
import type { ReactNode } from 'react'
import { SiteLink } from '../site-link.tsx'

export const Grown = (): ReactNode => (
  <p>
    <SiteLink href="/ladder/">The ladder</SiteLink> puts back, one by one, what these steps leave out. Now grown and
    trained, the model <SiteLink href="/grow/">makes films and learns in your browser</SiteLink>.
  </p>
)
