// One cell as the arithmetic that makes it, down to the named cells it is made from.
import type { Arith } from './arith.ts'
import { own } from './at.ts'
import { cellOf } from './evaluate.ts'
import type { Exact } from './exact.ts'
import { type Net, type Node, namesOf, type Why } from './graph.ts'

/** A cell of a named matrix. Rows and columns count from 0. */
export interface CellRef {
  readonly name: string
  readonly row: number
  readonly column: number
}

/** The arithmetic of one cell. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Exact }
  | { readonly kind: 'cell'; readonly cell: CellRef }
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  | { readonly kind: 'product'; readonly left: Expression; readonly right: Expression }
  | { readonly [K in Unary]: { readonly kind: K; readonly of: Expression } }[Unary]
  | { readonly kind: 'bit'; readonly of: Expression; readonly place: number }
  | { readonly kind: 'share'; readonly among: readonly Expression[]; readonly index: number; readonly soft: boolean }
  | { readonly kind: 'amended'; readonly value: Exact; readonly instead: Expression; readonly why: Why }

/** The functions of one number. */
export type Unary = 'inv' | 'sqrt' | 'relu' | 'step' | 'tanh' | 'sin' | 'cos'

/** The number system of expressions; a sum inside a sum becomes part of it. */
const symbolic: Arith<Expression> = {
  num: value => ({ kind: 'literal', value }),
  sum: terms => ({ kind: 'sum', terms: terms.flatMap(term => (term.kind === 'sum' ? term.terms : [term])) }),
  mul: (left, right) => ({ kind: 'product', left, right }),
  inv: of => ({ kind: 'inv', of }),
  sqrt: of => ({ kind: 'sqrt', of }),
  relu: of => ({ kind: 'relu', of }),
  step: of => ({ kind: 'step', of }),
  tanh: of => ({ kind: 'tanh', of }),
  sin: of => ({ kind: 'sin', of }),
  cos: of => ({ kind: 'cos', of }),
  bit: (of, place) => ({ kind: 'bit', of, place }),
  share: (among, index, soft) => ({ kind: 'share', among, index, soft }),
  amended: (value, computed, why) => ({ kind: 'amended', value, instead: computed(), why }),
}

/**
 * The arithmetic of one named cell. Matrices without a name are written out; named ones stay as cells, except those in
 * `through`, which are written out too (such as what an activation is applied to).
 * @throws {RangeError} where the net has no such matrix, the matrix no such cell, or too many matrices have no name
 */
export function expression(net: Net, cell: CellRef, through: ReadonlySet<string> = new Set()): Expression {
  const node = nodeOf(net, cell)
  const names = namesOf(net)
  let written = 0
  const write = (inner: Node, r: number, c: number, depth: number, copies: number): Expression => {
    written += copies
    // Stryker disable next-line EqualityOperator: of a million cells one more or less is nothing that anybody meets
    if (depth > mostNested || written > mostWritten)
      throw new RangeError(
        `the arithmetic of a cell of ${cell.name} runs through too many matrices without a name; give names to some of them`,
      )
    const reads = inner.src.map(source => (sr: number, sc: number): Expression => {
      const called = names.get(source) ?? (source.op === 'input' ? source.arg.name : undefined)
      if (called !== undefined && !isReadThrough(source, called, through))
        return { kind: 'cell', cell: { name: called, row: sr, column: sc } }
      // The score that a share is of stands in its line twice: alone, and among all.
      return write(source, sr, sc, depth + 1, inner.op === 'share' && sr === r ? 2 * copies : copies)
    })
    return cellOf(inner, r, c, reads, symbolic)
  }
  return node.op === 'input' ? { kind: 'cell', cell } : write(node, cell.row, cell.column, 1, 1)
}

/** The matrix of a cell. @throws {RangeError} where the net has no such matrix, or the matrix no such cell */
export function nodeOf(net: Net, { name, row, column }: CellRef): Node {
  const node = own(net, name)
  if (!node) throw new RangeError(`there is no matrix ${name}`)
  const [rows, columns] = node.shape
  const isWithin = (place: number, count: number): boolean => Number.isInteger(place) && place >= 0 && place < count
  if (!(isWithin(row, rows) && isWithin(column, columns)))
    throw new RangeError(`${name} is ${rows}×${columns}; it has no row ${row + 1}, column ${column + 1}`)
  return node
}

/** How deeply an expression may nest, so that whatever reads one can go down it, and how many cells without a name it may
 *  write out. */
const [mostNested, mostWritten] = [500, 1_000_000]

/** Whether a named matrix is written out where it is used. */
export const isReadThrough = ({ op }: Node, called: string, through: ReadonlySet<string>): boolean =>
  through.has(called) && op !== 'input' && op !== 'amend'

/** The named cells that an expression reads, each once, in reading order. */
export function sources(of: Expression): readonly CellRef[] {
  const found = new Map<string, CellRef>()
  const visit = (part: Expression): void => {
    if (part.kind === 'cell') found.set(cellKey(part.cell), part.cell)
    else for (const inner of partsOf(part)) visit(inner)
  }
  visit(of)
  return [...found.values()]
}

/** The expressions directly inside one. */
export function partsOf(of: Expression): readonly Expression[] {
  switch (of.kind) {
    case 'literal':
    case 'cell':
      return []
    case 'sum':
      return of.terms
    case 'product':
      return [of.left, of.right]
    case 'share':
      return of.among
    case 'amended':
      return [of.instead]
    default:
      return [of.of]
  }
}

/** The value of an expression, in any number system. @param leaf the value of each cell that it reads */
export function evaluateExpression<R>(of: Expression, k: Arith<R>, leaf: (cell: CellRef) => R): R {
  const inner = (part: Expression): R => evaluateExpression(part, k, leaf)
  switch (of.kind) {
    case 'literal':
      return k.num(of.value)
    case 'cell':
      return leaf(of.cell)
    case 'sum':
      return k.sum(of.terms.map(inner))
    case 'product':
      return k.mul(inner(of.left), inner(of.right))
    case 'bit':
      return k.bit(inner(of.of), of.place)
    case 'share':
      return k.share(of.among.map(inner), of.index, of.soft)
    case 'amended':
      return k.amended(of.value, () => inner(of.instead), of.why)
    default:
      return k[of.kind](inner(of.of))
  }
}

export const cellKey = ({ name, row, column }: CellRef): string => `${name} ${row} ${column}`
