// Practice: problems from a seed, blanks to fill in, marked as they are filled.
import './practice.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { SiteLink } from '../../components/site-link.tsx'
import { Practice } from './practice.tsx'

export const metadata: Metadata = {
  title: 'Practice',
  description: 'Work a small Diffusion Transformer by hand: a problem from a seed, marked as you go.',
}

export default function PracticePage(): ReactNode {
  return (
    <Shell here="practice">
      <div className="page practice">
        <h1>Practice</h1>
        <noscript>
          <p>Marking needs JavaScript, which is switched off here. The walk can be read without it.</p>
        </noscript>
        <Practice />
        <p>
          For a class: <SiteLink href="/practice/worksheets/">worksheets with a key</SiteLink>, a different one for
          everybody.
        </p>
      </div>
    </Shell>
  )
}
