// The opening on the screen: its squares in shades, each with its number, where the stage has them.
import { at } from '@dit-by-hand/graph/at'
import { memo } from '@dit-by-hand/graph/memo'
import { actAt, type Opening } from '@dit-by-hand/walkthrough/motion/opening'
import { spritesOf } from '@dit-by-hand/walkthrough/motion/sprites'
import { type Piece, side, spriteAt, stageSize } from '@dit-by-hand/walkthrough/motion/stage'
import { canvas } from '../overlay.ts'
import type { Size } from '../size.ts'
import { blank, box, filled, type Row, rowWidth, shortened, span, spread, textWidth, wrapped } from '../text.ts'
import { type Look, marks, shade } from '../theme.ts'

const spritesIn = memo((opening: Opening) => spritesOf(opening))

/** Columns and lines of a square at the smallest size; larger screens have twice as many. */
const square = { columns: 6, lines: 2 } as const

/** How many times larger than the smallest the stage can be drawn; 0 where not even that has room. */
function scaleFor({ columns, rows }: Size): number {
  const wide = (stageSize.width * square.columns) / side
  const high = (stageSize.height * square.lines) / side
  return Math.min(2, Math.floor((columns - 2) / wide), Math.floor((rows - 7) / high))
}

/** The whole screen of the opening at a time. */
export function openingRows(opening: Opening, time: number, size: Size, keys: Row): readonly Row[] {
  const { columns } = size
  const height = size.rows - 1
  const index = actAt(opening, time)
  const title: Row = [span(' '), span('A Diffusion Transformer by hand', 'title')]
  const head = spread(title, [...dots(opening, index), span(' ')], columns)
  const scale = scaleFor(size)
  const stage = scale > 0 ? stageRows(opening, time, scale) : []
  const said = wrapped([span(at(opening.acts, index, 'the acts').says, 'strong')], columns - 4)
  const room = height - 2 - said.length - 2
  const top = Math.max(0, Math.floor((room - stage.length) / 2))
  const body = filled([...filled([], top), ...stage], room)
  return [
    head,
    [span('─'.repeat(columns), 'quiet')],
    ...body.map(row => centred(row, columns, scale)),
    ...said.map(row => middle(row, columns)),
    blank,
    shortened(keys, columns),
  ].slice(0, height)
}

const middle = (row: Row, columns: number): Row => [
  span(' '.repeat(Math.max(0, Math.floor((columns - rowWidth(row)) / 2)))),
  ...row,
]

const centred = (row: Row, columns: number, scale: number): Row => {
  const wide = (stageSize.width * square.columns * scale) / side
  return [span(' '.repeat(Math.max(0, Math.floor((columns - wide) / 2)))), ...row]
}

const dots = ({ acts }: Opening, index: number): Row =>
  acts.map((_, i) => (i === index ? span(`${marks.on} `, 'strong') : span(`${marks.off} `, 'quiet')))

function stageRows(opening: Opening, time: number, scale: number): readonly Row[] {
  const [wide, high] = [square.columns * scale, square.lines * scale]
  const [perColumn, perLine] = [side / wide, side / high]
  const sheet = canvas(Math.round(stageSize.width / perColumn), Math.round(stageSize.height / perLine))
  for (const sprite of spritesIn(opening)) {
    const { x, y, opacity, scale: grown } = spriteAt(sprite, time)
    if (opacity < 0.35) continue
    if (!sprite.piece) {
      const width = textWidth(sprite.text)
      sheet.put(Math.round(x / perColumn - width / 2), Math.floor(y / perLine), [
        span(sprite.text, opacity < 0.8 ? 'quiet' : 'term'),
      ])
      continue
    }
    const part = grown < 0.8 ? 0.5 : 1
    const [w, h] = [Math.max(4, Math.round(wide * part)), Math.max(1, Math.round(high * part))]
    const drawn = pieceRows(sprite.piece, sprite.text, w, h)
    const [left, upper] = [Math.round(x / perColumn - w / 2), Math.round(y / perLine - h / 2)]
    drawn.forEach((row, i) => {
      sheet.put(left, upper + i, row)
    })
  }
  return sheet.rows()
}

const lookOf = ({ scale, isNoise, differs }: Piece): Look =>
  differs ? 'changed' : isNoise ? 'noise' : scale === 'bright' ? 'pixels' : 'latent'

/** A square: its shade, and its number in the middle. Noise has dots at its edges, a changed pixel its mark. */
function pieceRows(piece: Piece, text: string, wide: number, high: number): readonly Row[] {
  const look = lookOf(piece)
  // Even the darkest square is one that can be seen.
  const fill = shade(Math.max(0.1, piece.step / 8))
  const edge = span(piece.isNoise ? '┊' : fill, look)
  const shown = ` ${text}${piece.differs ? marks.changed : ''} `
  return box(fill, shown, wide - 2, high, look).map(row => [edge, ...row, edge])
}
