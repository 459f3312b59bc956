// The frame of all pages: language, style sheets, and the theme before the first paint.
import './tokens.css'
import './base.css'
import '../components/matrix.css'
import '../components/matrix-roles.css'
import '../components/matrix-shades.css'
import '../components/matrix-marks.css'
import '../components/lessons/lessons.css'
import '../components/places.css'
import '../components/poster.css'
import '../components/walk/walk.css'
import '../components/walk/line.css'
import '../components/walk/dialog.css'
import '../components/walk/stages.css'
import '../components/walk/views.css'
import '../components/pictures/pictures.css'
import '../components/motion/motion.css'
import '../components/opening/opening.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { endOfPage } from '../components/shell.tsx'
import { earlyScript } from '../lib/early.ts'
import { faces } from '../lib/fonts.ts'
import { themeScript } from '../lib/theme-script.ts'

export const metadata: Metadata = {
  title: { default: 'DiT by hand', template: '%s · DiT by hand' },
  description:
    'Sora’s Diffusion Transformer, worked out by hand: see every number, where it comes from, and what follows when you change it.',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default function RootLayout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en" className={faces} suppressHydrationWarning>
      <head>
        {/* Nothing is shown before all of it is there: what is shown first would be moved by what is read later. */}
        <link rel="expect" href={`#${endOfPage}`} blocking="render" />
        <script dangerouslySetInnerHTML={{ __html: `${themeScript}\n${earlyScript}` }} />
      </head>
      <body>{children}</body>
    </html>
  )
}
