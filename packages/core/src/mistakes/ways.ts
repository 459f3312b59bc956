// Where a slip is looked for: in a matrix's own part of the graph, in one written out further, in two places at once.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import type { Exact } from '@dit-by-hand/graph/exact'
import { topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { copyOf } from '@dit-by-hand/graph/rewrite'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { AnswerName } from '@dit-by-hand/spec/names'
import type { Name } from '../names.ts'
import { type Evidence, evidenceOf, inputsIn, netIn, type Part, part, partOf, type TitleOf } from './evidence.ts'
import { itemMoves } from './items.ts'
import { activationMoves, numberMoves } from './numbers.ts'
import { otherMoves } from './others.ts'
import { type Scope, scopesFor } from './scope.ts'
import type { Seen } from './search.ts'
import { shareMoves } from './shares.ts'
import { sumMoves } from './sums.ts'
import { type Explanation, type Family, type Variant, variant, variantsOf, type Wanted } from './variant.ts'

/** The variants of a matrix; of those that are slow to make, only what is wanted. */
export type Way = (of: Seen, wanted?: Wanted) => Iterable<Variant>

/** Moves that may be half of two slips, too; and all others. */
const pairing = [...sumMoves, ...itemMoves, ...shareMoves, ...activationMoves, ...otherMoves]
const moves = [...pairing, ...numberMoves]
/** One slip anywhere in a matrix's part of the graph. */
export const single = (of: Part, wanted?: Wanted): Generator<Variant> => variantsOf(of, moves, wanted)

/** What may be half of two slips in one matrix. */
const paired: ReadonlySet<Family> = new Set(['left out', 'twice', 'sign', 'transposed', 'axis', 'operation', 'bits'])
/** Between two slips. */
const and = ', and '

const double: Way = function* (whole, wanted) {
  const firsts = wanted && new Map([...wanted].map(([says, one]) => [at(says.split(and), 0), one]))
  for (const one of variantsOf(whole, pairing, firsts)) {
    const node = paired.has(one.family) ? one.node() : undefined
    for (const two of node ? variantsOf(part({ ...whole, node }), pairing) : [])
      if (paired.has(two.family) || two.family === 'other matrix')
        yield { ...two, says: `${one.says}${and}${two.says}`, moves: [...(one.moves ?? []), ...(two.moves ?? [])] }
  }
}

/** One slip in a matrix with one that it is made of written out in full. */
const expanded = (leaf: Name): Way =>
  function* (outer, wanted) {
    const [, node] = inputsIn(outer.node).find(([name]) => name === leaf) ?? []
    if (!node || node === outer.node) return
    const inner = partOf(outer.evidence)(leaf)
    const labels = new Map([...outer.labels, ...inner.labels])
    yield* single(part({ ...outer, node: copyOf(outer.node, new Map([[node, inner.node]])).root, labels }), wanted)
  }

/** One slip, made in a part of a matrix only. */
const scoped = ([says, holds]: Scope): Way =>
  function* (whole) {
    for (const one of single(whole)) {
      const grid: Variant['grid'] = shape => {
        const made = one.grid(shape)
        const isIn = (r: number, c: number): boolean => holds([r, c], whole.node.shape)
        return made && whole.worked.map((row, r) => row.map((x, c) => (isIn(r, c) ? at(at(made, r), c) : x)))
      }
      yield { ...one, says: `${one.says} ${says}`, grid }
    }
  }

const throughMaximum = 'a gradient is let through the hard maximum'
const stopsAtSoftmax = 'no gradient goes through the softmax: it stops there'

/** A gradient as it would be with the other kind of attention. */
const otherKind: Way = function* ({ evidence, name }) {
  const { lesson } = evidence.asked
  if (lesson.attention.kind === 'given' || name === 'attention') return
  const isHard = lesson.attention.kind === 'hard'
  const net = netIn({ ...lesson, attention: { ...lesson.attention, kind: isHard ? 'softmax' : 'hard' } })
  const own = net[name]
  // What goes forward through attention is told by other slips.
  if (!own || !topological([own]).includes(named(net, 'lossGradient'))) return
  const other = partOf({ ...evidence, net })(name)
  yield variant(other, ['softmax', isHard ? throughMaximum : stopsAtSoftmax, () => other.node], [])
  for (const one of isHard ? single(other) : [])
    if (one.family === 'softmax' || one.family === 'left out') yield { ...one, says: throughMaximum }
}

/** The same answer as if everything before each matrix were right: an engine may work from more than it answers. */
const righted = memo((evidence: Evidence): Evidence => ({ ...evidence, values: evidence.right }))

/** Where to look for a slip first. */
export const simpleWays: readonly Way[] = [
  single,
  ({ evidence, name }, wanted) => single(partOf(righted(evidence))(name), wanted),
  otherKind,
]

/** Where to look then, the simplest first: it takes long. */
export function furtherWays(wrong: readonly Seen[]): readonly Way[] {
  const leaves = wrong.flatMap(({ node, evidence }) =>
    inputsIn(node).flatMap(([name]) => (evidence.given[name] === undefined ? [name] : [])),
  )
  return [...scopesFor(wrong).map(scoped), ...[...new Set(leaves)].map(expanded), double]
}

/** A matrix with one slip in it; all of it, of the shape it should have. */
export type Slip = Explanation & { readonly grid: Grid<Exact> }

/**
 * Every single slip of a matrix that leaves its shape as it is, worked from the answer's own matrices before it: the same
 * rewrites by which an engine's mistakes are named, without asking that they explain more than one number.
 * @param asked the lesson, and the numbers that the matrix is worked from; what is missing is taken to be right
 * @param title what a matrix is called in a sentence
 * @throws {RangeError} where the lesson has no such matrix
 */
export function* slips(asked: Asked, name: AnswerName, title: TitleOf): Generator<Slip> {
  for (const one of single(partOf(evidenceOf(asked, title))(name))) {
    const grid = one.grid()
    if (grid) yield { ...one, grid }
  }
}
