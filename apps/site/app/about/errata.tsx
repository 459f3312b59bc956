// The slips of the originals, each with where it stands.
import { type Erratum, errata } from '@dit-by-hand/spec/errata'
import type { ReactNode } from 'react'
import { SlipSays } from '../../components/walk/notes.tsx'
import { stepTitle } from '../check/step-titles.ts'

/** One slip. */
export function ErratumView({ erratum }: { readonly erratum: Erratum }): ReactNode {
  const { id, source, step, where } = erratum
  return (
    <div className="spec-erratum" data-erratum={id}>
      <p className="spec-where">
        <span aria-hidden="true">† </span>
        In the {source}
        {step !== null && `, step ${step} (${stepTitle(step)})`}: {where}
      </p>
      <p>
        <SlipSays of={erratum} />
      </p>
    </div>
  )
}

/** All of them, misprints first. */
export const Errata = (): ReactNode => errata().map(erratum => <ErratumView key={erratum.id} erratum={erratum} />)
