// What stands under a step: the slips of the originals that belong to it, and what the toy leaves out.
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import type { ReactNode } from 'react'
import { Prose } from '../prose.tsx'

export function Notes({ scene: { errata, leftOut } }: { readonly scene: Scene }): ReactNode {
  return (
    <>
      {errata.length > 0 && (
        <section className="errata">
          <h2>
            <span aria-hidden="true">†</span> Printed otherwise
          </h2>
          <ul>
            {errata.map(({ id, source, where, printed, correct, why }) => (
              <li key={id}>
                {where}, in the {source}:{' '}
                {printed === null ? 'what was printed is not known' : <s>{String(printed).replace('-', '−')}</s>},{' '}
                {String(correct).replace('-', '−')} is right. {why}
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
    </>
  )
}
