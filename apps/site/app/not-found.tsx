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
          This address leads nowhere. <SiteLink href="/">The sheet with all steps</SiteLink> is a good place to start
          again.
        </p>
      </div>
    </Shell>
  )
}
