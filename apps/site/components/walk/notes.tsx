// What stands under a step: the slips of the originals that belong to it, and what the toy leaves out.
import { workOf } from '@dit-by-hand/spec/sources'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import type { ReactNode } from 'react'
import { Prose } from '../prose.tsx'

const { link, title, published, authors } = workOf('sora')

export function Notes({ scene: { errata, leftOut, sora } }: { readonly scene: Scene }): ReactNode {
  return (
    <>
      {errata.length > 0 && (
        <section className="errata">
          <h2>
            <span aria-hidden="true">†</span> Printed otherwise
          </h2>
          <ul>
            {errata.map(({ id, kind, source, where, printed, correct, why }) => (
              <li key={id}>
                {where}, in the {source}:{' '}
                {kind === 'claim' ? (
                  <>
                    it says that {printed}; in truth {correct}.
                  </>
                ) : (
                  <>
                    {printed === null ? 'what was printed is not known' : <s>{String(printed).replace('-', '−')}</s>},{' '}
                    {String(correct).replace('-', '−')} is right.
                  </>
                )}{' '}
                {why}
              </li>
            ))}
          </ul>
        </section>
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
