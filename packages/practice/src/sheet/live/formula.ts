// The reading that stays alive: the arithmetic of one cell as a spreadsheet formula. Only functions that every
// spreadsheet has had for decades, and nothing that spills: a formula is one cell's, and can be read.
import { at } from '@dit-by-hand/graph/at'
import { type Exact, inv } from '@dit-by-hand/graph/exact'
import type { CellRef, Expression } from '@dit-by-hand/graph/expression'
import { PaperError } from '../paper-error.ts'
import { type Address, addressText, blockOf, rangeText } from './address.ts'

/** What a formula is written with. */
export interface Writing {
  /** Where a cell of a matrix stands. */
  readonly where: (cell: CellRef) => Address
  /** What is true in a formula when misprints are to be as printed; without it, they always are. */
  readonly printed?: string
}

/** Longer formulas are refused by spreadsheet programs. */
export const longestFormula = 8192

/** A piece of a formula, and how tightly it holds together: 1 a sum, 2 a product, 3 one thing. */
interface Piece {
  readonly text: string
  readonly binds: 1 | 2 | 3
}

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>
type Table = { readonly [K in Expression['kind']]: (part: Of<K>, writing: Writing) => Piece }

const one = (text: string): Piece => ({ text, binds: 3 })
const inside = ({ text, binds }: Piece, tight: Piece['binds']): string => (binds < tight ? `(${text})` : text)
const call =
  (name: string) =>
  ({ of }: { readonly of: Expression }, writing: Writing): Piece =>
    one(`${name}(${write(of, writing).text})`)

/** One row per kind of arithmetic: forget one and the compiler says so. */
const table: Table = {
  literal: ({ value }) => numberPiece(value),
  cell: ({ cell }, { where }) => one(addressText(where(cell))),
  sum: ({ terms }, writing) => sumPiece(terms, writing),
  product: ({ left, right }, writing) => productPiece(left, right, writing),
  inv: ({ of }, writing) => ({ text: `1/${inside(write(of, writing), 3)}`, binds: 2 }),
  sqrt: call('SQRT'),
  relu: ({ of }, writing) => one(`MAX(0,${write(of, writing).text})`),
  step: ({ of }, writing) => one(`IF(${write(of, writing).text}>0,1,0)`),
  tanh: call('TANH'),
  sin: call('SIN'),
  cos: call('COS'),
  // FLOOR, not INT: programs disagree about INT below zero.
  bit: ({ of, place }, writing) => one(`MOD(FLOOR(${inside(write(of, writing), 2)}/${2 ** place},1),2)`),
  share: sharePiece,
  amended: ({ value, instead, why }, writing) =>
    writing.printed === undefined || why !== 'misprint'
      ? numberPiece(value)
      : one(`IF(${writing.printed},${numberPiece(value).text},${write(instead, writing).text})`),
}

/**
 * A cell's arithmetic as a formula, without the equals sign.
 * @throws {PaperError} where it would be longer than a spreadsheet takes
 */
export function formulaText(of: Expression, writing: Writing): string {
  const { text } = write(of, writing)
  if (text.length > longestFormula)
    throw new PaperError(
      `The formula of a cell would have ${text.length} characters; a spreadsheet takes ${longestFormula}. A lesson with smaller matrices fits.`,
    )
  return text
}

function write<K extends Expression['kind']>(part: Of<K>, writing: Writing): Piece {
  const row: Table[K] = table[part.kind as K]
  return row(part, writing)
}

/** A number in the notation of spreadsheets: a point, a capital E (which HyperFormula 3 alone does not read), fractions as
 *  divisions. */
function numberPiece(value: Exact): Piece {
  if (typeof value !== 'number')
    return value.d === 1n ? signedPiece(String(value.n)) : { text: `${value.n}/${value.d}`, binds: 2 }
  return signedPiece(String(value).toUpperCase().replace('E+', 'E'))
}

// A minus sign binds tighter than a power in spreadsheets; in brackets nobody has to know.
const signedPiece = (text: string): Piece => ({ text, binds: text.startsWith('-') ? 1 : 3 })

const isMinusOne = (part: Expression): boolean => part.kind === 'literal' && part.value === -1

