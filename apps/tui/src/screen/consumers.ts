// The list of what a cell goes into, to follow one of them.

import { shortName } from '@dit-by-hand/walkthrough/line'
import { cellTitle } from '@dit-by-hand/walkthrough/matrices'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { blank, padEnd, type Row, span, textWidth } from './text.ts'

/** The list with one of its lines chosen, no longer than `height`. */
export function consumerRows({ line, facts }: Scene, at: number, height: number): readonly Row[] {
  if (!line) return []
  const all = line.consumers
  const room = Math.max(1, height - 2)
  const first = Math.max(0, Math.min(all.length - room, at - Math.floor(room / 2)))
  const widest = Math.max(...all.map(cell => textWidth(shortName(cell))))
  const shown = all.slice(first, first + room).map((cell, i): Row => {
    const text = `${padEnd(shortName(cell), widest)}  ${cellTitle(cell, facts)}`
    return first + i === at ? [span(`▸ ${text} `, 'here')] : [span(`  ${text}`)]
  })
  const place = all.length > room ? ` (${at + 1} of ${all.length})` : ''
  return [[span(`${shortName(line.cell)} goes into${place}`, 'title')], blank, ...shown]
}
