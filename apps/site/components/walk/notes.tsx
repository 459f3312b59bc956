// The slips of the originals: what was printed, what is true, and those that belong to a step.
import type { Erratum } from '@dit-by-hand/spec/errata'
import type { Told } from '@dit-by-hand/walkthrough/told'
import type { ReactNode } from 'react'

const shown = (text: string | number): string => String(text).replace(/^-/, '−')

/** What a slip is, in a sentence, and why. */
export const SlipSays = ({ of: { kind, printed, correct, why } }: { readonly of: Erratum }): ReactNode => (
  <>
    {kind === 'claim' ? (
      <>It says that {printed}; in truth</>
    ) : printed === null ? (
      <>What was printed is not known; it should be</>
    ) : (
      <>
        Printed <s>{shown(printed)}</s>, should be
      </>
    )}{' '}
    <b>{shown(correct)}</b>. {why}
  </>
)

export function Notes({ of: { errata } }: { readonly of: Told }): ReactNode {
  if (errata.length === 0) return null
  return (
    <section className="errata">
      <h2>
        <span aria-hidden="true">†</span> Misprints and slips
      </h2>
      <ul>
        {errata.map(erratum => (
          <li key={erratum.id}>
            In the {erratum.source}, {erratum.where}. <SlipSays of={erratum} />
          </li>
        ))}
      </ul>
    </section>
  )
}