function productPiece(left: Expression, right: Expression, writing: Writing): Piece {
  if (isMinusOne(left)) return { text: `-${inside(write(right, writing), 3)}`, binds: 1 }
  if (left.kind === 'literal' && typeof left.value !== 'number' && left.value.n === 1n)
    return dividedPiece(right, { kind: 'literal', value: inv(left.value) }, writing)
  if (right.kind === 'inv') return dividedPiece(left, right.of, writing)
  return { text: `${inside(write(left, writing), 2)}*${inside(write(right, writing), 3)}`, binds: 2 }
}

const dividedPiece = (above: Expression, below: Expression, writing: Writing): Piece => ({
  text: `${inside(write(above, writing), 2)}/${inside(write(below, writing), 3)}`,
  binds: 2,
})

function sumPiece(terms: readonly Expression[], writing: Writing): Piece {
  if (terms.length === 0) return one('0')
  const whole = blocked(terms, writing)
  if (whole !== undefined && terms.length > 2) return one(`SUM(${whole})`)
  const roots = terms.map(rootOf)
  const squares = roots.every(root => root !== undefined) ? blocked(roots, writing) : undefined
  if (squares !== undefined) return one(`SUMSQ(${squares})`)
  const text = terms
    .map((term, i) => {
      if (term.kind === 'product' && isMinusOne(term.left)) return `-${inside(write(term.right, writing), 2)}`
      return `${i === 0 ? '' : '+'}${inside(write(term, writing), i === 0 ? 1 : 2)}`
    })
    .join('')
  return { text, binds: terms.length === 1 ? write(at(terms, 0), writing).binds : 1 }
}

/** What a square is the square of. */
function rootOf(part: Expression): Expression | undefined {
  if (part.kind !== 'product' || part.left.kind !== 'cell' || part.right.kind !== 'cell') return undefined
  const [a, b] = [part.left.cell, part.right.cell]
  return a.name === b.name && a.row === b.row && a.column === b.column ? part.left : undefined
}

/** The range that these cells fill. */
function blocked(parts: readonly Expression[], { where }: Writing): string | undefined {
  const cells = parts.flatMap(part => (part.kind === 'cell' ? [where(part.cell)] : []))
  const block = cells.length === parts.length ? blockOf(cells) : undefined
  return block && rangeText(...block)
}

/** Many like parts as one calculation on a range, such as `C4:C7/SQRT(2)`; undefined where they are not alike. */
function alike(parts: readonly Expression[], writing: Writing): string | undefined {
  const block = blocked(parts, writing)
  if (block !== undefined) return block
  const products = parts.flatMap(part => (part.kind === 'product' ? [part] : []))
  const [first] = products
  if (!first || products.length !== parts.length) return undefined
  const right = write(first.right, writing).text
  if (products.some(part => write(part.right, writing).text !== right)) return undefined
  const left = blocked(
    products.map(part => part.left),
    writing,
  )
  if (left === undefined) return undefined
  return first.right.kind === 'inv'
    ? `${left}/${inside(write(first.right.of, writing), 3)}`
    : `${left}*${inside(write(first.right, writing), 3)}`
}

/** Decimals of a program are taken as equal to nine places, so that fractions that tie do. */
const places = 9

// SUMPRODUCT works a range out cell by cell in every program, old ones too, without being entered as an array.
function sharePiece({ among, index, soft }: Of<'share'>, writing: Writing): Piece {
  const all = alike(among, writing)
  const each = all === undefined ? among.map(score => inside(write(score, writing), 2)) : [all]
  const largest = all === undefined ? `MAX(${each.join(',')})` : `SUMPRODUCT(MAX(${all}))`
  const own = inside(write(at(among, index, 'a column of scores'), writing), 2)
  const sum = (of: (scores: string) => string): string =>
    all === undefined ? `(${each.map(of).join('+')})` : `SUMPRODUCT(${of(all)})`
  // The largest is taken off first, so that no power overflows.
  const power = (scores: string): string => `EXP(${scores}-${largest})`
  if (soft) return { text: `${power(own)}/${sum(power)}`, binds: 2 }
  const isTied = (scores: string): string => `ROUND(${largest}-${scores},${places})=0`
  const ties = sum(scores => (all === undefined ? `IF(${isTied(scores)},1,0)` : `--(${isTied(scores)})`))
  return one(`IF(${isTied(own)},1/${ties},0)`)
}
