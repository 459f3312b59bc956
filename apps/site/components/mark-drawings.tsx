// The drawings of the marks, all by us: written once into every page by the server, so that no script has to bring them.
import { keysOf } from '@dit-by-hand/graph/at'
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'

const drawings: { readonly [K in Role]: ReactNode } = {
  pixels: <path d="M3 2H1.5v12H3M13 2h1.5v12H13M5 5h2.5v2.5H5zM8.5 8.5H11V11H8.5z" />,
  latent: <path d="M4 1.5C1.6 5 1.6 11 4 14.5M12 1.5c2.4 3.5 2.4 9.5 0 13" />,
  noise: (
    <path d="M3 3h.01M8 4h.01M13 2.5h.01M5 8h.01M10.5 8.5h.01M3 13h.01M8 12.5h.01M13 12.5h.01" strokeWidth="2.6" />
  ),
  condition: <path d="M3 1.5v13M6 1.5v13M9 8h5M11.5 5.5 14 8l-2.5 2.5" />,
  attention: <path d="M1.5 8C4 3.8 12 3.8 14.5 8 12 12.2 4 12.2 1.5 8zM8 6.2v3.6M6.2 8h3.6" />,
  learnable: <path d="m2 14 .8-3.6L11 2.2l2.8 2.8-8.2 8.2zM9.3 3.9l2.8 2.8" />,
  frozen: <path d="M8 1v14M2 4.5l12 7M14 4.5l-12 7M6.2 2.2 8 4l1.8-1.8M6.2 13.8 8 12l1.8 1.8" />,
  training: <path d="M1.5 3c4 0 4 10 7 10s2.5-3 6-3M12.5 8l2 2-2 2" />,
}

export const MarkDrawings = (): ReactNode => (
  <svg className="mark-drawings" width="0" height="0" aria-hidden="true">
    {keysOf(drawings).map(role => (
      <symbol key={role} id={`mark-${role}`} viewBox="0 0 16 16">
        {drawings[role]}
      </symbol>
    ))}
  </svg>
)
