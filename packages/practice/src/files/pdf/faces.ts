// The faces of a page, and which of them has a character: a PDF with a character that its face lacks is garbled without a
// word, so every text is looked through before it is set.
import { memoByKey } from '@dit-by-hand/graph/memo'
import { unknownCharacter } from '../../sheet/paper-error.ts'
import * as sansBold from '../fonts/sans-bold.gen.ts'
import * as sansItalic from '../fonts/sans-italic.gen.ts'
import * as sansRegular from '../fonts/sans-regular.gen.ts'
import * as serifBold from '../fonts/serif-bold.gen.ts'
import * as serifItalic from '../fonts/serif-italic.gen.ts'

export const faceNames = ['regular', 'bold', 'italic', 'title', 'symbol'] as const
export type Face = (typeof faceNames)[number]

interface Source {
  readonly font: string
  readonly characters: string
}

const sources: { readonly [K in Face]: Source } = {
  regular: sansRegular,
  bold: sansBold,
  italic: sansItalic,
  title: serifBold,
  symbol: serifItalic,
}

export const faceBytes: (face: Face) => Uint8Array = memoByKey(
  face => Uint8Array.from(atob(sources[face].font), character => character.charCodeAt(0)),
  face => face,
)

const has: ReadonlyMap<Face, ReadonlySet<string>> = new Map(
  faceNames.map(face => [face, new Set(sources[face].characters)]),
)

/** What stands in for a face that lacks a character. */
const instead: { readonly [K in Face]: readonly Face[] } = {
  regular: ['bold'],
  bold: ['regular'],
  italic: ['regular'],
  title: ['bold'],
  symbol: ['italic', 'regular'],
}

export interface Run {
  readonly face: Face
  readonly text: string
}

/** A text in runs of one face each. @throws {PaperError} where no face has a character */
export function runsOf(text: string, face: Face): readonly Run[] {
  const runs: { face: Face; text: string }[] = []
  for (const character of text) {
    const found = [face, ...instead[face]].find(each => has.get(each)?.has(character))
    if (found === undefined) throw unknownCharacter(character, text, 'for which the faces of the PDF have no glyph')
    const last = runs.at(-1)
    if (last?.face === found) last.text += character
    else runs.push({ face: found, text: character })
  }
  return runs
}
