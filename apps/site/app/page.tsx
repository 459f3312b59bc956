// The front page: what this is, the whole pipeline on one sheet, and the ways in.

import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { openingOf } from '@dit-by-hand/walkthrough/motion/opening'
import { spritesOf } from '@dit-by-hand/walkthrough/motion/sprites'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import type { ReactNode } from 'react'
import { Legend } from '../components/legend.tsx'
import { Opening } from '../components/opening/opening.tsx'
import { Poster } from '../components/poster.tsx'
import { Shell } from '../components/shell.tsx'
import { SiteLink } from '../components/site-link.tsx'
import { sora } from '../lib/sora.ts'

const opening = openingOf(factsOf(workedOf(sora, 'corrected')))
const sprites = spritesOf(opening)
/** What the browser needs of it. */
const timed = { acts: opening.acts, lasts: opening.lasts }

export default function FrontPage(): ReactNode {
  return (
    <Shell>
      <div className="front">
        <div className="front-head">
          <h1>Sora’s Diffusion Transformer, worked by hand</h1>
          <Opening opening={timed} sprites={sprites} />
          <div className="front-ways">
            <p className="lead">
              A small video goes in on the left and disappears under noise; on the right, a video made by the model
              comes out. You can follow, question and change every number on this sheet.
            </p>
            <nav className="row no-print" aria-label="Ways in">
              <SiteLink className="button strong" href="/walk/opening/" ahead>
                Walk through it, step by step →
              </SiteLink>
              <SiteLink className="button" href="/lessons/">
                Choose another lesson
              </SiteLink>
              <SiteLink className="button" href="/check/">
                Check your own work
              </SiteLink>
            </nav>
          </div>
        </div>
        <Poster lesson={sora} />
        <Legend />
      </div>
    </Shell>
  )
}
