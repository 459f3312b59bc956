// The search: rewrites of a matrix's part of the graph whose numbers are exactly what the engine answered, in every lesson.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { type Node, ShapeError, topological } from '@dit-by-hand/graph/graph'
import { same } from '@dit-by-hand/graph/ops'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { netOf } from '../lesson.ts'
import type { Name } from '../names.ts'
import { activationMoves } from './activations.ts'
import { agrees, differing } from './agree.ts'
import { axisMoves } from './axes.ts'
import { countMoves } from './counts.ts'
import { type Evidence, gridOf, type Local, righted, roomOf } from './evidence.ts'
import { itemMoves } from './items.ts'
import { otherMoves } from './others.ts'
import { type Scope, scopesFor } from './scope.ts'
import { shareMoves } from './shares.ts'
import { termMoves } from './terms.ts'
import {
  type About,
  aboutOf,
  type Family,
  type Move,
  replaced,
  type TitleOf,
  type Variant,
  variantsOf,
} from './variant.ts'

/** A matrix of one answer, and what it should be, worked from the engine's own matrices before it. */
export interface Seen {
  readonly evidence: Evidence
  readonly name: AnswerName
  readonly local: Local
  readonly worked: Grid<Exact>
  readonly found: Grid<Exact>
  /** Where all is decimal: how large the terms are. */
  readonly size: Grid<number> | undefined
  readonly wrong: readonly { readonly row: number; readonly column: number }[]
}

/** What was done. `only`: with this kind of attention; with the others it is right. */
export type Explanation = Pick<Variant, 'family' | 'says' | 'pair'> & { readonly only?: AttentionKind }

/** Looks at one matrix; undefined where it cannot be read. */
export function seen(evidence: Evidence, name: AnswerName): Seen | undefined {
  const answered = evidence.answered(name)
  if (!answered || !('grid' in answered)) return undefined
  const local = evidence.local(name)
  const worked = amended(evidence, name, gridOf(local, local.node))
  const size = roomOf(evidence, local)
  const found = answered.grid
  return { evidence, name, local, worked, found, size, wrong: differing(worked, found, size) }
}

/** A matrix as its reading has it. */
function amended({ asked: { lesson, reading } }: Evidence, name: AnswerName, grid: Grid<Exact>): Grid<Exact> {
  const slips = reading === 'printed' ? lesson.errata.filter(({ matrix }) => matrix === name) : []
  if (slips.length === 0) return grid
  return grid.map((row, r) =>
    row.map((cell, c) => {
      const slip = slips.find(({ row, column }) => row === r + 1 && column === c + 1)
      return slip && slip.printed !== null ? fromCell(slip.printed) : cell
    }),
  )
}

/** Where a search starts: a tree, and what is made otherwise in it. */
interface Way {
  readonly view: (of: Seen) => About | undefined
  readonly variants: (about: About, firsts?: ReadonlySet<string>) => Iterable<Variant>
  readonly scope?: Scope
}

const allMoves: readonly Move[] = [
  ...termMoves,
  ...axisMoves,
  ...itemMoves,
  ...shareMoves,
  ...activationMoves,
  ...countMoves,
  ...otherMoves,
]
const single = (about: About): Iterable<Variant> => variantsOf(about.local.node, about, allMoves)

/** What may be half of two slips in one matrix. */
const paired: ReadonlySet<Family> = new Set(['left out', 'twice', 'sign', 'transposed', 'axis', 'operation', 'bits'])
const pairedAfter: ReadonlySet<Family> = new Set([...paired, 'other matrix'])
const pairMoves: readonly Move[] = [...termMoves, ...axisMoves, ...itemMoves, ...shareMoves, ...activationMoves]
const and = ', and '

