// Prose that cannot misspell a matrix and types no number by hand: a template tag over typed pieces.
import type { Name } from '@dit-by-hand/core/names'
import type { Exact } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'

/** A piece of a paragraph: words, a matrix by name, a number from the lesson, a term that is being introduced, or words
 *  of the lesson itself, such as its prompt. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'matrix'; readonly name: Name }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'term'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string }

/** A paragraph. */
export type Paragraph = readonly Piece[]

/** A matrix, by name: `${m('latent')}`. */
export const m = (name: Name): Piece => ({ kind: 'matrix', name })

/** A number of the lesson or the engine: `${num(size.patches)}`. Text where the number is part of a line of arithmetic. */
export const num = (value: Exact | string): Piece => ({
  kind: 'number',
  text: typeof value === 'string' ? value : showNumber(value),
})

/** A word of the field, where it is introduced: `${term('latent')}`. */
export const term = (text: string): Piece => ({ kind: 'term', text })

/** Words of the lesson, in quotation marks: `${quote(lesson.prompt.text)}`. */
export const quote = (text: string): Piece => ({ kind: 'quote', text: `“${text}”` })

/** A paragraph from a template: p`Each column of ${m('patches')} is one patch.` White space folds; a paragraph inside
 *  one is a part of it. */
export function p(template: TemplateStringsArray, ...pieces: readonly (Piece | Paragraph)[]): Paragraph {
  const joined: Piece[] = []
  const push = (piece: Piece): void => {
    const last = joined.at(-1)
    if (piece.kind !== 'words') joined.push(piece)
    else if (last?.kind !== 'words') joined.push({ kind: 'words', text: folded(piece.text) })
    else joined[joined.length - 1] = { kind: 'words', text: folded(last.text + piece.text) }
  }
  template.forEach((text, i) => {
    push({ kind: 'words', text })
    const piece = pieces[i] ?? []
    for (const each of 'kind' in piece ? [piece] : piece) push(each)
  })
  const end = joined.pop()
  const last: readonly Piece[] =
    end?.kind === 'words' ? [{ kind: 'words', text: end.text.trimEnd() }] : end ? [end] : []
  return [...joined, ...last].filter(piece => piece.kind !== 'words' || piece.text !== '')
}

/** A no-break space stays what it is. */
const folded = (text: string): string => text.replace(/[ \n]+/g, ' ')

/** A paragraph as plain text, each matrix called by `call`. */
export function proseText(paragraph: Paragraph, call: (name: Name) => string): string {
  return paragraph
    .map(piece => (piece.kind === 'matrix' ? call(piece.name) : piece.text))
    .join('')
    .trim()
}
