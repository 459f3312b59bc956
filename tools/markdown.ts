// Writes Markdown tables as the formatter leaves them.

/** The lines of a table. @param rows the head first, all of the same length */
export function markdownTable(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map(row => row.map(text => text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')))
  const sizeOf = (text: string): number => [...text].length
  const widths = (cells[0] ?? []).map((_, c) => Math.max(3, ...cells.map(row => sizeOf(row[c] ?? ''))))
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, c) => (row[c] ?? '') + ' '.repeat(width - sizeOf(row[c] ?? ''))).join(' | ')} |`
  const [head = [], ...rest] = cells
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rest.map(line)]
}