function* double(about: About, title: TitleOf, firsts?: ReadonlySet<string>): Generator<Variant> {
  for (const one of variantsOf(about.local.node, about, pairMoves)) {
    if (!paired.has(one.family) || (firsts && !firsts.has(one.says))) continue
    const root = attempt(one.make)
    if (!root || root.shape.join() !== about.local.node.shape.join()) continue
    const next = aboutOf(about.evidence, { ...about.local, node: root }, title, about.others)
    for (const two of variantsOf(root, next, [...pairMoves, ...otherMoves]))
      if (pairedAfter.has(two.family)) yield { ...two, says: `${one.says}${and}${two.says}` }
  }
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** Everything that could have been taken for it: given or answered, and not made of it. */
const othersOf = new WeakMap<object, Map<Name, readonly Name[]>>()
function others({ net, names, given }: Evidence, name: Name): readonly Name[] {
  const known = othersOf.get(net) ?? new Map<Name, readonly Name[]>()
  othersOf.set(net, known)
  const before = known.get(name)
  if (before) return before
  const own = named(net, name)
  const found = ([...Object.keys(given), ...names] as Name[]).filter(
    other => other !== name && net[other] && !topological([named(net, other)]).includes(own),
  )
  const unique = [...new Set(found)]
  known.set(name, unique)
  return unique
}

const upright = (of: Seen, title: TitleOf, evidence = of.evidence, local = evidence.local(of.name)): About =>
  aboutOf(evidence, local, title, () => others(evidence, of.name))

/** A matrix with one that it is made of written out in full. */
function expanded(of: Seen, leaf: Name, title: TitleOf): About | undefined {
  const local = of.evidence.local(of.name)
  const node = topological([local.node]).find(part => part.op === 'input' && part.arg.name === leaf)
  const inner = of.evidence.local(leaf)
  if (!node || node === local.node || inner.node.op === 'input') return undefined
  const root = replaced(local.node, node, inner.node)
  return upright(of, title, of.evidence, { ...local, node: root, labels: new Map([...local.labels, ...inner.labels]) })
}

/** A gradient as it would be with the other kind of attention. */
function otherKind(of: Seen, title: TitleOf): About | undefined {
  const { lesson } = of.evidence.asked
  if (lesson.attention.kind === 'given' || of.name === 'attention') return undefined
  const kind = lesson.attention.kind === 'hard' ? 'softmax' : 'hard'
  const net = netOf({ ...lesson, attention: { ...lesson.attention, kind } })
  if (!net[of.name]) return undefined
  return upright(of, title, of.evidence, of.evidence.local(of.name, net))
}

const throughMaximum = 'a gradient is let through the hard maximum'
const stopsAtSoftmax = 'no gradient goes through the softmax: it stops there'

function* ofOtherKind(about: About): Generator<Variant> {
  const isHard = about.evidence.asked.lesson.attention.kind === 'hard'
  yield { family: 'softmax', says: isHard ? throughMaximum : stopsAtSoftmax, make: () => same(about.local.node) }
  if (!isHard) return
  for (const one of single(about))
    if (one.family === 'softmax' || one.family === 'left out') yield { ...one, says: throughMaximum }
}

function* waysFor(wrong: readonly Seen[], title: TitleOf): Generator<Way | 'the rest takes long'> {
  yield { view: of => upright(of, title), variants: single }
  const isAloof = wrong.some(({ evidence }) => evidence.names.some(name => differs(evidence, name)))
  if (isAloof) yield { view: of => upright(of, title, righted(of.evidence)), variants: single }
  yield { view: of => otherKind(of, title), variants: ofOtherKind }
  yield 'the rest takes long'

  for (const scope of scopesFor(wrong)) yield { view: of => upright(of, title), variants: single, scope }
  const leaves = new Set(
    wrong.flatMap(({ local, evidence }) =>
      topological([local.node]).flatMap(part =>
        part.op === 'input' && evidence.given[part.arg.name] === undefined ? [part.arg.name as Name] : [],
      ),
    ),
  )
  for (const leaf of leaves) yield { view: of => expanded(of, leaf, title), variants: single }
  yield { view: of => upright(of, title), variants: (about, firsts) => double(about, title, firsts) }
}

const differs = ({ values, right }: Evidence, name: Name): boolean => {
  const [own, good] = [values[name], right[name]]
  return own !== undefined && good !== undefined && own !== good && differing(good, own, undefined).length > 0
}

/** Whether a variant gives what was found, and in a scope only there; undefined where it cannot be made. */
function explainsIn(of: Seen, about: About, variant: Variant, scope: Scope | undefined): boolean | undefined {
  const grid = attempt(() => {
    const node: Node = variant.make()
    if (node.shape.join() !== about.local.node.shape.join()) throw new ShapeError(variant.says)
    return named(evaluate({ node }, about.local.values, exact), 'node')
  })
  if (!grid) return undefined
  const isExplained = fits(of, about, grid, variant, scope)
  // What overflows in one engine does not in the next, though both make the same mistake.
  return isExplained || of.found.every(row => row.every(cell => Number.isFinite(toNumber(cell))))
    ? isExplained
    : undefined
}

function fits(of: Seen, about: About, grid: Grid<Exact>, variant: Variant, scope: Scope | undefined): boolean {
  const made = variant.bare ? grid : amended(of.evidence, of.name, grid)
  return of.found.every((row, r) =>
    row.every((cell, c) => {
      const inside = !scope || scope.holds(r, c, about.local.node.shape)
      const worked = at(at(inside ? made : of.worked, r), c)
      return agrees(worked, cell, of.size && at(at(of.size, r), c))
    }),
  )
}

/** Lessons that tell most at least cost: small, and of no degenerate size. */
function origins(wrong: readonly Seen[]): readonly Seen[] {
  const cost = ({ evidence, found, wrong }: Seen): number => {
    const shapes = [evidence.shapeOf('latent'), evidence.shapeOf('condition'), evidence.shapeOf('patches')]
    const flat = shapes.flat().filter(size => size === 1).length
    const { attention } = evidence.asked.lesson
    const key = attention.kind !== 'given' && attention.query.length === 1 ? 1 : 0
    return (
      60 * (flat + key) +
      (wrong.length < 2 && found.flat().length > 1 ? 40 : 0) +
      shapes.flat().reduce((a, b) => a + b, 0)
    )
  }
  return wrong.toSorted((a, b) => cost(a) - cost(b)).slice(0, 4)
}

/** The likelier slip first, where two come to the same. */
const likely: readonly Family[] = [
  'reading',
  'left out',
  'sign',
  'twice',
  'axis',
  'transposed',
  'order',
  'operation',
  'softmax',
  'activation',
  'bits',
  'order of items',
  'count',
  'other matrix',
  'updated',
  'rounding',
  'added',
]

/** How far-fetched an explanation is: a matrix that is taken for another is likelier an earlier one. */
function rank({ family, pair, says }: Explanation, names: readonly string[]): number {
  const isLater = pair && names.indexOf(pair[1]) > names.indexOf(pair[0])
  return likely.indexOf(family) + (isLater ? 0.4 : 0) + (says.startsWith('it holds') ? 0.5 : 0)
}

/** Which explanations are looked for, and whether only the simple ones. */
export interface Within {
  readonly among?: ReadonlySet<string> | undefined
  readonly isQuick?: boolean
}

/** How many matrices without a simple explanation are searched to the end, and for two slips: it takes its time. */
export interface Patience {
  ends: number
}

/**
 * The explanations of a matrix that is wrong in some answers and right in others: rewrites that give exactly what was
 * found in all of them. One slip before two; the whole matrix before a row, a column or a cell of it.
 */
export function search(
  wrong: readonly Seen[],
  fine: readonly Seen[],
  title: TitleOf,
  patience: Patience,
  { among, isQuick }: Within = {},
): readonly Explanation[] {
  const { names } = at(wrong, 0).evidence
  for (const way of waysFor(wrong, title)) {
    if (way === 'the rest takes long') {
      if (isQuick || patience.ends-- <= 0) return []
      continue
    }
    const found = along(way, wrong, fine, among).toSorted((a, b) => rank(a, names) - rank(b, names))
    if (found.length > 0)
      return way.scope ? found.map(one => ({ ...one, says: `${one.says} ${way.scope?.says}` })) : found
  }
  return []
}

function along(
  way: Way,
  wrong: readonly Seen[],
  fine: readonly Seen[],
  among?: ReadonlySet<string>,
): readonly Explanation[] {
  for (const origin of origins(wrong)) {
    const about = way.view(origin)
    if (!about) continue
    const alive = new Map<string, Explanation>()
    for (const variant of way.variants(about))
      if (
        !alive.has(variant.says) &&
        (!among || among.has(variant.says)) &&
        explainsIn(origin, about, variant, way.scope)
      )
        alive.set(variant.says, variant)
    const hits = new Map([...alive.keys()].map(says => [says, 1]))
    for (const other of [...wrong, ...fine]) {
      if (alive.size === 0) break
      if (other === origin) continue
      const view = way.view(other)
      if (!view) continue
      const fits = new Map<string, boolean>()
      const firsts = new Set([...alive.keys()].map(says => at(says.split(and), 0)))
      for (const variant of way.variants(view, firsts)) {
        if (!alive.has(variant.says) || fits.get(variant.says)) continue
        const outcome = explainsIn(other, view, variant, way.scope)
        if (outcome !== undefined) fits.set(variant.says, outcome)
      }
      for (const [says, outcome] of fits) {
        if (!outcome) alive.delete(says)
        else if (other.wrong.length > 0) hits.set(says, (hits.get(says) ?? 0) + 1)
      }
    }
    const kept = [...alive.values()].filter(({ says }) => 2 * (hits.get(says) ?? 0) >= wrong.length)
    if (kept.length > 0) return kept.map(({ family, says, pair }) => ({ family, says, ...(pair && { pair }) }))
  }
  return []
}
