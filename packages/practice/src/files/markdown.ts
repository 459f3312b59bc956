// Worksheets and keys as Markdown, for notes: a heading for each step, a table for each matrix.
import { type CellText, formulaLine, type Station, type Worksheet } from '../sheet/paper.ts'
import { captionOf, inOrder, wholeMatrices } from './reading-order.ts'

/** A line broken on its spaces is one line in Markdown; what means something there does not here. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, sign => `\\${sign}`)

const none = '    '

export function markdownText({ title, origin, named, pages }: Worksheet): string {
  const parts: string[] = [`# ${plain(title)}`, `\`${origin}\``, ...(named ? ['Name: ______________________'] : [])]
  for (const page of pages) {
    if (page.lines) {
      parts.push(`## ${plain(page.note)}`)
      for (const [, own] of Map.groupBy(page.lines, line => line.name))
        parts.push(own.map(({ made, result }) => `- ${plain(made)}**${result}**`).join('\n'))
    } else for (const station of inOrder(page)) parts.push(...stationParts(station))
  }
  return `${parts.join('\n\n')}\n`
}

function stationParts(station: Station): readonly string[] {
  const { step, title, formulas } = station
  return [
    `## ${step} ${plain(title)}`,
    ...formulas.flat().map(formula => `\`${formulaLine(formula)}\``),
    ...wholeMatrices(station).map(matrix => {
      const width = matrix.cells[0]?.length ?? 0
      const heads = Array.from({ length: width }, (_, i) => String(i + 1))
      const row = (first: string, cells: readonly CellText[]): string =>
        `| ${[first, ...cells.map(cell => cell ?? none)].join(' | ')} |`
      return [
        row(plain(captionOf(matrix)), heads),
        `| ---${' | ---:'.repeat(width)} |`,
        ...matrix.cells.map((cells, r) => row(String(r + 1), cells)),
      ].join('\n')
    }),
  ]
}
