// Grow: the walk's arithmetic, grown, makes video in the reader's browser, and learns to.
import { readFileSync } from 'node:fs'
import './grow.css'
import './learning.css'
import './inside/inside.css'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { gridOf } from '@dit-by-hand/video-dit/config'
import { readKnown } from '@dit-by-hand/video-dit/learn/known'
import { parameterCount } from '@dit-by-hand/video-dit/net'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { SiteLink } from '../../components/site-link.tsx'
import { placeHref } from '../../lib/hrefs.ts'
import { checkpointFile } from './checkpoint.ts'
import { Grow } from './grow.tsx'

export const metadata: Metadata = {
  title: 'Grow',
  description:
    'The walk’s arithmetic, grown larger, makes video in your browser: choose a prompt, watch noise become a film, train a network from scratch, open any number.',
}

const counted = new Intl.NumberFormat('en')

/** What the checkpoint says of itself, for the words of the page. */
async function facts() {
  const { info, size, metadata: told, vocabulary } = await readKnown(inMemory(readFileSync(checkpointFile)))
  const { config } = info
  const positions = config.width * gridOf(config).reduce((all, count) => all * count, 1)
  return { config, size, vocabulary, numbers: parameterCount(config) - positions, steps: Number(told.steps) }
}

export default async function GrowPage(): Promise<ReactNode> {
  const { config, size, numbers, steps, vocabulary } = await facts()
  return (
    <Shell here="grow">
      <div className="page grow">
        <h1>Grow</h1>
        <p className="lead">
          The arithmetic of the <SiteLink href={placeHref('opening')}>walk</SiteLink>, with more of everything, makes
          video: here, in your browser.
        </p>
        <noscript>
          <p>
            Making films needs JavaScript, which is switched off here. You can read the walk and the ladder without it.
          </p>
        </noscript>
        <Grow
          facts={
            <p className="grow-facts">
              This network of {counted.format(numbers)} parameters was trained on skies for {counted.format(steps)}{' '}
              steps and knows {vocabulary.length - 1} words. It has {config.depth} blocks of {config.heads} heads, is{' '}
              {config.width} features wide, and is the model at the top of{' '}
              <SiteLink href="/ladder/">the ladder</SiteLink>. Its films have {size.frames} frames of {size.height} ×{' '}
              {size.width} pixels: small, and made from nothing but noise and these words.
            </p>
          }
        />
      </div>
    </Shell>
  )
}
