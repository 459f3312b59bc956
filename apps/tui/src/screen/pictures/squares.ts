// Squares in shades with their numbers: the cut frames, latents and noise on one scale of greys, videos and what differs.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { CutPicture, SquaresPicture, VideosPicture } from '@dit-by-hand/walkthrough/pictures'
import { brightnessOf, greyOf } from '@dit-by-hand/walkthrough/pictures/scale'
import { beside, blank, type Row, rowWidth, span } from '../text.ts'
import { type Look, shade } from '../theme.ts'
import { canvas } from './canvas.ts'

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
  const { frames, high, rows, patch, most, focus } = of
  const wide = widestOf(rows) + 2
  const columns = at(rows, 0, 'the video').length
  const begins = (a: number | undefined, b: number | undefined): boolean => a !== b
  const xs = Array.from({ length: columns }, (_, c) => {
    const cuts = Array.from({ length: c }, (_, i) => begins(patch[0]?.[i], patch[0]?.[i + 1])).filter(Boolean).length
    return 1 + c * wide + cuts * 2
  })
  const ys = Array.from({ length: high }, (_, r) => {
    const cuts = Array.from({ length: r }, (_, i) => begins(patch[i]?.[0], patch[i + 1]?.[0])).filter(Boolean).length
    return 1 + r + cuts * 2
  })
  const [each, tall] = [at(xs, columns - 1) + wide + 1, at(ys, high - 1) + 2]
  const fitting = Math.max(1, Math.min(frames, Math.floor((width + 2) / (each + 2))))
  const lines = Math.ceil(frames / fitting)
  const sheet = canvas(fitting * (each + 2), lines * tall)
  for (let frame = 0; frame < frames; frame++) {
    const [left, top] = [(frame % fitting) * (each + 2), Math.floor(frame / fitting) * tall]
    const edges = new Map<number, { x: number; y: number; right: number; bottom: number }>()
    for (let r = 0; r < high; r++)
      for (let c = 0; c < columns; c++) {
        const value = at(at(rows, frame * high + r, 'the video'), c, 'the video')
        const index = at(at(patch, frame * high + r, 'the patches'), c, 'the patches')
        const [x, y] = [left + at(xs, c), top + at(ys, r)]
        sheet.put(x, y, square(value, wide - 2, brightFill(value, most), 'pixels'))
        const edge = edges.get(index)
        if (edge) Object.assign(edge, { right: x + wide, bottom: y + 1 })
        else edges.set(index, { x: x - 1, y: y - 1, right: x + wide, bottom: y + 1 })
      }
    for (const [index, { x, y, right, bottom }] of edges) {
      const look: Look = index === focus ? 'strong' : 'quiet'
      const [dash, bar] = index === focus ? ['━', '┃'] : ['╌', '┊']
      const name = `${index + 1}`
      sheet.put(x, y, [span(`┌${name}${dash.repeat(Math.max(0, right - x - 1 - name.length))}┐`, look)])
      sheet.put(x, bottom, [span(`└${dash.repeat(right - x - 1)}┘`, look)])
      for (let line = y + 1; line < bottom; line++) {
        sheet.put(x, line, [span(bar, look)])
        sheet.put(right, line, [span(bar, look)])
      }
    }
  }
  return sheet.rows()
}

export function videoRows(of: VideosPicture, width: number): readonly Row[] {
  const { high, original, generated, difference, brightest, most } = of
  const wide = widestOf(original, generated, difference) + 1
  const strip = (
    title: string,
    rows: Rows,
    fill: (value: Exact) => string,
    look: Look,
    signed: boolean,
  ): readonly Row[] => {
    const count = Math.ceil(rows.length / high)
    return [
      [span(title, 'quiet')],
      ...Array.from({ length: high }, (_, r) =>
        Array.from({ length: count }, (_, f) => [
          ...(f === 0 ? [] : [span(' ')]),
          ...at(rows, f * high + r, title).flatMap(value =>
            square(value, wide, fill(value), look, signed && toNumber(value) > 0 ? '+' : ''),
          ),
        ]).flat(),
      ),
    ]
  }
  const parts = [
    strip('original', original, value => brightFill(value, brightest), 'pixels', false),
    strip('generated', generated, value => brightFill(value, brightest), 'pixels', false),
    strip('generated − original', difference, value => greyFill(value, most), 'latent', true),
  ]
  const side = beside(parts, 3)
  return [...(side.every(row => rowWidth(row) <= width) ? side : parts.flat()), ...(most > 0 ? [legendOf(most)] : [])]
}
