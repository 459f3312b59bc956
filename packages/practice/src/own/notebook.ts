// What a Jupyter notebook shows below its cells, as one text: what they print, and the value of their last line.
// Source: the notebook format (nbformat) 4, https://nbformat.readthedocs.io/en/latest/format_description.html
import { NumbersError } from './numbers.ts'

/** A field of what JSON holds; undefined where it has none. */
const field = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? Object.entries(of).find(([key]) => key === name)?.[1] : undefined

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A text, which may stand as its lines, without what colours a terminal. */
const text = (value: unknown): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal begins with one.
  (typeof value === 'string' ? value : list(value).join('')).replace(/\x1b\[[\d;]*m/g, '')

/** Whether what JSON holds is a notebook, of any format. */
export const isNotebook = (json: unknown): boolean => typeof field(json, 'nbformat') === 'number'

/**
 * The text of all outputs, in the order of the cells; a result stands behind the expression whose value it is.
 * @throws {NumbersError} where no cell shows anything, or the notebook is of another format
 */
export function shownIn(notebook: unknown): string {
  if (field(notebook, 'nbformat') !== 4)
    throw new NumbersError('This notebook is of another format than 4: open it in Jupyter, and save it anew.')
  const shown = list(field(notebook, 'cells')).flatMap(cell =>
    list(field(cell, 'outputs')).map(output => outputText(output, text(field(cell, 'source')))),
  )
  if (shown.every(one => one.trim() === ''))
    throw new NumbersError('This notebook shows nothing below its cells: run all of them, and save it.')
  return shown.join('\n')
}

function outputText(output: unknown, source: string): string {
  const kind = field(output, 'output_type')
  if (kind === 'stream') return field(output, 'name') === 'stdout' ? text(field(output, 'text')) : ''
  const plain = text(field(field(output, 'data'), 'text/plain'))
  return kind === 'execute_result' && plain !== '' ? `${valueIn(source)} =\n${plain}` : plain
}

/** What a cell ends in: `latent` of `np.round(latent, 2)`; of any other expression all but the numbers written in it. */
function valueIn(source: string): string {
  const lines = source.split('\n').map(line => line.replace(/\s#.*/, '').trim())
  const last = lines.findLast(line => line !== '' && !line.startsWith('#')) ?? ''
  const value = last.split(';').findLast(part => part.trim() !== '') ?? ''
  return value
    .trim()
    .replace(/^(?:[\w.]+\()+([\w.]+)[,)].*$/, '$1')
    .replace(/(?<!\w)\[.*\]/g, '[…]')
    .replaceAll('=', ' ')
}
