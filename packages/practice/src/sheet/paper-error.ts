// What cannot be put on paper, or into cells, as it was asked.

/** The message says what does not fit, and what would. */
export class PaperError extends RangeError {
  override readonly name = 'PaperError'
}

/** Of a text with a character that a format cannot show. */
export function unknownCharacter(character: string, text: string, why: string): PaperError {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return new PaperError(
    `“${shown}” has the character ${character} (U+${code}), ${why}. The formats html, xlsx and md take it (--format); or change the text in the lesson.`,
  )
}
