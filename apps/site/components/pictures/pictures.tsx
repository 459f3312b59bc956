'use client'
import type { Picture } from '@dit-by-hand/walkthrough/pictures'
// The pictures beside the numbers of a scene, a moment behind them: no number waits for a picture.
import { picturesOf } from '@dit-by-hand/walkthrough/pictures/of-scene'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { memo, type ReactNode, useDeferredValue } from 'react'
import { Arcs } from './arcs.tsx'
import { Cut } from './cut.tsx'
import { Errors } from './errors.tsx'
import { Moves } from './moves.tsx'
import { GreySquares } from './squares.tsx'
import { Videos } from './videos.tsx'

function Drawn({ of }: { readonly of: Picture }): ReactNode {
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

const Shown = memo(function Shown({ scene }: { readonly scene: Scene }): ReactNode {
  return picturesOf(scene).map(picture => (
    <figure className="drawn" key={picture.kind}>
      <figcaption>{picture.title}</figcaption>
      <Drawn of={picture} />
    </figure>
  ))
})

export function Pictures({ scene }: { readonly scene: Scene }): ReactNode {
  return <Shown scene={useDeferredValue(scene)} />
}
