// About: the story of "Sora is sky", whose work this rests on, what we had to make up, and what was printed wrongly.
import '../check/check.css'
import './about.css'
import { sourceKinds, sources } from '@dit-by-hand/spec/sources'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Meanings } from '../../components/lists.tsx'
import { Matrix, type MatrixLook } from '../../components/matrix.tsx'
import { Prose } from '../../components/prose.tsx'
import { Scrolling } from '../../components/scrolling.tsx'
import { Shell } from '../../components/shell.tsx'
import { SiteLink } from '../../components/site-link.tsx'
import { brightestOf } from '../../lib/brightness.ts'
import { Errata } from './errata.tsx'
import { videoBlock } from './frames.ts'
import { Counts, Works } from './sources.tsx'
import { beginning, ending, factsIn } from './story.ts'

export const metadata: Metadata = {
  title: 'About',
  description:
    'The story of “sora is sky”, whose work this builds on, what is reconstructed and why, and every misprint.',
}

const look: MatrixLook = {
  alive: false,
  brightest: Math.max(brightestOf(factsIn.corrected), brightestOf(factsIn.printed)),
}

interface FramesProps {
  readonly name: 'video' | 'generatedVideo'
  readonly reading: 'corrected' | 'printed'
  readonly label: string
}

function Frames({ name, reading, label }: FramesProps): ReactNode {
  return (
    <figure className="spec-frames">
      <figcaption>{label}</figcaption>
      <Scrolling className="spec-matrices paper" label={label}>
        <Matrix block={videoBlock(name, reading)} look={look} />
      </Scrolling>
    </figure>
  )
}

export default function AboutPage(): ReactNode {
  const reconstructed = sources().given.filter(({ source }) => source === 'reconstructed')
  return (
    <Shell here="about">
      <div className="page spec-page about-page">
        <h1>Sora is sky</h1>
        <p className="lead">
          This is a Diffusion Transformer, the kind of network inside Sora, made so small that you can work it out with
          a pencil and ask of every number where it came from.
        </p>
        <section aria-labelledby="story">
          <h2 id="story">What the frames show</h2>
          <div className="about-story">
            <div>
              <Prose of={beginning()} />
            </div>
            <div className="about-shown">
              <Frames name="video" reading="corrected" label="What goes in: night, dawn, noon, dusk" />
            </div>
            <div>
              <Prose of={ending()} />
            </div>
            <div className="about-shown">
              <Frames name="generatedVideo" reading="corrected" label="What comes out" />
              <Frames name="generatedVideo" reading="printed" label="With the misprint carried on" />
            </div>
          </div>
          <p>
            <SiteLink href="/walk/opening/">Walk through it, number by number</SiteLink>.
          </p>
        </section>
        <section aria-labelledby="credit">
          <h2 id="credit">Whose work this builds on</h2>
          <p>
            The exercise is Tom Yeh’s, the walkthrough is Srijanie Dey’s, and the model is William Peebles’ and Saining
            Xie’s. We wrote every sentence and drew every picture here ourselves, and we thank them for theirs.
          </p>
          <Works />
        </section>
        <section aria-labelledby="reconstructed">
          <h2 id="reconstructed">What is reconstructed, and why</h2>
          <p>
            Much of the original was in pictures that we do not have. We kept everything that is printed in words and
            figures, to the digit, and chose the rest so that every printed number still comes out. So each number has
            one of three sources, which is marked wherever the number is shown:
          </p>
          <Meanings of={Object.entries(sourceKinds).map(([kind, { mark, meaning }]) => [`${mark} ${kind}`, meaning])} />
          <Counts />
          <details>
            <summary>Why each reconstructed number is what it is</summary>
            <ul>
              {[...new Set(reconstructed.map(({ why }) => why))].map(why => (
                <li key={why}>{why}</li>
              ))}
            </ul>
          </details>
          <p>
            The exercise’s own numbers were certainly different, but those that are printed show that they followed the
            same steps. Every given and every computed number is on the page{' '}
            <SiteLink href="/check/#numbers">Check your work</SiteLink>, with its source.
          </p>
        </section>
        <section aria-labelledby="errata">
          <h2 id="errata">Misprints and slips</h2>
          <p>
            Working everything out again shows what was misprinted. Each misprint is marked with a dagger where it
            occurs. The corrected reading computes everything; the printed reading puts a misprinted number back and
            carries on from there, as the article does.
          </p>
          <Errata />
        </section>
        <section aria-labelledby="project">
          <h2 id="project">What this project is</h2>
          <p>
            The model is written once, as a graph of named matrices. Everything you see is a reading of that graph: the
            exact numbers, the line of arithmetic behind a cell, the cells that light up, the gradients. The same walk
            runs in a terminal. A specification that knows nothing about our engine checks it, and{' '}
            <SiteLink href="/check/">can do so in front of you</SiteLink>.
          </p>
          <p>
            This site is a folder of files. It has no server behind it, counts no visitors and sets no cookies. What you
            change stays in your browser, in the address, where you can share it. It is free software under the MIT
            licence.
          </p>
        </section>
      </div>
    </Shell>
  )
}
