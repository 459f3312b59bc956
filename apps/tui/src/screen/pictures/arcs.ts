// Attention in letters: over the frames in a row, a line for each taking, from whom it is taken to who takes.
import type { Arc, ArcsPicture } from '@dit-by-hand/walkthrough/pictures'
import { canvas } from '../overlay.ts'
import { type Row, span } from '../text.ts'

/** More lines than this are cut to those of the patch in focus, or of the first. */
const mostLines = 6

const strokeOf = (share: number): string => (share >= 0.5 ? '━' : share >= 0.2 ? '─' : '┄')

export function arcRows({ labels, arcs, focus }: ArcsPicture, width: number): readonly Row[] {
  const each = Math.min(16, Math.floor(width / labels.length))
  if (each < 9) return []
  const isLit = ({ query, key }: Arc): boolean => (focus?.as === 'key' ? key : query) === (focus?.patch ?? 0)
  const shown = arcs.length <= mostLines ? arcs : arcs.filter(isLit)
  const ordered = shown.toSorted((a, b) => a.query - b.query || a.key - b.key)
  const sheet = canvas(labels.length * each, ordered.length + 1)
  const middle = (patch: number): number => patch * each + Math.floor(each / 2) - 1
  ordered.forEach((arc, line) => {
    const { query, key, share, shown: text } = arc
    const look = focus !== null && isLit(arc) ? 'strong' : 'attention'
    const stroke = strokeOf(share)
    if (query === key) {
      sheet.put(middle(query) - 1, line, [
        span(`▼${stroke}`, look),
        span(` ${text} `, 'strong'),
        span(`${stroke}╮`, look),
      ])
      return
    }
    const [left, right] = [Math.min(middle(query), middle(key)), Math.max(middle(query), middle(key))]
    const [first, last] = query < key ? ['▼', '╮'] : ['╭', '▼']
    sheet.put(left, line, [span(first + stroke.repeat(right - left - 1) + last, look)])
    sheet.put(Math.floor((left + right - text.length) / 2), line, [span(` ${text} `, 'strong')])
  })
  labels.forEach((label, patch) => {
    sheet.put(middle(patch) - Math.floor((label.length - 1) / 2), ordered.length, [
      span(label, focus?.patch === patch ? 'focus' : 'quiet'),
    ])
  })
  return sheet.rows()
}
