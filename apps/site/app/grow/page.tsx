// Grow: the walk's arithmetic, grown, makes video in the reader's browser, and learns to.
import { readFileSync } from 'node:fs'
import './grow.css'
import './learning.css'
import './inside/inside.css'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { SiteLink } from '../../components/site-link.tsx'
import { placeHref } from '../../lib/hrefs.ts'
import { checkpointFile } from './checkpoint.ts'
import { Grow } from './grow.tsx'
import { aboutOf, netIn } from './studio/nets.ts'

export const metadata: Metadata = {
  title: 'Grow',
  description:
    'The walk’s arithmetic, grown larger, makes video in your browser: choose a prompt, watch noise become a film, train a network from scratch, open any number.',
}

const counted = new Intl.NumberFormat('en')

export default async function GrowPage(): Promise<ReactNode> {
  const net = await netIn(inMemory(readFileSync(checkpointFile)))
  const { parameters, steps, depth, heads, width, size, vocabulary } = aboutOf(net, 'sky.safetensors')
  if (steps === null) throw new Error('the checkpoint does not say how long it was trained')
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
              This network of {counted.format(parameters)} parameters was trained on skies for {counted.format(steps)}{' '}
              steps and knows {vocabulary.length - 1} words. It has {depth} blocks of {heads} heads, is {width} features
              wide, and is the model at the top of <SiteLink href="/ladder/">the ladder</SiteLink>. Its films have{' '}
              {size.frames} frames of {size.height} × {size.width} pixels: small, and made from nothing but noise and
              these words.
            </p>
          }
        />
      </div>
    </Shell>
  )
}
