'use client'
// Parts left out: the film that the net makes without them, beside that of the whole net.
import { at } from '@dit-by-hand/graph/at'
import { partsOf, withoutText } from '@dit-by-hand/video-dit/parts'
import { type ReactNode, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { useLatest } from '../../../components/use-latest.ts'
import { Film, Frames, type Shown } from '../film.tsx'
import type { InsideProps } from './inside.tsx'

/** What a button says, below a heading that names the block: "attention", "head 2". */
const shortOf = (says: string): string =>
  says.startsWith('block') ? 'all of it' : says.replaceAll(/^the | of block \d+$/g, '')

export function PartsView({ studio, about, filmed, stage }: InsideProps): ReactNode {
  const [chosen, setChosen] = useState<readonly string[]>(['positions'])
  const parts = partsOf(about)
  const left = parts.map(({ name }) => name).filter(name => chosen.includes(name))
  const { order, milliseconds } = filmed
  const { found, problem, isWorking } = useLatest(JSON.stringify([order, left, milliseconds]), async () => ({
    left,
    of: filmed,
    film: left.length === 0 ? filmed : await studio.filmWithout(order, left),
  }))
  const toggle = (name: string): void =>
    setChosen(left.includes(name) ? left.filter(each => each !== name) : [...left, name])
  const groups = [
    { title: 'What goes in', own: parts.filter(({ name }) => !name.startsWith('block')) },
    ...Array.from({ length: about.depth }, (_, i) => ({
      title: `Block ${i + 1}`,
      own: parts.filter(({ name }) => name === `block${i}` || name.startsWith(`block${i}.`)),
    })),
  ]
  return (
    <section aria-labelledby="grow-parts" className="grow-look">
      <h3 id="grow-parts">What each part does</h3>
      <p>
        Leave a part out, and see what the film lacks. A block without its attention or its MLP passes its tokens on as
        they are; without the positions, attention cannot tell the order of its tokens.
      </p>
      <div className="grow-choices">
        {groups.map(({ title, own }) => (
          <fieldset key={title} className="grow-parts">
            <legend>{title}</legend>
            {own.map(({ name, says }) => (
              <Button key={name} aria-pressed={left.includes(name)} onClick={() => toggle(name)}>
                <span className="vh">leave out </span>
                {shortOf(says)}
              </Button>
            ))}
          </fieldset>
        ))}
      </div>
      {found && (
        <div className="grow-beside" aria-busy={isWorking}>
          <Made
            pixels={at(found.of.stages, stage, 'the stages').believed}
            size={found.of.size}
            says="the whole network"
          />
          <Made
            pixels={at(found.film.stages, stage, 'the stages').believed}
            size={found.film.size}
            says={found.left.length === 0 ? 'nothing is left out yet' : withoutText(about, found.left)}
          />
        </div>
      )}
      {found === null && problem === null && <p className="muted">Computing …</p>}
      {problem !== null && <p role="alert">The film cannot be made without it: {problem}.</p>}
    </section>
  )
}

/** A film that moves, with all its frames below. */
function Made({ pixels, size, says }: Shown & { readonly says: string }): ReactNode {
  return (
    <figure>
      <Film pixels={pixels} size={size} label={`the film, ${says}`} className="grow-mid" />
      <div>
        <figcaption aria-live="polite">{says}</figcaption>
        <Frames pixels={pixels} size={size} label={`its frames, ${says}`} />
      </div>
    </figure>
  )
}
