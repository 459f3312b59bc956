// A loop: one pass over the cells of a shape, column by column, sample by sample; what it reads, computes and writes.
import { at } from '@dit-by-hand/graph/at'
import type { Unary } from '@dit-by-hand/graph/expression'
import type { Task } from './group.ts'
import { isGathered, kindOf } from './kinds.ts'
import type { Value } from './values.ts'

/** A matrix that a loop reads or writes: the distance, in elements, between its rows, columns and samples. */
export interface Operand {
  readonly rowStep: 0 | 1
  readonly columnStep: number
  readonly sampleStep: number
}

/** One step of the computation, from earlier ones by index. `byRow`: once for every row; else once for each column. */
export type Term = { readonly byRow: boolean; readonly level: number } & (
  | { readonly op: 'read'; readonly operand: number }
  | { readonly op: 'literal'; readonly value: number }
  | { readonly op: 'add' | 'mul'; readonly a: number; readonly b: number }
  | { readonly op: Unary; readonly a: number }
  /** The sum down the column, available from the next level on. */
  | { readonly op: 'sum'; readonly a: number }
)

/** Where a term is written. `gather`: added to what is there, which is cleared for every sample, or once where all samples
 *  share the operand. */
export interface Sink {
  readonly term: number
  readonly operand: number
  readonly gather: boolean
}

export interface Loop {
  readonly rows: number
  readonly columns: number
  readonly operands: readonly Operand[]
  readonly terms: readonly Term[]
  readonly sinks: readonly Sink[]
}

/** A loop, and the values of its operands. */
export interface Looped {
  readonly loop: Loop
  readonly operands: readonly Value[]
}

/**
 * Turns a task into a loop. The number of samples is given when it runs.
 * @param stored the values that are in memory
 * @param leading the leading dimension of a stored value
 */
export function loopOf(
  { makes, shape: [rows, columns] }: Task,
  stored: ReadonlySet<Value>,
  leading: (value: Value) => number,
): Looped {
  const operands: Operand[] = []
  const values: Value[] = []
  const operandOf = (value: Value): number => {
    const known = values.indexOf(value)
    if (known >= 0) return known
    const [height, width] = value.shape
    const step = leading(value)
    operands.push({
      rowStep: height === 1 ? 0 : 1,
      columnStep: width === 1 ? 0 : step,
      sampleStep: value.varies ? width * step : 0,
    })
    return values.push(value) - 1
  }

  const terms: Term[] = []
  const termOf = new Map<Value, number>()
  const add = (term: Term): number => terms.push(term) - 1
  const literal = (value: number): number => {
    const known = terms.findIndex(term => term.op === 'literal' && term.value === value)
    return known >= 0 ? known : add({ op: 'literal', value, byRow: false, level: 0 })
  }
  const inner = (value: Value): number => {
    const known = termOf.get(value)
    if (known !== undefined) return known
    const made = make(value)
    termOf.set(value, made)
    return made
  }
  const reading = (value: Value): number =>
    add({ op: 'read', operand: operandOf(value), byRow: value.shape[0] > 1, level: 0 })
  const make = (value: Value): number => {
    if (value.op === 'fill') return literal(value.arg.value)
    const kind = kindOf(value)
    if (kind !== 'loop' || (stored.has(value) && !makes.includes(value))) return reading(value)
    return work(value)
  }
  /** The term for a member's cell; for a sum over columns or samples, that of the matrix it sums. */
  const work = (value: Value): number => {
    const src = value.src.map(inner)
    const [a, b = a] = src
    if (a === undefined || b === undefined) throw new RangeError(`${value.op} has no source`)
    const level = Math.max(...src.map(index => at(terms, index).level))
    const byRow = src.some(index => at(terms, index).byRow)
    switch (value.op) {
      case 'add':
      case 'mul':
        return add({ op: value.op, a, b, level, byRow })
      case 'scale':
        return add({ op: 'mul', a, b: literal(value.arg.by), level, byRow })
      case 'inv':
      case 'sqrt':
      case 'relu':
      case 'step':
      case 'tanh':
      case 'sin':
      case 'cos':
        return add({ op: value.op, a, level, byRow })
      case 'sumColumns':
        return add({ op: 'sum', a, level: level + 1, byRow: false })
      default:
        return a
    }
  }

  const sinks: Sink[] = []
  for (const value of makes) {
    const term = value.op === 'fill' ? literal(value.arg.value) : isGathered(value) ? work(value) : inner(value)
    if (stored.has(value)) sinks.push({ term, operand: operandOf(value), gather: isGathered(value) })
  }
  return { loop: { rows, columns, operands, terms, sinks }, operands: values }
}

/** One pass over a column: terms for every row with their sinks, then the sums that are complete. */
export interface Phase {
  /** Terms computed once, before the rows. */
  readonly once: readonly number[]
  /** Terms computed in every row. */
  readonly each: readonly number[]
  readonly sums: readonly number[]
  readonly sinks: readonly Sink[]
}

/** The passes over a column that a loop needs: one, and one more for every sum that another sum or cell depends on. */
export function phasesOf({ terms, sinks }: Loop): readonly Phase[] {
  const last = Math.max(0, ...terms.map(({ level }) => level))
  return Array.from({ length: last + 1 }, (_, level) => {
    const sums = terms.flatMap((term, i) => (term.op === 'sum' && term.level === level + 1 ? [i] : []))
    const here = sinks.filter(({ term }) => terms[term]?.level === level)
    const needed = new Set<number>()
    const need = (index: number): void => {
      const term = terms[index]
      if (!term || needed.has(index) || !term.byRow) return
      needed.add(index)
      for (const source of sourcesOf(term)) need(source)
    }
    for (const sum of sums) for (const source of sourcesOf(terms[sum])) need(source)
    for (const { term } of here) need(term)
    const once = terms.flatMap((term, i) => (!term.byRow && term.op !== 'sum' && term.level === level ? [i] : []))
    return { once, each: [...needed].toSorted((a, b) => a - b), sums, sinks: here }
  })
}

/** The indices of the terms that a term reads. */
export function sourcesOf(term: Term | undefined): readonly number[] {
  if (!term || term.op === 'read' || term.op === 'literal') return []
  return 'b' in term ? [term.a, term.b] : [term.a]
}
