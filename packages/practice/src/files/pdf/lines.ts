// The arithmetic of a key on pages of its own: matrix by matrix, in columns.
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { type ArithmeticLine, edges, papers, type Worksheet } from '../../sheet/paper.ts'
import { drawSymbol, ink } from './matrix.ts'
import { mm, type Pen, type Struct, type TextStyle } from './pen.ts'

const size = 8
const leading = 10.4
const heading: TextStyle = { face: 'bold', size: 9, color: ink }
const plain: TextStyle = { face: 'regular', size, color: ink }
const between = mm(7)

export function drawLines(
  pen: Pen,
  lines: readonly ArithmeticLine[],
  sheet: Worksheet,
  whole: Struct,
  drawFrame: (section: Struct) => void,
): void {
  const { width, height } = papers[sheet.paper]
  // Three columns where lines are short, two where many would be broken.
  const third = (mm(width - 2 * edges.side) - 2 * between) / 3
  const long = lines.filter(line => pen.width(line.made + line.result, plain) > third)
  const columns = long.length > lines.length / 6 ? 2 : 3
  const column = (mm(width - 2 * edges.side) - (columns - 1) * between) / columns
  const [top, bottom] = [mm(edges.top + edges.title + 2), mm(height - edges.bottom - edges.footer)]
  let at = columns
  let y = bottom
  let section: Struct | null = null
  /** The section of the page on which so much room is left. */
  const room = (needed: number): Struct => {
    if (section && y + needed <= bottom) return section
    at++
    y = top
    if (section && at < columns) return section
    at = 0
    pen.document.addPage()
    const added = pen.document.struct('Sect')
    section = added
    whole.add(added)
    drawFrame(added)
    return added
  }
  const left = (): number => mm(edges.side) + at * (column + between)
  for (const [name, own] of Map.groupBy(lines, line => line.name)) {
    const { symbol, title } = matrices[name]
    const here = room(3.2 * leading)
    y += leading * 1.5
    const step = own[0]?.step
    pen.tagged(
      here,
      'H2',
      () => {
        const end = drawSymbol(pen, symbol, left(), y, 10.5)
        pen.text(`${title} · step ${step}`, end + 5, y, heading)
      },
      `${symbol} ${title}, step ${step}`,
    )
    for (const line of own) {
      const pieces = wrapped(pen, line, column)
      const below = room(pieces.length * leading)
      const [x, first] = [left(), y]
      y += pieces.length * leading
      pen.tagged(
        below,
        'P',
        () => {
          pieces.forEach((text, i) => {
            const last = i === pieces.length - 1
            const shown = last ? text.slice(0, text.length - line.result.length) : text
            const indent = i === 0 ? 0 : 12
            pen.text(shown, x + indent, first + (i + 1) * leading, plain)
            if (last)
              pen.text(line.result, x + indent + pen.width(shown, plain), first + (i + 1) * leading, {
                ...plain,
                face: 'bold',
              })
          })
        },
        line.made + line.result,
      )
    }
  }
}

/** A line broken where it is too wide, its result at its end. */
function wrapped(pen: Pen, { made, result }: ArithmeticLine, width: number): readonly string[] {
  const rows: string[] = []
  let [row, wide] = ['', 0]
  const space = pen.width(' ', plain)
  for (const word of `${made}${result}`.split(' ')) {
    const own = pen.width(word, plain)
    if (row !== '' && wide + space + own > width - (rows.length > 0 ? 12 : 0)) {
      rows.push(row)
      row = word
      wide = own
    } else {
      wide += row === '' ? own : space + own
      row = row === '' ? word : `${row} ${word}`
    }
  }
  return [...rows, row]
}
