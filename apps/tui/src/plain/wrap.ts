// Text in lines of a width, with something before the first and something before the rest.
import { blank, padEnd, printable, rowText, span, textWidth, wrapped } from '../screen/text.ts'

/** How lines are set. */
export interface Setting {
  readonly width: number
  /** Before the first line. */
  readonly first?: string
  /** Before every other line; as wide as `first` unless said. */
  readonly rest?: string
}

const noBreak = '\u00a0'

/** Words set in lines no wider than `width`; a word that does not fit on a line of its own is cut,
 *  a letter never. A no-break space is printed as a space. Whatever would steer a terminal is left out. */
export function wrap(
  text: string,
  { width, first = '', rest = ' '.repeat(textWidth(first)) }: Setting,
): readonly string[] {
  const words = text.split(/[ \n\r\t]+/).flatMap(word => printable(word) || [])
  const rows = wrapped([span(words.join(' '))], width, rest, first)
  return (rows.length > 0 ? rows : [blank]).map(row => rowText(row).trimEnd().replaceAll(noBreak, ' '))
}

/** The same text, its signs kept on one line with what follows them, so that a sum breaks before a sign. */
export const arithmetic = (text: string): string => text.replace(/ ([+−=·]) /g, ` $1${noBreak}`)

/** Names, and beside each what is said of it, in a column of its own that begins at `column`; nothing where it is null. */
export const fields =
  (width: number, column: number, indent = '') =>
  (name: string, text: string | null): readonly string[] =>
    text === null ? [] : wrap(text, { width, first: padEnd(`${indent}${name}`, column), rest: ' '.repeat(column) })
