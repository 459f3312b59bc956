// Paragraphs of the telling as elements: matrices by name and sign, numbers in figures, terms in italics.

import { same } from '@dit-by-hand/graph/same'
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { Paragraph, Piece } from '@dit-by-hand/walkthrough/prose'
import { memo, type ReactNode } from 'react'
import { MatrixSign } from './matrix-sign.tsx'

/** Characters that stand in one line on a phone; a longer line of arithmetic goes on in the next. */
const longest = 30

function PieceView({ piece }: { readonly piece: Piece }): ReactNode {
  switch (piece.kind) {
    case 'words':
      return piece.text
    case 'matrix':
      return (
        <span className="named" data-name={piece.name}>
          {titleOf(piece.name)} <MatrixSign of={symbolOf(piece.name)} />
        </span>
      )
    case 'number':
      return <span className={piece.text.length > longest ? 'number may-wrap' : 'number'}>{piece.text}</span>
    case 'term':
      return <em>{piece.text}</em>
    case 'quote':
      return <q className="quoted">{piece.text.replace(/^“|”$/g, '')}</q>
  }
}

/** One paragraph; one that would read the same is not drawn again. */
export const ParagraphView = memo(function ParagraphView({ of }: { readonly of: Paragraph }): ReactNode {
  return (
    <p>
      {of.map((piece, i) => (
        <PieceView key={i} piece={piece} />
      ))}
    </p>
  )
}, same)

/** Paragraphs, one after the other. */
export function Prose({ of }: { readonly of: readonly Paragraph[] }): ReactNode {
  return of.map((paragraph, i) => <ParagraphView key={i} of={paragraph} />)
}
