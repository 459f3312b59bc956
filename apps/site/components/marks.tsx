// The marks that say without colour what a number is. Each page has their drawings once, in mark-drawings.tsx.
import { keysOf } from '@dit-by-hand/graph/at'
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'

/** What a role is called in a legend; the roles stand in the order in which the walkthrough meets them. */
export const roleWords: { readonly [K in Role]: string } = {
  pixels: 'pixels',
  latent: 'latent and what follows from it',
  noise: 'noise',
  condition: 'conditions',
  attention: 'attention',
  learnable: 'learnable',
  frozen: 'frozen',
  training: 'training',
}

export const roles = keysOf(roleWords)

/** The mark of a role. Its words are for those who do not see it. */
export function RoleMark({ role, spoken = true }: { readonly role: Role; readonly spoken?: boolean }): ReactNode {
  return (
    <>
      <svg className="mark" width="14" height="14" aria-hidden="true">
        <use href={`#mark-${role}`} />
      </svg>
      {spoken && <span className="vh">{roleWords[role]}</span>}
    </>
  )
}
