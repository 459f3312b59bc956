// What stands around every page: the name, the ways in, the credit.
import type { ReactNode } from 'react'
import { MarkDrawings } from './mark-drawings.tsx'
import { SiteLink } from './site-link.tsx'
import { ThemeSwitch } from './theme.tsx'

/** The parts of the site that its head leads to. */
export type Part = 'walk' | 'practice' | 'ladder' | 'grow' | 'lessons' | 'check' | 'about'

const parts: readonly (readonly [part: Part, href: string, text: string])[] = [
  ['walk', '/walk/opening/', 'Walk'],
  ['practice', '/practice/', 'Practice'],
  ['ladder', '/ladder/', 'Ladder'],
  ['grow', '/grow/', 'Grow'],
  ['lessons', '/lessons/', 'Lessons'],
  ['check', '/check/', 'Check your work'],
  ['about', '/about/', 'About'],
]

/** Our sign: a two by two patch, one pixel lit. */
function Sign(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true">
      <path
        d="M2 2h8v8H2zM10 2h8v8h-8zM2 10h8v8H2zM10 10h8v8h-8z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path d="M10 2h8v8h-8z" fill="currentColor" />
    </svg>
  )
}

function SiteHead({ here }: { readonly here: Part | undefined }): ReactNode {
  return (
    <header className="site-head">
      <SiteLink className="name" href="/">
        <Sign />
        DiT by hand
      </SiteLink>
      <nav aria-label="Site">
        {parts.map(([part, href, text]) => (
          <SiteLink key={part} href={href} {...(part === here && { 'aria-current': 'true' as const })}>
            {text}
          </SiteLink>
        ))}
      </nav>
      <ThemeSwitch />
    </header>
  )
}

/** The last element of every page. */
export const endOfPage = 'end'

function SiteFoot(): ReactNode {
  return (
    <footer className="site-foot" id={endOfPage}>
      <p>
        Based on an exercise by Tom Yeh and its walkthrough by Srijanie Dey; the model is by Peebles and Xie. What we
        had to reconstruct is marked, and <SiteLink href="/about/">explained here</SiteLink>.
      </p>
    </footer>
  )
}

/** A whole page: head, main, foot. */
export function Shell({ here, children }: { readonly here?: Part; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <MarkDrawings />
      <SiteHead here={here} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFoot />
    </>
  )
}
