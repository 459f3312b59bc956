// A page that is not there.
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Shell } from '../components/shell.tsx'

export default function NotFound(): ReactNode {
  return (
    <Shell>
      <div className="page">
        <h1>There is no such page</h1>
        <p>
          The address leads nowhere. <Link href="/">The sheet of all steps</Link> is a good place to begin again.
        </p>
      </div>
    </Shell>
  )
}
