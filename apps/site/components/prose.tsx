// Paragraphs of the telling as elements: matrices by name and sign, numbers in figures, terms in italics.
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { Paragraph, Piece } from '@dit-by-hand/walkthrough/prose'
import type { ReactNode } from 'react'
import { MatrixSign } from './matrix-sign.tsx'

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
      return <span className="number">{piece.text}</span>
    case 'term':
      return <em className="term">{piece.text}</em>
    case 'quote':
      return <q className="quoted">{piece.text.replace(/^“|”$/g, '')}</q>
  }
}

/** One paragraph. `as` where it stands inside something else. */
export function ParagraphView({
  of,
  as: Tag = 'p',
}: {
  readonly of: Paragraph
  readonly as?: 'p' | 'span'
}): ReactNode {
  return (
    <Tag>
      {of.map((piece, i) => (
        <PieceView key={i} piece={piece} />
      ))}
    </Tag>
  )
}

/** Paragraphs, one after the other. */
export function Prose({ of }: { readonly of: readonly Paragraph[] }): ReactNode {
  return of.map((paragraph, i) => <ParagraphView key={i} of={paragraph} />)
}
