// Rows of styled text: how wide they are, how they are cut, padded and wrapped. No colour is known here.
import { at, eachOf } from '@dit-by-hand/graph/at'
import { eastAsianWidth } from 'get-east-asian-width'
import type { Look } from './theme.ts'

/** A piece of a row in one look. */
export interface Span {
  readonly text: string
  readonly look?: Look
}

/** One line of the screen. */
export type Row = readonly Span[]

// Made when it is first needed: making one takes longer than all of a short command.
let segmenter: Intl.Segmenter | undefined
function graphemesIn(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return segmenter.segment(text)
}
// Letters that take one column each, told without a look at their clusters.
const plain =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0391-\u03c9\u2010-\u2027\u2030-\u205e\u2070-\u209c\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc]*$/
const seen =
  /[^\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/gu
const besideItsLetter = /[\p{Spacing_Mark}\uff00-\uffef]/u
// Pictures, keys, hands and flags that are wide only by what follows. Not \p{RGI_Emoji}: reading it takes Node 24 12 ms, in
// commands that never meet one, too.
const madeWide =
  /\p{Extended_Pictographic}\ufe0f|\ufe0f\u20e3|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|^\p{Regional_Indicator}{2}/u

/** The letters of a text as a reader counts them: with their accents, flags and families whole. */
export const lettersOf = (text: string): readonly string[] =>
  plain.test(text) ? [...text] : Array.from(graphemesIn(text), ({ segment }) => segment)

/** Columns of one letter: those of its first part that is seen, and of what stands beside that. */
function letterWidth(letter: string): number {
  if (madeWide.test(letter)) return 2
  const parts = letter.match(seen) ?? []
  return parts
    .filter((part, i) => i === 0 || besideItsLetter.test(part))
    .reduce((columns, part) => columns + eastAsianWidth(Number(part.codePointAt(0))), 0)
}

/** How many columns of a terminal a text takes. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length
  return lettersOf(text).reduce((columns, letter) => columns + letterWidth(letter), 0)
}

/** Spaces after the text, up to a width. */
export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - textWidth(text)))

/** Spaces before the text, up to a width. */
export const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - textWidth(text))) + text

/** Text from a lesson file without anything that would steer the terminal. */
export const printable = (text: string): string => text.replace(/[\p{Control}\p{Format}\u2028\u2029]/gu, '')

export const span = (text: string, look?: Look): Span => (look === undefined ? { text } : { text, look })
export const row = (text: string): Row => [span(text)]
export const blank: Row = []

export const rowWidth = (line: Row): number => line.reduce((sum, { text }) => sum + textWidth(text), 0)
export const rowText = (line: Row): string => line.map(({ text }) => text).join('')

/** A row filled up with spaces to a width; a longer one stays as it is. */
export function padded(line: Row, width: number): Row {
  const missing = width - rowWidth(line)
  return missing > 0 ? [...line, span(' '.repeat(missing))] : line
}

/** As many rows as asked for: what is too much is left out, what is missing is blank. */
export const filled = (rows: readonly Row[], count: number): readonly Row[] =>
  Array.from({ length: Math.max(0, count) }, (_, i) => rows[i] ?? blank)

/** Things side by side, from their tops. */
export function beside(parts: readonly (readonly Row[])[], gap: number): readonly Row[] {
  const widths = parts.map(rows => Math.max(0, ...rows.map(rowWidth)) + gap)
  const count = Math.max(0, ...parts.map(rows => rows.length))
  return Array.from({ length: count }, (_, i) =>
    parts.flatMap((rows, p) =>
      p === parts.length - 1 ? (rows[i] ?? blank) : padded(rows[i] ?? blank, at(widths, p, 'the widths')),
    ),
  )
}

/** A rectangle of one fill with a text in its middle. */
export function box(fill: string, text: string, width: number, height: number, look: Look): readonly Row[] {
  const before = Math.max(0, Math.floor((width - text.length) / 2))
  const after = Math.max(0, width - text.length - before)
  return Array.from({ length: height }, (_, line) =>
    line === Math.floor((height - 1) / 2)
      ? [span(fill.repeat(before), look), span(text, 'strong'), span(fill.repeat(after), look)]
      : [span(fill.repeat(width), look)],
  )
}

/** The columns `from` to `from + width` of a row. A wide character that is cut in two becomes a space. */
export function cut(line: Row, from: number, width: number): Row {
  if (from <= 0 && rowWidth(line) <= width) return line
  const kept: Span[] = []
  let here = 0
  for (const piece of line) {
    const end = here + textWidth(piece.text)
    if (end > from && here < from + width && plain.test(piece.text)) {
      kept.push({ ...piece, text: piece.text.slice(Math.max(0, from - here), from + width - here) })
    } else if (end > from && here < from + width) {
      let text = ''
      let column = here
      for (const letter of lettersOf(piece.text)) {
        const next = column + textWidth(letter)
        if (column >= from && next <= from + width) text += letter
        else if (next > from && column < from + width)
          text += ' '.repeat(Math.min(next, from + width) - Math.max(column, from))
        column = next
      }
      kept.push({ ...piece, text })
    }
    here = end
  }
  return kept
}

