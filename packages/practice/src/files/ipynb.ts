// Worksheets and keys as Jupyter notebooks, which have not been run yet.
// Source: the notebook format (nbformat) 4.5, https://nbformat.readthedocs.io/en/latest/format_description.html
import type { NotebookCell } from '../sheet/notebook.ts'

/** @param cells in their order */
export function ipynbText(cells: readonly NotebookCell[]): string {
  const notebook = {
    cells: cells.map(({ kind, text }, i) => ({
      id: `cell-${i + 1}`,
      cell_type: kind,
      metadata: {},
      // Lines, each with the break that ends it.
      source: text.split(/(?<=\n)/),
      ...(kind === 'code' && { execution_count: null, outputs: [] }),
    })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  }
  return `${JSON.stringify(notebook, null, 1)}\n`
}
