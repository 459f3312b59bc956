// Where a slip is looked for: in a matrix's own part of the graph, in one written out further, in two places at once.
import { named } from '@dit-by-hand/graph/at'
import { ShapeError, topological } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { same } from '@dit-by-hand/graph/ops'
import { netOf } from '../lesson.ts'
import type { Name } from '../names.ts'
import { activationMoves } from './activations.ts'
import { differing } from './agree.ts'
import { axisMoves } from './axes.ts'
import { countMoves } from './counts.ts'
import { type Evidence, type Local, righted } from './evidence.ts'
import { itemMoves } from './items.ts'
import { otherMoves } from './others.ts'
import { type Scope, scopesFor } from './scope.ts'
import type { Seen } from './search.ts'
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

/** Where a search starts: a tree, and what is made otherwise in it. */
export interface Way {
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
/** One slip anywhere in a matrix's part of the graph. */
export const single = (about: About): Iterable<Variant> => variantsOf(about.local.node, about, allMoves)

/** What may be half of two slips in one matrix. */
const paired: ReadonlySet<Family> = new Set(['left out', 'twice', 'sign', 'transposed', 'axis', 'operation', 'bits'])
const pairedAfter: ReadonlySet<Family> = new Set([...paired, 'other matrix'])
const pairMoves: readonly Move[] = [...termMoves, ...axisMoves, ...itemMoves, ...shareMoves, ...activationMoves]
/** Between two slips. */
export const and = ', and '

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

/** What fits together, or undefined where it does not. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** Everything that could have been taken for it: given or answered, and not made of it. */
const othersIn = memo(({ net, names, given }: Evidence) =>
  memoByKey(
    (name: Name): readonly Name[] => {
      const own = named(net, name)
      return [...new Set([...Object.keys(given), ...names] as Name[])].filter(
        other => other !== name && net[other] && !topological([named(net, other)]).includes(own),
      )
    },
    String,
    names.length,
  ),
)

/** A matrix with its own part of the graph as it stands. */
export const upright = (
  of: Pick<Seen, 'evidence' | 'name'>,
  title: TitleOf,
  evidence: Evidence = of.evidence,
  local: Local = evidence.local(of.name),
): About => aboutOf(evidence, local, title, () => othersIn(evidence)(of.name))

/** A matrix with one that it is made of written out in full. */
function expanded(of: Seen, leaf: Name, title: TitleOf): About | undefined {
  if (!of.evidence.net[leaf]) return undefined
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
  const own = net[of.name]
  // What goes forward through attention is told by other slips.
  if (!own || !topological([own]).includes(named(net, 'lossGradient'))) return undefined
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

/** Where to look for a slip, the simplest first. */
export function* waysFor(wrong: readonly Seen[], title: TitleOf): Generator<Way | 'the rest takes long'> {
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