/** Some columns of a row; what goes on beyond them, such as the digits of a number whose sign is cut off, is left out whole. */
export function unbroken(line: Row, from: number, width: number): Row {
  const [before, inner, after] = eachOf(
    [cut(line, 0, from), cut(line, from, width), cut(line, from + width, rowWidth(line))],
    rowText,
  )
  const start = /\S$/.test(before) ? textWidth(/^\S*/.exec(inner)?.[0] ?? '') : 0
  const end = /^\S/.test(after) ? textWidth(/\S*$/.exec(inner)?.[0] ?? '') : 0
  const kept = Math.max(0, width - start - end)
  return [span(' '.repeat(start)), ...padded(cut(line, from + start, kept), kept), span(' '.repeat(end))]
}

/** A row no wider than `width`; one that is cut ends in an ellipsis. */
export function shortened(line: Row, width: number): Row {
  if (rowWidth(line) <= width) return line
  return width <= 0 ? blank : [...cut(line, 0, width - 1), span('…')]
}

/** Text no wider than `width`; one that is cut ends in an ellipsis. */
export const shortText = (text: string, width: number): string => rowText(shortened(row(text), width))

/** Left and right ends of one row, the gap filled with `fill`. The left end gives way where both do not fit. */
export function spread(left: Row, right: Row, width: number, fill: Span = span(' ')): Row {
  const end = shortened(right, width)
  const start = shortened(left, Math.max(0, width - rowWidth(end)))
  const gap = width - rowWidth(start) - rowWidth(end)
  return [...start, ...(gap > 0 ? [{ ...fill, text: fill.text.repeat(gap) }] : []), ...end]
}

/** What a rule ends in: a few things, parted by its line. */
export const ruleEnd = (parts: readonly Row[]): Row =>
  parts.length === 0
    ? blank
    : [
        span(' '),
        ...parts.flatMap((part, i) => (i === 0 ? part : [span(' ─ ', 'quiet'), ...part])),
        span(' ──', 'quiet'),
      ]

/** Pieces of text flowed into rows of at most `width` columns, broken at spaces; a longer word is broken anywhere.
 *  @param indent before every row but the first @param first before that one */
export function wrapped(pieces: readonly Span[], width: number, indent = '', first = ''): readonly Row[] {
  const rows: Row[] = []
  let line: Span[] = first === '' ? [] : [span(first)]
  let used = textWidth(first)
  const isBegun = (): boolean => used > textWidth(indent) || (rows.length === 0 && used > 0)
  const flush = (): void => {
    rows.push(line)
    line = indent === '' ? [] : [span(indent)]
    used = textWidth(indent)
  }
  for (const word of wordsIn(pieces)) {
    if (isBegun() && used + rowWidth(word) > width && rowText(word).startsWith(' ')) flush()
    let rest = isBegun() ? word : withoutSpace(word)
    while (rowWidth(rest) > 0 && used + rowWidth(rest) > width) {
      const taken = whole(rowText(rest), width - used, used <= textWidth(indent))
      line.push(...cut(rest, 0, taken))
      flush()
      rest = cut(rest, taken, rowWidth(rest) - taken)
    }
    line.push(...rest)
    used += rowWidth(rest)
  }
  if (line.length > (indent === '' || rows.length === 0 ? 0 : 1)) rows.push(line)
  return rows.map(joined)
}

/** Columns of the longest beginning of a text that fits a width without cutting a letter in two. `some`: of one letter at least. */
function whole(text: string, width: number, some: boolean): number {
  let columns = 0
  for (const letter of lettersOf(text)) {
    const next = columns + textWidth(letter)
    if (next > width && (columns > 0 || !some)) break
    columns = next
  }
  return columns
}

/** Words with the space before them, each a row of its own, so that a word may be of more than one look. */
function wordsIn(pieces: readonly Span[]): readonly Row[] {
  const words: Span[][] = []
  for (const piece of pieces)
    for (const text of piece.text.split(/(?= )/)) {
      if (text === '') continue
      const last = words.at(-1)
      if (last && !text.startsWith(' ')) last.push({ ...piece, text })
      else words.push([{ ...piece, text }])
    }
  return words
}

function withoutSpace(word: Row): Row {
  const [first, ...rest] = word
  if (!first) return word
  const text = first.text.trimStart()
  return text === '' ? withoutSpace(rest) : [{ ...first, text }, ...rest]
}

/** Neighbours of one look made one. */
export function joined(line: Row): Row {
  const out: Span[] = []
  for (const piece of line) {
    const last = out.at(-1)
    if (last && last.look === piece.look) out[out.length - 1] = { ...piece, text: last.text + piece.text }
    else if (piece.text !== '') out.push(piece)
  }
  return out
}
