// A formula in names, each matrix by its sign.
import { isName, symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { memo, type ReactNode } from 'react'
import { MatrixSign } from '../matrix-sign.tsx'

/** `latent = max(0, encoderPre)` with signs for the names. */
export const Formula = memo(function Formula({ text }: { readonly text: string }): ReactNode {
  return (
    <p className="formula">
      {text.split(/([A-Za-z_]+)/).map((part, i) =>
        isName(part) ? (
          <span key={`${i} ${part}`} title={titleOf(part)}>
            <MatrixSign of={symbolOf(part)} />
            <span className="vh"> ({titleOf(part)}) </span>
          </span>
        ) : (
          part
        ),
      )}
    </p>
  )
})
