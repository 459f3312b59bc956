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
