// Numbers without brackets: rows below words, tables whose rows and columns have names, and wide ones in their blocks.
import { at } from '@dit-by-hand/graph/at'

const digits = String.raw`(?:\d+\/\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)`
/** A number, and what stands for numbers that were left out: the source of expressions. */
export const written: string = `[+-]?${digits}`
const leftOut = String.raw`(?:\.\.\.?|…|⋮|⋱)`
export const isLeftOut = (word: string): boolean => new RegExp(`^${leftOut}$`).test(word)

const either = `(?:${written}|${leftOut})`
const isCell = new RegExp(`^${either}$`, 'i')
const listed = String.raw`(${written}(?:[\s,;|&]+${either})*)[,;]?$`
const row = new RegExp(`^${listed}|^⋮`, 'i')
/** `scale = 2 -1`, and `loss 0.375` as `print` writes it. No name is longer, and a line without end is looked through but once. */
const named = new RegExp(String.raw`^(.{0,200}?\p{L}.{0,200}?)\s*(?:=|:|->|→)\s*${listed}`, 'iu')
const spoken = new RegExp(String.raw`^([^\d=:]{0,200}\p{L}[^\d=:]{0,200}?)\s+${listed}`, 'iu')
/** MATLAB, Octave and PyTorch cut wide matrices, and write a power of ten once for all numbers. */
const columns = /^Columns? (\d+)(?: (?:through|and|to) \d+)?:?$/
const factor = /^([10.]+(?:e[+-]\d+)?)\s*\*$/
/** A matrix of an array with more axes. */
const slice = /^§(\d+)$/

interface Rows {
  readonly rows: readonly (readonly string[])[]
  /** The names of rows, and of columns; '' where they have none. */
  readonly names: string
  readonly heads: string
}

/** Rows of numbers as they are written, and the words before them. */
export interface Table extends Rows {
  readonly label: string | null
  /** All of them are meant times ten to this power. */
  readonly exponent: number
}

interface Block extends Rows {
  /** How many lines it takes. */
  readonly lines: number
  readonly label?: string
}

/** The numbers in a text between arrays, and the words at its end. */
export function bare(text: string): { readonly tables: readonly Table[]; readonly label: string | null } {
  const tables: Table[] = []
  const lines = text.split('\n')
  let label: string | null = null
  let sliced: string | null = null
  let [exponent, goesOn] = [0, false]
  for (let i = 0; i < lines.length; i++) {
    const block = framed(lines, i) ?? rowsAt(lines, i)
    if (block) {
      const { lines: count, ...own } = block
      const before = tables.at(-1)
      const isMore = label === null && own.names !== '' && own.names === before?.names && own.heads !== before.heads
      if (before && (goesOn || isMore) && before.rows.length === own.rows.length)
        tables.splice(-1, 1, { ...before, rows: before.rows.map((row, r) => [...row, ...at(own.rows, r)]) })
      else tables.push({ label, exponent, ...own })
      label = null
      exponent = 0
      goesOn = false
      i += count - 1
      continue
    }
    const line = trimmed(at(lines, i))
    const [, column] = columns.exec(line) ?? []
    const [, power] = factor.exec(line) ?? []
    const [, part] = slice.exec(line) ?? []
    const [, name, value] = named.exec(line) ?? spoken.exec(line) ?? []
    if (column !== undefined) goesOn = column !== '1'
    else if (power !== undefined) exponent = Math.round(Math.log10(Number(power)))
    else if (part !== undefined) {
      if (part === '1') sliced = label
      label = sliced && `${sliced}[${part}]`
    } else if (name !== undefined && value !== undefined) {
      tables.push({ label: labelIn(name), exponent: 0, rows: [cellsOn(value)], names: '', heads: '' })
      label = null
    } else label = labelIn(line) ?? label
  }
  return { tables, label }
}

const trimmed = (line: string): string => line.replace(/^[\s,;)\]}]+|\s+$/g, '')
const cellsOn = (line: string): readonly string[] => line.match(new RegExp(either, 'gi')) ?? []
const wordsOn = (line: string): readonly string[] => line.split(/[\s,;|&]+/).filter(word => word !== '')

/** Lines of nothing but numbers. */
function rowsAt(lines: readonly string[], start: number): Block | null {
  const rows: (readonly string[])[] = []
  for (let i = start; i < lines.length; i++) {
    const line = trimmed(at(lines, i))
    if (!row.test(line)) break
    rows.push(cellsOn(line))
  }
  return rows.length > 0 ? { rows, lines: rows.length, names: '', heads: '' } : null
}

/** Lines of numbers below the names of their columns, each after its own name or, where columns are numbered, without one. */
function framed(lines: readonly string[], start: number): Block | null {
  const head = at(lines, start)
  const isDeeper = indent(head) > indent(lines[start + 1] ?? '')
  const [corner = '', ...others] = head.split(/[\t,;]/)
  const isCornered = corner.trim() !== '' && !isCell.test(corner)
  for (const heads of [wordsOn(head), head.trim().split(/\s{2,}/), isCornered ? others : []]) {
    const isNumbered = heads.every(word => !isCell.test(word) && /\d$/.test(word) && /\p{L}/u.test(word))
    const isNamed = heads.length > 1 && !heads.some(word => isCell.test(word) || /[:=]$/.test(word))
    const canName = heads === others ? isNamed : isDeeper && (isNumbered || isNamed || isCounted(heads))
    const { rows, names } = rowsUnder(lines, start + 1, heads.length, canName, isNumbered && heads.length > 1)
    if (rows.length === 0) continue
    const block = { rows, lines: rows.length + 1, names: names.join(), heads: heads.join() }
    return heads === others ? { ...block, label: corner } : block
  }
  return null
}

/**
 * The lines that end in so many numbers, with what stands before these: all with a name of one kind, or all without.
 * @param canName whether they may have names
 * @param canLack whether they may have none
 */
function rowsUnder(lines: readonly string[], start: number, width: number, canName: boolean, canLack: boolean) {
  const rows: (readonly string[])[] = []
  const names: string[] = []
  for (let i = start; i < lines.length && (canName || canLack); i++) {
    const words = wordsOn(at(lines, i))
    const [row, name] = [words.slice(-width), words.slice(0, -width).join(' ')]
    if (words.length < width || !row.every(word => isCell.test(word))) break
    const [first = name] = names
    const isAlike =
      (first === '') === (name === '') && (!/\d$/.test(first) || /^\.\.+$|^$/.test(name) || kind(name) === kind(first))
    if (!isAlike || !(name === '' ? canLack : canName)) break
    rows.push(row)
    names.push(name)
  }
  return { rows, names }
}

/** Names that are counted are alike but for their numbers. */
const kind = (name: string): string => name.replace(/\d+/g, '0')

const indent = (line: string): number => line.search(/[^\s,;|&]|$/)

const isCounted = ([first, ...rest]: readonly string[]): boolean =>
  /^\d+$/.test(first ?? '') && (rest.includes('...') || rest.every((word, i) => word === String(Number(first) + i + 1)))

/** The words before an array, without prompts, brackets and what makes arrays; null where none are left. */
function labelIn(line: string): string | null {
  const words = line
    .replace(/^[\w:]+> ?/, '')
    .replace(/(?:\b[\w.]*(?:array|tensor|matrix)\s*\(\s*)+$|\bmatrix$/i, '')
    .replace(/\(\s*\d+\s*(?:,\s*\d+\s*)*,?\s*\)|\b\d+[x×]\d+\b/g, '')
    .replace(/^[\s>$#%*,.;)-]+|[\s=:>→-]+$/g, '')
  return /\p{L}/u.test(words) ? words : null
}
