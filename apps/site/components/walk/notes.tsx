// What stands under a step: the slips of the originals that belong to it.
import type { Told } from '@dit-by-hand/walkthrough/told'
import type { ReactNode } from 'react'

export function Notes({ of: { errata } }: { readonly of: Told }): ReactNode {
  if (errata.length === 0) return null
  return (
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
  )
}
