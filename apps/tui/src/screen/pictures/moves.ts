// Scale and shift in letters: each feature on three number lines, the patches standing on them by their numbers.
import { toNumber } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Feature, MovesPicture } from '@dit-by-hand/walkthrough/pictures'
import { canvas } from '../overlay.ts'
import { beside, blank, type Row, rowWidth, span } from '../text.ts'

const label = 9

function featureRows(feature: Feature, least: number, most: number, width: number): readonly Row[] {
  const span1 = most - least || 1
  const room = Math.min(width - label - 4, Math.max(20, span1 * 4))
  const x = (value: number): number => label + 1 + Math.round(((value - least) / span1) * room)
  const sheet = canvas(label + room + 4, 5)
  feature.lines.forEach(({ name, at }, i) => {
    sheet.put(0, i, [span(name.padStart(label - 1), 'quiet')])
    sheet.put(label + 1, i, [span('─'.repeat(room + 1), 'quiet')])
    sheet.put(x(0), i, [span('┼', 'quiet')])
    const places = new Map<number, { text: string; focus: boolean }>()
    for (const move of feature.moves) {
      const column = x(toNumber(move[at]))
      const known = places.get(column)
      places.set(column, {
        text: known ? `${known.text},${move.patch}` : `${move.patch}`,
        focus: move.isFocus || (known?.focus ?? false),
      })
    }
    for (const [column, { text, focus }] of places)
      sheet.put(Math.max(label + 1, column - Math.floor((text.length - 1) / 2)), i, [
        span(text, focus ? 'focus' : 'source'),
      ])
  })
  const every = Math.max(1, Math.ceil(span1 / Math.floor(room / 4)))
  for (let tick = Math.ceil(least / every) * every; tick <= most; tick += every) {
    const text = showNumber(tick)
    sheet.put(x(tick) - (text.length - 1), 3, [span(text, 'quiet')])
  }
  return [[span(`Feature ${feature.feature} ${feature.says}`)], ...sheet.rows().slice(0, 4)]
}

export function moveRows({ features, least, most }: MovesPicture, width: number): readonly Row[] {
  const drawn = features.map(feature => featureRows(feature, least, most, width))
  const both = beside(drawn, 4)
  if (drawn.length === 2 && both.every(row => rowWidth(row) <= width)) return both
  return [
    ...drawn.flatMap((rows, i) => (i === 0 ? rows : [blank, ...rows])),
    [span('numbers on the lines are patches', 'quiet')],
  ]
}
