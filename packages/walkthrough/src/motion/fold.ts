// How one cell is added up: the terms of its arithmetic one by one, what each adds, and the sum so far.
import { cellValue, type Worked } from '@dit-by-hand/core/lesson'
import { exact } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { add, compare, type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type CellRef, type Expression, evaluateExpression, sources } from '@dit-by-hand/graph/expression'
import { type Leaf, lineOf, type Token, tokens } from '@dit-by-hand/graph/text'
import { leafOf } from '../leaf.ts'
import { arithmeticOf } from '../line.ts'

/** One term of a cell's arithmetic. */
export interface Term {
  /** The cells it is made from. */
  readonly cells: readonly CellRef[]
  /** As in the line of arithmetic, its sign in front. */
  readonly tokens: readonly Token[]
  /** What it adds: a product, a pixel, a power. */
  readonly value: Exact
  /** The sum of the terms up to this one; of compared scores, the largest. */
  readonly sum: Exact
}

/** How the terms are combined: added, taken to powers and added, compared, or one alone copied. */
export type Together = 'sum' | 'powers' | 'largest' | 'alone'

/** A cell's arithmetic taken apart. `before`, the terms' tokens and `after`, in a row, are its line of arithmetic. */
export interface Folded {
  readonly cell: CellRef
  readonly together: Together
  readonly before: readonly Token[]
  readonly terms: readonly Term[]
  readonly after: readonly Token[]
  /** The cell's value: often the last sum, else what follows from it. */
  readonly result: Exact
}

/** The value of a part of a cell's arithmetic. */
const worthOf = (part: Expression, worked: Worked): Exact =>
  evaluateExpression(part, exact, cell => cellValue(worked, cell))

/** The sum within a cell's arithmetic: under an activation, a factor or a misprint. */
function heart(part: Expression): Expression {
  switch (part.kind) {
    case 'relu':
      return heart(part.of)
    case 'amended':
      return heart(part.instead)
    case 'product':
      return part.right.kind === 'sum' ? part.right : part
    default:
      return part
  }
}

/** Takes a cell's arithmetic apart. @throws {RangeError} where the lesson has no such cell */
export function folded(cell: CellRef, worked: Worked): Folded {
  const arithmetic = arithmeticOf(cell, worked)
  const inner = heart(arithmetic)
  const leaf = leafOf(ref => cellValue(worked, ref), arithmetic)
  const whole = tokens(arithmetic, leaf)
  const { together, terms } = inside(inner, leaf, worked)
  const own = terms.flatMap(term => term.tokens)
  const from = placeOf(own, whole)
  return {
    cell,
    together,
    before: whole.slice(0, from),
    terms,
    after: whole.slice(from + own.length),
    result: cellValue(worked, cell),
  }
}

type Inside = Pick<Folded, 'together' | 'terms'>

function inside(part: Expression, leaf: Leaf, worked: Worked): Inside {
  if (part.kind === 'sum') return summed(part, leaf, worked)
  if (part.kind === 'share') return part.soft ? powers(part, leaf, worked) : largest(part, leaf, worked)
  return alone(part, leaf, worked)
}

function alone(part: Expression, leaf: Leaf, worked: Worked): Inside {
  const value = worthOf(part, worked)
  const term = { cells: sources(part), tokens: tokens(part, leaf), value, sum: value }
  return { together: 'alone', terms: [term] }
}

/** Takes a sum apart. It is printed term by term, so that the tokens of a longer sum begin with those of a shorter one. */
function summed(part: Extract<Expression, { kind: 'sum' }>, leaf: Leaf, worked: Worked): Inside {
  let [printed, sum]: [number, Exact] = [0, 0]
  const terms = part.terms.map((term, i): Term => {
    const pieces = tokens({ kind: 'sum', terms: part.terms.slice(0, i + 1) }, leaf)
    const own = pieces.slice(printed)
    printed = pieces.length
    const value = worthOf(term, worked)
    sum = add(sum, value)
    return { cells: sources(term), tokens: own, value, sum }
  })
  return { together: 'sum', terms }
}

type Share = Extract<Expression, { kind: 'share' }>

function powers({ among }: Share, leaf: Leaf, worked: Worked): Inside {
  // A lone power over itself: `e^x/(e^x)`.
  const power = (score: Expression): readonly Token[] => {
    const pieces = tokens({ kind: 'share', among: [score], index: 0, soft: true }, leaf)
    return pieces.slice(0, (pieces.length - 3) / 2)
  }
  let sum = 0
  const terms = among.map((score, i): Term => {
    const value = Math.exp(toNumber(worthOf(score, worked)))
    sum += value
    const plus: readonly Token[] = i === 0 ? [] : [{ text: ' + ' }]
    return { cells: sources(score), tokens: [...plus, ...power(score)], value, sum }
  })
  return { together: 'powers', terms }
}

function largest({ among }: Share, leaf: Leaf, worked: Worked): Inside {
  let sum: Exact | null = null
  const terms = among.map((score, i): Term => {
    const value = worthOf(score, worked)
    // Stryker disable next-line EqualityOperator: of those that are equal, one is as large as the other
    const best: Exact = sum === null || compare(value, sum) > 0 ? value : sum
    sum = best
    const comma: readonly Token[] = i === 0 ? [] : [{ text: ', ' }]
    return { cells: sources(score), tokens: [...comma, ...tokens(score, leaf)], value, sum: best }
  })
  return { together: 'largest', terms }
}

/** The last place where some tokens occur among others, since a score also occurs before those it is compared with.
 *  @throws {RangeError} where they do not occur */
function placeOf(some: readonly Token[], all: readonly Token[]): number {
  const text = lineOf(some)
  const found = [...all.keys()].filter(from => lineOf(all.slice(from, from + some.length)) === text)
  return at(found, found.length - 1, `“${lineOf(all)}”, searched for “${text}”,`)
}
