// What each role looks like: a mark that needs no colour first, one of the sixteen terminal colours second.

import { at } from '@dit-by-hand/graph/at'
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import type { Lit } from '@dit-by-hand/walkthrough/scene'
import type { Row } from './text.ts'

// Attributes of a terminal's text ("select graphic rendition"). Colour is never the only one that tells two looks apart.
const bold = 1
const dim = 2
const italic = 3
const underlined = 4
const inverse = 7
const struck = 9
const red = 31
const green = 32
const yellow = 33
const magenta = 35
const cyan = 36
const blue = 94

// Numbers stay in the terminal's own foreground, which is readable on its background whatever that is; colour goes to
// frames, signs and marks. Plain black and white are not used at all.
const looks = {
  strong: [bold],
  quiet: [dim],
  term: [italic],
  key: [bold],
  title: [bold],
  here: [inverse, bold],
  /** The cell in focus, what it is made from, what it goes into. */
  focus: [inverse, bold],
  source: [bold, underlined],
  sourceMark: [bold, cyan],
  consumer: [underlined],
  consumerMark: [cyan],
  /** A term that adds nothing. */
  idle: [dim],
  changed: [bold, yellow],
  /** A value that is no longer, or never was, true. */
  gone: [dim, struck],
  misprint: [bold, red],
  refused: [bold, red],
  asked: [bold],
  pixels: [yellow],
  latent: [green],
  noise: [dim],
  condition: [magenta],
  attention: [cyan],
  learnable: [red],
  frozen: [blue],
  training: [],
} as const satisfies { readonly [name: string]: readonly number[] }

export type Look = keyof typeof looks

const isColour = (code: number): boolean => code >= 30

/** A row as text for a terminal. Without colour the attributes stay: bold, dim, underlined, inverse, struck. */
export function painted(line: Row, colour: boolean): string {
  let text = ''
  for (const piece of line) {
    const codes: readonly number[] = piece.look === undefined ? [] : looks[piece.look]
    const used = colour ? codes : codes.filter(code => !isColour(code))
    text += used.length === 0 ? piece.text : `\u001b[${used.join(';')}m${piece.text}\u001b[0m`
  }
  return text
}

/** The left and right frame of a matrix: top, middle, bottom, and where there is but one row. */
export interface Brackets {
  readonly left: readonly [top: string, middle: string, bottom: string, only: string]
  readonly right: readonly [top: string, middle: string, bottom: string, only: string]
}

const square: Brackets = { left: ['┌', '│', '└', '['], right: ['┐', '│', '┘', ']'] }
const round: Brackets = { left: ['╭', '│', '╰', '('], right: ['╮', '│', '╯', ')'] }
const dotted: Brackets = { left: ['┊', '┊', '┊', '┊'], right: ['┊', '┊', '┊', '┊'] }
const double: Brackets = { left: ['║', '║', '║', '║'], right: ['│', '│', '│', '│'] }
const heavy: Brackets = { left: ['┏', '┃', '┗', '┃'], right: ['┓', '┃', '┛', '┃'] }
const none: Brackets = { left: [' ', ' ', ' ', ' '], right: [' ', ' ', ' ', ' '] }
const upright: Brackets = { left: ['│', '│', '│', '│'], right: ['│', '│', '│', '│'] }

/** The frame of each role. */
export const brackets: { readonly [K in Role]: Brackets } = {
  pixels: square,
  latent: round,
  noise: dotted,
  condition: double,
  attention: upright,
  learnable: heavy,
  frozen: heavy,
  training: none,
}

/** The mark of a role in a caption: a pencil for what is learnt, a snowflake for what is frozen. */
export const roleMark: { readonly [K in Role]?: string } = { learnable: '✎', frozen: '❆' }

/** The marks left and right of a lit number, and how it looks between them. */
export const lit: {
  readonly [K in Lit]: { readonly left: string; readonly right: string; readonly mark: Look; readonly look: Look }
} = {
  focus: { left: '[', right: ']', mark: 'focus', look: 'focus' },
  source: { left: '‹', right: '›', mark: 'sourceMark', look: 'source' },
  consumer: { left: '┆', right: '┆', mark: 'consumerMark', look: 'consumer' },
}

export const marks = { changed: '•', misprint: '†', gradient: '∂', cursor: '▏', more: '…', on: '●', off: '○' } as const

/** From blank to full. */
export const shades = [' ', '░', '▒', '▓', '█'] as const

/** A shade from blank to full for a part of the whole, 0 to 1. */
export function shade(part: number): string {
  const clamped = Number.isFinite(part) ? Math.max(0, Math.min(1, part)) : 0
  return at(shades, Math.ceil(clamped * (shades.length - 1)), 'the shades')
}

/** Whether to use colour: not where NO_COLOR is set to anything, nor on a terminal that has none. */
export const wantsColour = (env: { readonly [name: string]: string | undefined }): boolean =>
  !env.NO_COLOR && env.TERM !== 'dumb'
