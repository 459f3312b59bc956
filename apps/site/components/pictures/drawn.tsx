// Pictures as figures: written by the server, and again by the browser once a cell is touched that they follow.
import type { Picture } from '@dit-by-hand/walkthrough/pictures'
import type { ReactNode } from 'react'
import { Arcs } from './arcs.tsx'
import { Cut } from './cut.tsx'
import { Errors } from './errors.tsx'
import { Moves } from './moves.tsx'
import { GreySquares } from './squares.tsx'
import { Videos } from './videos.tsx'

function One({ of }: { readonly of: Picture }): ReactNode {
  switch (of.kind) {
    case 'cut':
      return <Cut of={of} />
    case 'squares':
      return <GreySquares of={of} />
    case 'moves':
      return <Moves of={of} />
    case 'arcs':
      return <Arcs of={of} />
    case 'errors':
      return <Errors of={of} />
    case 'videos':
      return <Videos of={of} />
  }
}

export function Drawn({ pictures }: { readonly pictures: readonly Picture[] }): ReactNode {
  return pictures.map(picture => (
    <figure className="drawn" key={picture.kind}>
      <figcaption>{picture.title}</figcaption>
      <One of={picture} />
    </figure>
  ))
}
