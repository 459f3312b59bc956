// Figures set side by side: a figure is a caption over a body of lines, and bodies stand on one line.
import { padEnd, textWidth } from '../screen/text.ts'

/** A caption over a body. */
export interface Figure {
  readonly head: readonly string[]
  readonly body: readonly string[]
}

export const figureWidth = ({ head, body }: Figure): number => Math.max(0, ...[...head, ...body].map(textWidth))

/** A figure put somewhere: columns from the left edge. */
export interface Placed {
  readonly figure: Figure
  readonly left: number
}

/** One row of figures as lines: bodies begin on the same line, captions stand right on top of them. A sign (a figure
 *  without caption) stands half-way down the tallest body. */
function rowLines(row: readonly Placed[]): readonly string[] {
  const headHeight = Math.max(0, ...row.map(({ figure }) => figure.head.length))
  const bodyHeight = Math.max(0, ...row.map(({ figure }) => figure.body.length))
  const lines = Array.from({ length: headHeight + bodyHeight }, () => '')
  for (const { figure, left } of row) {
    const top = isSign(figure) ? headHeight + Math.floor((bodyHeight - 1) / 2) : headHeight - figure.head.length
    ;[...figure.head, ...figure.body].forEach((text, i) => {
      lines[top + i] = padEnd(lines[top + i] ?? '', left) + text
    })
  }
  return lines.map(line => line.trimEnd())
}

/** Columns between two figures. */
const gap = 2

/** Figures one after the other, in as many rows as the width asks for, a blank line between rows. A sign goes to the
 *  next row together with the figure after it. */
export function flow(figures: readonly Figure[], width: number): readonly string[] {
  const rows: Placed[][] = [[]]
  let left = 0
  figures.forEach((figure, i) => {
    const next = figures[i + 1]
    const together = isSign(figure) && next ? figureWidth(figure) + gap + figureWidth(next) : figureWidth(figure)
    if (left > 0 && left + together > width) {
      rows.push([])
      left = 0
    }
    rows.at(-1)?.push({ figure, left })
    left += figureWidth(figure) + gap
  })
  return rows.flatMap((row, i) => [...(i > 0 ? [''] : []), ...rowLines(row)])
}

export const isSign = ({ head, body }: Figure): boolean => head.length === 0 && body.length === 1

/** A sign between figures. */
export const sign = (text: string): Figure => ({ head: [], body: [text] })
