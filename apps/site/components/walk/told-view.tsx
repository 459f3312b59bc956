// The words of a page of the walk as elements: written by the server, and again by the browser where the reader changes
// what they speak of.
import { workOf } from '@dit-by-hand/spec/sources'
import type { Told } from '@dit-by-hand/walkthrough/told'
import type { ReactNode } from 'react'
import { ParagraphView, Prose } from '../prose.tsx'
import { Scrolling } from '../scrolling.tsx'
import { Formulas } from './formula.tsx'
import { Notes } from './notes.tsx'

/** What happens on the page, what that is in the story that runs through all of them, and the formulas that sum it up. */
export function Telling({ of: { story, prose, formulas } }: { readonly of: Told }): ReactNode {
  return (
    <>
      <Prose of={prose} />
      {story && (
        <aside className="story" aria-label="Story">
          <ParagraphView of={story} />
        </aside>
      )}
      <Formulas of={formulas} />
    </>
  )
}

/** What lies beyond the toy: slips of the originals, the same as a program, what the toy leaves out, and what Sora does. */
export function Beyond({ of }: { readonly of: Told }): ReactNode {
  const { numpy, leftOut, sora } = of
  const { link, title, published, authors } = workOf('sora')
  return (
    <>
      <Notes of={of} />
      {numpy !== '' && (
        <details className="left-out no-print">
          <summary>The same in NumPy</summary>
          <Scrolling className="numpy" label="NumPy">
            <pre>{numpy}</pre>
          </Scrolling>
        </details>
      )}
      {leftOut.length > 0 && (
        <details className="left-out">
          <summary>What the toy leaves out</summary>
          <Prose of={leftOut} />
        </details>
      )}
      {sora.length > 0 && (
        <details className="left-out">
          <summary>What Sora itself does</summary>
          <Prose of={sora} />
          <p className="muted">
            After {authors.join(', ')}, {published}: <a href={link}>{title}</a>
          </p>
        </details>
      )}
    </>
  )
}
