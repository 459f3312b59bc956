// Squares in shades with their numbers: the cut frames, latents and noise on one scale of greys, videos and what differs.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { CutPicture, SquaresPicture, VideosPicture } from '@dit-by-hand/walkthrough/pictures'
import { brightnessOf, greyOf } from '@dit-by-hand/walkthrough/pictures/scale'
import { canvas } from '../overlay.ts'
import { beside, blank, type Row, rowWidth, span } from '../text.ts'
import { type Look, shade } from '../theme.ts'

type Rows = readonly (readonly Exact[])[]

/** A number as there is room for it: decimals to two places. */
export function brief(value: Exact): string {
  const number = toNumber(value)
  return showNumber(Number.isInteger(number) ? value : Math.round(number * 100) / 100)
}

/** Columns of the widest of some numbers. */
export const widestOf = (...grids: readonly Rows[]): number =>
  Math.max(1, ...grids.flat(2).map(value => brief(value).length))

/** A number between two strokes of its shade. */
const square = (value: Exact, wide: number, fill: string, look: Look, mark = ''): Row => {
  const text = `${mark}${brief(value)}`
  return [span(fill, look), span(text.padStart(wide)), span(fill, look)]
}

/** The frames of a video side by side, as many as fit a width, the rest below. @param high rows of a frame */
function framesBeside(video: Rows, high: number, width: number, squareOf: (value: Exact) => Row): readonly Row[] {
  const frames = Array.from({ length: video.length / high }, (_, f) =>
    video.slice(f * high, (f + 1) * high).map((cells): Row => cells.flatMap(squareOf)),
  )
  const each = rowWidth(at(at(frames, 0, 'the video'), 0, 'a frame')) + 1
  const across = Math.max(1, Math.min(frames.length, Math.floor((width + 1) / each)))
  return Array.from({ length: Math.ceil(frames.length / across) }, (_, band) => [
    ...(band === 0 ? [] : [blank]),
    ...beside(frames.slice(band * across, (band + 1) * across), 1),
  ]).flat()
}

/** A video, every number in its own shade. @param high rows of a frame */
export function pixelsOf(video: Rows, high: number, width: number): readonly Row[] {
  const [wide, most] = [widestOf(video), Math.max(1, ...video.flat().map(toNumber))]
  return framesBeside(video, high, width, value => [
    span(`${shade(toNumber(value) / most)}${brief(value).padStart(wide)} `, 'pixels'),
  ])
}

/** Shades from the darkest to white: of so few, the darkest is a blank. */
const greyFill = (value: Exact, most: number): string => shade(greyOf(value, most) / 8)
const brightFill = (value: Exact, most: number): string => shade(brightnessOf(value, most) / 8)

export function squareRows({ grids, most }: SquaresPicture, width: number): readonly Row[] {
  const wide = widestOf(...grids.map(({ rows }) => rows))
  const parts = grids.flatMap(({ title, sign, rows }): readonly (readonly Row[])[] => {
    const look: Look = title.includes('noise') ? 'noise' : 'latent'
    const body = rows.map((cells): Row => cells.flatMap(value => square(value, wide, greyFill(value, most), look)))
    return [...(sign === '' ? [] : [[blank, [span(sign)]]]), [[span(title, 'quiet')], ...body]]
  })
  const side = beside(parts, 2)
  const across = side.every(row => rowWidth(row) <= width) ? side : parts.flat()
  return [...across, legendOf(most)]
}

const legendOf = (most: number): Row => [
  span(`${[-1, -0.5, 0, 0.5, 1].map(part => shade((part + 1) / 2)).join('')}`, 'latent'),
  span(`  from ${brief(-most)} (blank) over 0 to ${brief(most)} (full)`, 'quiet'),
]

export function cutRows(of: CutPicture, width: number): readonly Row[] {
  const { frames, piece, most, focus } = of
  const wide = widestOf(...frames.map(({ rows }) => rows)) + 2
  const { rows } = at(frames, 0, 'the video')
  const xOf = (column: number): number => 1 + column * wide + Math.floor(column / piece.columns) * 2
  const yOf = (row: number): number => 1 + row + Math.floor(row / piece.rows) * 2
  const [each, tall] = [xOf(at(rows, 0, 'the video').length - 1) + wide + 1, yOf(rows.length - 1) + 2]
  const fitting = Math.max(1, Math.min(frames.length, Math.floor((width + 2) / (each + 2))))
  const sheet = canvas(fitting * (each + 2), Math.ceil(frames.length / fitting) * tall)
  frames.forEach(({ rows, pieces }, frame) => {
    const [left, top] = [(frame % fitting) * (each + 2), Math.floor(frame / fitting) * tall]
    rows.forEach((cells, r) => {
      cells.forEach((value, c) => {
        sheet.put(left + xOf(c), top + yOf(r), square(value, wide - 2, brightFill(value, most), 'pixels'))
      })
    })
    for (const { patch, row, column } of pieces) {
      const [x, y] = [left + xOf(column) - 1, top + yOf(row) - 1]
      const [right, bottom] = [x + 1 + piece.columns * wide, y + 1 + piece.rows]
      const look: Look = patch === focus ? 'strong' : 'quiet'
      const [dash, bar] = patch === focus ? ['━', '┃'] : ['╌', '┊']
      const name = `${patch + 1}`
      sheet.put(x, y, [span(`┌${name}${dash.repeat(Math.max(0, right - x - 1 - name.length))}┐`, look)])
      sheet.put(x, bottom, [span(`└${dash.repeat(right - x - 1)}┘`, look)])
      for (let line = y + 1; line < bottom; line++) {
        sheet.put(x, line, [span(bar, look)])
        sheet.put(right, line, [span(bar, look)])
      }
    }
  })
  return sheet.rows()
}

export function videoRows(of: VideosPicture, width: number): readonly Row[] {
  const { high, original, generated, difference, brightest, most } = of
  const wide = widestOf(original, generated, difference) + 1
  const strip = (title: string, rows: Rows, squareOf: (value: Exact) => Row): readonly Row[] => [
    [span(title, 'quiet')],
    ...framesBeside(rows, high, Number.POSITIVE_INFINITY, squareOf),
  ]
  const pixel = (value: Exact): Row => square(value, wide, brightFill(value, brightest), 'pixels')
  const parts = [
    strip('original', original, pixel),
    strip('generated', generated, pixel),
    strip('generated − original', difference, value =>
      square(value, wide, greyFill(value, most), 'latent', toNumber(value) > 0 ? '+' : ''),
    ),
  ]
  const side = beside(parts, 3)
  return [...(side.every(row => rowWidth(row) <= width) ? side : parts.flat()), ...(most > 0 ? [legendOf(most)] : [])]
}
