// Formulas in names, each matrix by its sign.
import type { Formula } from '@dit-by-hand/walkthrough/formulas'
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'
import { MatrixSign } from '../matrix-sign.tsx'

/** As many formulas as stand on one line; more of them stand in lines of their own. */
const mostOnALine = 2

/** `latent = max(0, encoderWeight · patches + encoderBias)` with signs for the names. */
export function Formulas({ of }: { readonly of: readonly Formula[] }): ReactNode {
  const apart = of.length > mostOnALine
  return (
    <p className={`formula${apart ? ' apart' : ''}`}>
      {of.map(({ name, pieces }, i) => (
        <span key={name}>
          {i > 0 && (apart ? <span className="vh">, </span> : ', ')}
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
