// The slips of the originals: what was printed, what is true, and why.
import { type Erratum, errata } from '@dit-by-hand/spec/errata'
import type { Step } from '@dit-by-hand/spec/names'
import type { ReactNode } from 'react'

const shown = (text: string | number): string => String(text).replace(/^-/, '−')

function placeOf(erratum: Erratum, titleOf: (step: Step) => string): string {
  const step = erratum.step === null ? '' : `, step ${erratum.step} (${titleOf(erratum.step)})`
  return `In the ${erratum.source}${step}: ${erratum.where}`
}

/** One slip. `titleOf` names the steps. */
export function ErratumView({
  erratum,
  titleOf,
}: {
  readonly erratum: Erratum
  readonly titleOf: (step: Step) => string
}): ReactNode {
  const { id, kind, printed, correct, why } = erratum
  return (
    <div className={`spec-erratum is-${kind}`} data-erratum={id}>
      <p className="spec-where">
        <span aria-hidden="true">† </span>
        {placeOf(erratum, titleOf)}
      </p>
      <p>
        {kind === 'claim' ? (
          <>
            It says that {printed}; in truth <b>{correct}</b>.{' '}
          </>
        ) : printed === null ? (
          <>
            What was printed is not known; true is <b>{shown(correct)}</b>.{' '}
          </>
        ) : (
          <>
            Printed <s>{shown(printed)}</s>, true <b>{shown(correct)}</b>.{' '}
          </>
        )}
        {why}
      </p>
    </div>
  )
}

/** All of them, misprints first. */
export const Errata = ({ titleOf }: { readonly titleOf: (step: Step) => string }): ReactNode =>
  errata().map(erratum => <ErratumView key={erratum.id} erratum={erratum} titleOf={titleOf} />)
