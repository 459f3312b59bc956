// The error in letters: bars from a line of zero, up where too much was guessed and down where too little.
import { at } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import type { ErrorsPicture } from '@dit-by-hand/walkthrough/pictures'
import { canvas } from '../overlay.ts'
import { type Row, span } from '../text.ts'
import { brief, widestOf } from './squares.ts'

const [half, left] = [2, 11]
const eighths = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

export function errorRows({ rows, most, focus }: ErrorsPicture): readonly Row[] {
  const each = Math.max(6, widestOf(rows) + 3)
  const columns = Math.max(...rows.map(cells => cells.length))
  return rows.flatMap((cells, r) => {
    const numbers = cells.map(toNumber)
    const [up, down] = [numbers.some(number => number > 0) ? half : 0, numbers.some(number => number < 0) ? half : 0]
    const sheet = canvas(left + columns * each, up + down + 2)
    sheet.put(0, up, [span(`feature ${r + 1}`.padEnd(left - 1), 'quiet'), span('─'.repeat(columns * each), 'quiet')])
    cells.forEach((value, c) => {
      const number = toNumber(value)
      const x = left + c * each
      const look = focus?.row === r && focus.column === c ? 'strong' : 'noise'
      const length = most > 0 ? Math.round((8 * half * Math.abs(number)) / most) : 0
      for (let line = 0; line < half; line++) {
        const filled = Math.max(0, Math.min(8, length - 8 * line))
        if (filled === 0) continue
        if (number > 0) sheet.put(x, up - 1 - line, [span(at(eighths, filled).repeat(3), look)])
        else sheet.put(x, up + 1 + line, [span((filled > 4 ? '█' : '▀').repeat(3), look)])
      }
      const text = `${number > 0 ? '+' : ''}${brief(value)}`
      sheet.put(x, number < 0 ? up + 1 + half : up + 1, [span(text, number === 0 ? 'quiet' : 'strong')])
    })
    return sheet.rows()
  })
}
