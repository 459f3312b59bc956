// The text of a step as rows: paragraphs, story, what the toy leaves out, and the slips of the article where they stand.

import type { Erratum } from '@dit-by-hand/spec/errata'
import { workOf } from '@dit-by-hand/spec/sources'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import type { Paragraph, Piece } from '@dit-by-hand/walkthrough/prose'
import { saysOf } from '@dit-by-hand/walkthrough/says'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { blank, padded, printable, type Row, type Span, span, textWidth, wrapped } from './text.ts'
import { marks } from './theme.ts'

/** Lines of prose are no longer than this: about as many letters as an eye takes in with ease. */
const measure = 72

/** A piece of prose as it is shown: matrices by their titles. */
function spanOf(piece: Piece): Span {
  switch (piece.kind) {
    case 'matrix':
      return span(matrices[piece.name].title, 'strong')
    case 'term':
      return span(printable(piece.text), 'term')
    default:
      return span(printable(piece.text))
  }
}

const set = (pieces: readonly Span[], width: number, indent = ''): readonly Row[] =>
  wrapped(pieces, Math.min(width, measure), indent)

const paragraph = (of: Paragraph, width: number): readonly Row[] => set(of.map(spanOf), width)

const apart = (parts: readonly (readonly Row[])[]): readonly Row[] =>
  parts.filter(part => part.length > 0).flatMap((part, i) => (i === 0 ? part : [blank, ...part]))

/** Which stage of a step this is: "Stage 2 of 6: Back through the feed-forward layer"; null where the step has none. */
export function stageSaid({ stages }: Scene): string | null {
  const here = stages.findIndex(stop => stop.here)
  const stop = stages[here]
  return stop ? `Stage ${here + 1} of ${stages.length}: ${stop.title}` : null
}

/** The way back through a step in stages, and which of them this is; nothing where the step has none. */
export function wayBack(scene: Scene, width: number): readonly Row[] {
  const [said, { stages }] = [stageSaid(scene), scene]
  if (said === null) return []
  const way = stages.flatMap(({ makes, here: isHere }, i): readonly Span[] => {
    const signs = makes.map(name => matrices[name].symbol).join('\u00a0')
    const name = [String(i + 1), signs].filter(part => part !== '').join('\u00a0')
    return [span(i === 0 ? '' : ' → ', 'quiet'), isHere ? span(`[${name}]`, 'here') : span(name)]
  })
  return [[span(said, 'title')], ...set(way, width)]
}

/** The first paragraph: what happens here. */
export function lead(scene: Scene, width: number): readonly Row[] {
  const [first] = toldOf(scene).prose
  return apart([wayBack(scene, width), first ? paragraph(first, width) : []])
}

/** All that follows the first paragraph. */
export function rest(scene: Scene, width: number): readonly Row[] {
  const titled = (title: string, parts: readonly (readonly Row[])[]): readonly Row[] =>
    parts.length === 0 ? [] : [[span(title, 'title')], ...apart(parts)]
  const told = toldOf(scene)
  return apart([
    ...told.prose.slice(1).map(of => paragraph(of, width)),
    told.story ? titled('In the story', [paragraph(told.story, width)]) : [],
    titled(
      'Slips of the original',
      told.errata.map(erratum => slip(erratum, width)),
    ),
    titled(
      'What the toy leaves out',
      told.leftOut.map(of => paragraph(of, width)),
    ),
    titled(
      'What Sora itself does',
      told.sora.length === 0
        ? []
        : [...told.sora.map(of => paragraph(of, width)), set([span(soraSource(), 'quiet')], width)],
    ),
  ])
}

/** What is told of Sora is after its makers. */
export function soraSource(): string {
  const { authors, title, published, link } = workOf('sora')
  return `After ${authors.join(', ')}: “${title}”, ${published}${link === undefined ? '' : `, ${link}`}`
}

/** The whole text. */
export const whole = (scene: Scene, width: number): readonly Row[] => apart([lead(scene, width), rest(scene, width)])

/** What was printed, what is true, and why. */
export function slipText({ kind, source, printed, correct, why }: Erratum): string {
  if (kind === 'claim') return `the ${source} says that ${printed}; in truth ${correct}. ${why}`
  return kind === 'wording' ? misprinted(`“${printed}”`, `“${correct}”`, why) : misprinted(printed, correct, why)
}

/** "printed −1, should be 1." @param why a sentence, where the reason is known */
export function misprinted(printed: string | number | null, correct: string | number, why: string | null): string {
  const shown = (cell: string | number): string => String(cell).replace(/^-/, '−')
  const was = printed === null ? 'what was printed is not known' : `printed ${shown(printed)}`
  return `${was}, should be ${shown(correct)}.${why === null ? '' : ` ${why}`}`
}

const slip = (erratum: Erratum, width: number): readonly Row[] =>
  set([span(marks.misprint, 'misprint'), span(` ${erratum.where}: ${slipText(erratum)}`)], width, '  ')

/** What each matrix of the step is, in a sentence. */
export function legend(scene: Scene, width: number): readonly Row[] {
  const symbols = Math.max(0, ...scene.blocks.map(({ symbol }) => textWidth(symbol))) + 2
  const told = new Set<string>()
  return scene.blocks.flatMap(({ name, symbol }) => {
    if (told.has(name)) return []
    told.add(name)
    return wrapped([span(saysOf(name), 'quiet')], Math.min(width, measure) - symbols).map(
      (line, i): Row => [...padded(i === 0 ? [span(symbol, 'strong')] : blank, symbols), ...line],
    )
  })
}
