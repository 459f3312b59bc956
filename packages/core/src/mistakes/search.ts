// The search: where a slip is looked for, and which rewrites give exactly what the engine answered, in every lesson.
import { at } from '@dit-by-hand/graph/at'
import { copyOf } from '@dit-by-hand/graph/copy'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { type Node, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { add, times } from '@dit-by-hand/graph/ops'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import type { Name } from '../names.ts'
import { type Evidence, evidenceOf, inputsIn, netIn, type Part, part, partOf, type TitleOf } from './evidence.ts'
import { itemMoves } from './items.ts'
import { factor, isNear } from './looks.ts'
import { numberMoves } from './numbers.ts'
import { otherMoves } from './others.ts'
import { agree, isAlike, isNumber, kindOf, type Room, type Scope, type Seen, scopesFor } from './seen.ts'
import { shareMoves } from './shares.ts'
import { sumMoves } from './sums.ts'
import { type Explanation, type Family, families, first, last, type Variant, variant, variantsOf } from './variant.ts'

/** The variants of a matrix; of those that are slow to make, only what is wanted. */
type Way = (of: Seen, wanted?: ReadonlySet<string>) => Iterable<Variant>

const moves = [...sumMoves, ...itemMoves, ...shareMoves, ...otherMoves, ...numberMoves]
const single = (of: Part, wanted?: ReadonlySet<string>): Generator<Variant> => variantsOf(of, moves, wanted)

/** What may be half of two slips in one matrix. */
const paired: ReadonlySet<Family> = new Set(['left out', 'twice', 'sign', 'transposed', 'axis', 'operation', 'bits'])

const double: Way = function* (whole, wanted) {
  const firsts = wanted && new Set([...wanted].map(says => at(says.split(', and '), 0)))
  for (const one of single(whole, firsts)) {
    const node = paired.has(one.family) ? one.node() : undefined
    for (const two of node ? single(part({ ...whole, node })) : [])
      if (paired.has(two.family) || two.family === 'other matrix')
        yield { ...two, says: `${one.says}, and ${two.says}` }
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

/** A gradient as it would be with the other kind of attention, where it is made otherwise then: what goes back through it. */
const otherKind: Way = function* ({ evidence, name, node }) {
  const { lesson } = evidence.asked
  if (lesson.attention.kind === 'given' || name === 'attention') return
  const isHard = lesson.attention.kind === 'hard'
  const net = netIn({ ...lesson, attention: { ...lesson.attention, kind: isHard ? 'softmax' : 'hard' } })
  if (!net[name]) return
  const other = partOf({ ...evidence, net })(name)
  const made = (of: Node): string => `${topological([of]).map(({ op }) => op)}`
  if (made(other.node) === made(node)) return
  const stops = 'no gradient goes through the softmax: it stops there'
  const says = isHard ? 'a gradient is let through the hard maximum' : stops
  yield variant(other, ['softmax', says, () => other.node])
  for (const one of isHard ? single(other) : [])
    if (one.family === 'softmax' || one.family === 'left out') yield { ...one, says }
}

/** The same answer as if everything before each matrix were right: an engine may work from more than it answers. */
const righted = memo((evidence: Evidence): Evidence => ({ ...evidence, values: evidence.right }))

const simple: Way = function* (of, wanted) {
  yield* single(of, wanted)
  yield* single(partOf(righted(of.evidence))(of.name), wanted)
  yield* otherKind(of)
}

/** Whether a variant gives what was found; undefined where that says nothing. */
function explains({ found, wrong, room }: Seen, variant: Variant): boolean | undefined {
  const grid = variant.grid([found.length, found[0]?.length ?? 0])
  // What is right may have been made otherwise, but for rounding.
  const own: Room = (row, column) => (wrong.some(([r, c]) => r === row && c === column) ? room(row, column) : 1e4)
  if (grid && agree(grid, found, own)) return true
  // What does not fit in a lesson is not what was done there; what overflows in one engine does not in the next.
  return isNumber(found) && (grid || wrong.length > 0) ? false : undefined
}

/** What a lesson costs: little where it is small, and of no degenerate size. */
function cost({ evidence: { net }, wrong }: Seen): number {
  const sizes = (['latent', 'patches', 'condition', 'query'] as const).flatMap(name => net[name]?.shape ?? [])
  return sizes.reduce((sum, size) => sum + size + (size === 1 ? 60 : 0), wrong.length < 2 ? 40 : 0)
}

/** How far-fetched an explanation is: a matrix that is taken for another is likelier an earlier one. */
function rank({ family, pair, says }: Explanation, names: readonly string[]): number {
  const isLater = pair && names.indexOf(pair[1]) > names.indexOf(pair[0])
  const held = says.startsWith('it holds') ? 0.5 : 0
  return families.findIndex(likely => likely.some(one => one === family)) + (isLater ? 0.4 : 0) + held
}

const firstOf = <T, Found>(items: readonly T[], of: (item: T) => readonly Found[]): readonly Found[] =>
  items.reduce<readonly Found[]>((found, item) => (found.length > 0 ? found : of(item)), [])

export type Held = Explanation & { readonly only?: AttentionKind }

/** The rewrites of a matrix that give exactly what was found in all answers: one slip before two, the whole matrix before a
 *  row or a column. An engine may work each kind of attention in a branch of its own, with a mistake in one of them only. */
export function search(wrong: readonly Seen[], fine: readonly Seen[], patience: { ends: number }): readonly Held[] {
  const kinds = [...new Set(wrong.map(kindOf))]
  const isLate = (name: string, names: readonly string[]) => names.indexOf(name) > names.indexOf('conditioned')
  const isBranched = wrong.some(({ name, evidence }) => isLate(name, evidence.names))
  return firstOf([kinds, ...(isBranched && kinds.length > 1 ? kinds.map(kind => [kind]) : [])], some => {
    const within = (all: readonly Seen[]): readonly Seen[] => all.filter(one => some.includes(kindOf(one)))
    const found = searchIn(within(wrong), within(fine), patience)
    return some.length < kinds.length ? found.map(one => ({ ...one, only: at(some, 0) })) : found
  })
}

function searchIn(wrong: readonly Seen[], fine: readonly Seen[], patience: { ends: number }): readonly Explanation[] {
  const found = along(simple, wrong, fine)
  // One or two numbers in all say too little for what is far-fetched.
  const isThin = wrong.flatMap(one => one.wrong).length < 3
  if (found.length > 0 || isThin || !wrong.every(isAlike)) return found
  const weighed = mixed(wrong, fine)
  if (weighed.length > 0 || isNear(wrong) || patience.ends-- <= 0) return weighed
  const leaves = wrong.flatMap(({ node, evidence }) =>
    inputsIn(node).flatMap(([name]) => (evidence.given[name] === undefined ? [name] : [])),
  )
  // The simplest first: it takes long.
  const ways = [...scopesFor(wrong).map(scoped), ...[...new Set(leaves)].map(expanded), double]
  return firstOf(ways, way => along(way, wrong, fine))
}

/** Two terms that count otherwise than once, as often in all lessons: by least squares, then held to every number. */
function mixed(wrong: readonly Seen[], fine: readonly Seen[]): readonly Explanation[] {
  if (wrong.some(({ node, found }) => node.op !== 'add' || !isNumber(found))) return []
  const cells = wrong.flatMap(({ node, grid, found }) => {
    const all = [grid(first(node)), grid(last(node)), found].map(of => of.flat().map(toNumber))
    return found.flat().map((_, i) => all.map(of => at(of, i)))
  })
  const sum = (i: number, j: number): number =>
    cells.reduce((sum, of) => sum + (at(of, i) * at(of, j)) / (1 + at(of, 0) ** 2 + at(of, 1) ** 2), 0)
  const by = [0, 1].map(i => {
    const top = sum(i, 2) * sum(1 - i, 1 - i) - sum(1 - i, 2) * sum(0, 1)
    return Number((top / (sum(0, 0) * sum(1, 1) - sum(0, 1) ** 2)).toPrecision(11))
  })
  // Two numbers can be found for any two sums, and among few numbers for a third and a fourth by chance.
  if (!by.every(Number.isFinite) || new Set(cells.flatMap(([x, y]) => (x || y ? `${x} ${y}` : []))).size < 5) return []
  const { node, phrase } = at(wrong, 0)
  const said = ([first, last] as const).map((of, i) => `${phrase(of(node))} counts ${factor(at(by, i))} times`)
  const says = said.filter((_, i) => by[i] !== 1).join(' and ')
  const made = ({ node }: Seen): Node => add(times(first(node), at(by, 0)), times(last(node), at(by, 1)))
  const holds = [...wrong, ...fine].every(one => explains(one, variant(one, ['count', says, () => made(one)])))
  return holds ? [{ family: 'count', says }] : []
}

const along = (way: Way, wrong: readonly Seen[], fine: readonly Seen[]): readonly Explanation[] =>
  firstOf(wrong.toSorted((a, b) => cost(a) - cost(b)).slice(0, 4), origin => {
    const alive = new Map<string, Variant & { readonly shown: Seen[] }>()
    for (const one of way(origin))
      if (!alive.has(one.says) && explains(origin, one)) alive.set(one.says, { ...one, shown: [origin] })
    for (const other of [...wrong, ...fine]) {
      if (other === origin || alive.size === 0) continue
      for (const [says, variants] of Map.groupBy(way(other, new Set(alive.keys())), ({ says }) => says)) {
        const fits = alive.has(says) ? variants.map(one => explains(other, one)) : []
        if (!fits.includes(true) && fits.includes(false)) alive.delete(says)
        else if (fits.includes(true) && other.wrong.length > 0) alive.get(says)?.shown.push(other)
      }
    }
    // A lesson of size 1 may have no such slip to make; half of them, and each kind of attention, must show it.
    const kinds = new Set(wrong.map(kindOf)).size
    return [...alive.values()]
      .filter(({ shown }) => 2 * shown.length >= wrong.length && new Set(shown.map(kindOf)).size === kinds)
      .toSorted((a, b) => rank(a, origin.evidence.names) - rank(b, origin.evidence.names))
  })

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
