// Formulas in names, each matrix by its sign.
import type { Formula } from '@dit-by-hand/walkthrough/formulas'
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'
import { MatrixSign } from '../matrix-sign.tsx'

/** `latent = max(0, encoderWeight · patches + encoderBias)` with signs for the names. */
export function Formulas({ of }: { readonly of: readonly Formula[] }): ReactNode {
  return (
    <p className="formula">
      {of.map(({ name, pieces }, i) => (
        <span key={name}>
          {i > 0 && ', '}
          {pieces.map((piece, at) =>
            piece.kind === 'matrix' ? (
              <span key={`${at} ${piece.name}`} title={titleOf(piece.name)}>
                <MatrixSign of={symbolOf(piece.name)} />
                <span className="vh"> ({titleOf(piece.name)}) </span>
              </span>
            ) : (
              piece.text
            ),
          )}
        </span>
      ))}
    </p>
  )
}
