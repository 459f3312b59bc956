// A page that is not there.

import type { ReactNode } from 'react'
import { Lost } from '../components/lost.tsx'
import { Shell } from '../components/shell.tsx'
import { SiteLink } from '../components/site-link.tsx'

export default function NotFound(): ReactNode {
  return (
    <Shell>
      <div className="page">
        <h1>There is no such page</h1>
        <Lost />
        <p>
          The address leads nowhere. <SiteLink href="/">The sheet of all steps</SiteLink> is a good place to begin
          again.
        </p>
      </div>
    </Shell>
  )
}
