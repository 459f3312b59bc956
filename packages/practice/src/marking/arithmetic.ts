// Slips in one line of arithmetic: a term forgotten, a sign lost, a product taken for a sum. Each is the line made otherwise.
import type { Slip } from '@dit-by-hand/core/mistakes/slips'
import type { Expression } from '@dit-by-hand/graph/expression'
import { plain } from '@dit-by-hand/graph/style'
import { type Leaf, lineOf, tokens } from '@dit-by-hand/graph/text'

/** A line with one slip in it. */
export interface LineSlip {
  /** "the term 2·(−1) is left out" */
  readonly says: string
  readonly of: Expression
  readonly family: Slip['family']
  /** Whether it is made with all that one matrix brings to the line: then the matrix is as well said to be left out. */
  readonly isWhole: boolean
  /** How far-fetched it is, on the scale of `likely.ts`. */
  readonly rank: number
}

type Sum = Extract<Expression, { readonly kind: 'sum' }>

/** Every slip of a line, the likelier first. @param leaf how the numbers of the line are shown */
export function* arithmeticSlips(of: Expression, leaf: Leaf): Generator<LineSlip> {
  const show = (part: Expression): string => lineOf(tokens(part, leaf))
  switch (of.kind) {
    case 'sum':
      yield* sums(of, show)
      return
    case 'product':
      yield* products(of, show)
      return
    case 'share':
    case 'amended':
    case 'literal':
    case 'cell':
      return
    case 'bit':
      for (const place of [of.place - 1, of.place + 1])
        if (place >= 0)
          yield {
            says: `another digit is taken, the one${plain.bit(place)[1]}`,
            of: { ...of, place },
            family: 'bits',
            isWhole: true,
            rank: 1,
          }
      return
    default:
      if (of.kind === 'relu') yield* late(of.of, show)
      for (const inner of arithmeticSlips(of.of, leaf)) yield { ...inner, of: { ...of, of: inner.of } }
  }
}

/** The last term added after what comes before it was clipped. */
function* late(of: Expression, show: (part: Expression) => string): Generator<LineSlip> {
  if (of.kind !== 'sum' || of.terms.length < 2) return
  const [before, last] = [of.terms.slice(0, -1), of.terms.slice(-1)]
  const clipped: Expression = { kind: 'relu', of: { kind: 'sum', terms: before } }
  for (const term of last)
    yield {
      says: `${show(term)} is added after max(0, ·) instead of before`,
      of: { kind: 'sum', terms: [clipped, term] },
      family: 'order',
      isWhole: true,
      rank: 0.5,
    }
}

function* sums(of: Sum, show: (part: Expression) => string): Generator<LineSlip> {
  const { terms } = of
  const ways: readonly (readonly [
    LineSlip['family'],
    number,
    string,
    (term: Expression, i: number) => Sum['terms'],
  ])[] = [
    ['left out', 0.8, 'is left out', (_, i) => terms.toSpliced(i, 1)],
    ['sign', 1.05, 'is counted with the other sign', (term, i) => terms.with(i, negative(term))],
    ['twice', 2.2, 'is counted twice', term => [...terms, term]],
  ]
  for (const [family, rank, does, made] of ways)
    for (const [i, term] of terms.entries()) {
      const isWhole = terms.length === 2 || term.kind === 'cell'
      const says = `the term ${show(term)} ${does}`
      if (terms.length > 1 || family === 'sign')
        yield { says, of: { kind: 'sum', terms: made(term, i) }, family, isWhole, rank }
    }
  for (const [i, term] of terms.entries())
    if (term.kind === 'product')
      for (const inner of products(term, show))
        yield { ...inner, of: { kind: 'sum', terms: terms.with(i, inner.of) }, rank: 2.6 }
}

function* products(
  of: Extract<Expression, { readonly kind: 'product' }>,
  show: (part: Expression) => string,
): Generator<LineSlip> {
  if (of.left.kind === 'literal' || of.right.kind === 'literal') return
  const [left, right] = [show(of.left), show(of.right)]
  yield {
    says: `${left} and ${right} are added where they should be multiplied`,
    of: { kind: 'sum', terms: [of.left, of.right] },
    family: 'operation',
    isWhole: true,
    rank: 0.9,
  }
}

const negative = (of: Expression): Expression =>
  of.kind === 'product' && of.left.kind === 'literal' && of.left.value === -1
    ? of.right
    : { kind: 'product', left: { kind: 'literal', value: -1 }, right: of }

/** The terms of a line that is a sum, perhaps within an activation. */
export function termsOf(of: Expression): readonly Expression[] {
  if (of.kind === 'sum') return of.terms
  return of.kind === 'relu' ? termsOf(of.of) : [of]
}
