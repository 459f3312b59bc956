// The words of a page of the walk as elements: written by the server, and again by the browser where the reader changes
// what they speak of.
import { workOf } from '@dit-by-hand/spec/sources'
import type { Told } from '@dit-by-hand/walkthrough/told'
import type { ReactNode } from 'react'
import { ParagraphView, Prose } from '../prose.tsx'

/** What happens on the page, and the story that runs through all of them. */
export function Telling({ of: { story, prose } }: { readonly of: Told }): ReactNode {
  return (
    <>
      {story && (
        <aside className="story" aria-label="Story">
          <ParagraphView of={story} />
        </aside>
      )}
      <Prose of={prose} />
    </>
  )
}

/** What lies beyond the toy: what it leaves out, and what Sora does. */
export function Beyond({ of: { leftOut, sora } }: { readonly of: Told }): ReactNode {
  const { link, title, published, authors } = workOf('sora')
  return (
    <>
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
