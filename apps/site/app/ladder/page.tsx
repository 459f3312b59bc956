// The ladder: from the model of the walk to the published one, rung by rung, each with the numbers that it changes.
import './ladder.css'
import { stepOf } from '@dit-by-hand/ladder/climb'
import { rungs } from '@dit-by-hand/ladder/rungs'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { SiteLink } from '../../components/site-link.tsx'
import { placeHref } from '../../lib/hrefs.ts'
import { Rung } from './rung.tsx'

export const metadata: Metadata = {
  title: 'The ladder',
  description: `From the model of the walk to the real Diffusion Transformer in ${rungs.length} rungs, each with the numbers that it changes.`,
}

const { lesson } = caseOf('sora-is-sky')

export default function LadderPage(): ReactNode {
  return (
    <Shell here="ladder">
      <div className="page ladder">
        <h1>The ladder</h1>
        <p className="lead">
          The model of the <SiteLink href={placeHref('opening')}>walk</SiteLink> leaves out what would not fit on paper.
          Here we put it back, one thing at a time, until the model <em>is</em> the published one, only two features
          wide.
        </p>
        <p>
          Every rung rewrites a few matrices and leaves all others as they are. You can add it to the walk’s model by
          itself, or on top of all the rungs below it. A dot marks a number that has changed. Parameters that the walk
          does not have are filled with small numbers derived from their names: nothing here has been trained. The model
          at the top, <SiteLink href="/grow/">grown larger and trained</SiteLink>, makes films.
        </p>
        <fieldset className="ladder-modes">
          <legend>Each rung</legend>
          <label>
            <input type="radio" name="mode" id="upon" defaultChecked={true} /> on top of those below it
          </label>
          <label>
            <input type="radio" name="mode" id="alone" /> by itself
          </label>
        </fieldset>
        <nav aria-label="Rungs">
          <ol className="ladder-rungs">
            {rungs.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
        {rungs.map(({ id }, i) => (
          <Rung
            key={id}
            number={i + 1}
            upon={stepOf(lesson, id, 'upon the others')}
            alone={stepOf(lesson, id, 'alone')}
          />
        ))}
      </div>
    </Shell>
  )
}
