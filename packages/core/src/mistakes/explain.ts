// Naming mistakes: which rewrites of the graph give exactly what an engine answered, in the words of its matrices.
import { at } from '@dit-by-hand/graph/at'
import { sign } from '@dit-by-hand/graph/exact'
import { type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { type CellPair, showPair } from '@dit-by-hand/graph/pair'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { AnswerName } from '@dit-by-hand/spec/names'
import { type Evidence, evidenceOf, inputsIn } from './evidence.ts'
import { isNear, lookOf, pairsOf } from './looks.ts'
import { type Held, search } from './search.ts'
import { isAlike, kindOf, type Seen, seen } from './seen.ts'
import type { Explanation } from './variant.ts'

/** One mistake: where it is first seen, and what it is, where that is known. */
export interface Named {
  readonly matrix: AnswerName
  readonly also: readonly AnswerName[]
  /** Wrong as well, but right for what the engine itself answered before them. Told with the first mistake. */
  readonly follows: readonly AnswerName[]
  readonly mistake: Pick<Explanation, 'family' | 'says'> | null
  /** Where the mistake is not known: what is true nevertheless. */
  readonly looks: string | null
  /** The lessons that show it, the lightest first; where the shape is wrong, before others. */
  readonly shownBy: readonly Asked[]
  /** The whole matrix in the first of them, the shape it should have and the one it has; no cells where these differ. */
  readonly shape: Shape
  readonly shapeFound: Shape
  readonly cells: readonly (readonly CellPair[])[] | null
}

/** What was done, with places for the names: the rule for all matrices that are made alike. */
type Ruled = Held & { readonly rule: string }

/** A mistake that more matrices may turn out to have: where it is seen, and all that it may be. */
interface Draft extends Pick<Named, 'matrix' | 'looks'> {
  readonly also: AnswerName[]
  readonly bad: readonly Seen[]
  possible: readonly Ruled[]
}

/** What is wrong with some answers of one engine, in the order in which the matrices are worked; nothing where all are
 *  right. Each matrix is worked anew from the engine's own matrices before it, so that one mistake hides no other, and
 *  what follows from a mistake is none. The printed reading is looked at only where the corrected one is right. */
export function explain(asked: readonly Asked[]): readonly Named[] {
  const all = asked.map(one => evidenceOf(one, name => name))
  const corrected = all.filter(({ asked }) => asked.reading === 'corrected')
  const isSpoilt = corrected.flatMap(looksAt).some(({ state }) => state === 'wrong' || state === 'unreadable')
  const byName = Map.groupBy((isSpoilt ? corrected : all).flatMap(looksAt), ({ name }) => name as AnswerName)
  const placeOf = ([name, looks]: readonly [AnswerName, readonly Seen[]]): number =>
    Math.max(...looks.map(({ evidence }) => evidence.names.indexOf(name)))
  const drafts: Draft[] = []
  // How many matrices without a simple explanation are searched to the end, and for two slips: it takes its time.
  const patience = { ends: 3 }
  const follows: AnswerName[] = []
  for (const [name, looks] of [...byName].toSorted((a, b) => placeOf(a) - placeOf(b))) {
    // What rounds is told once: it comes through in all that follows.
    const rounding = isNear(looks.filter(({ state }) => state === 'wrong')) ? drafts.find(isRounding) : undefined
    const draft = rounding ?? draftOf(name, looks, patience)
    const before = rounding ?? (draft && drafts.find(one => isTold(one, draft)))
    if (before) before.also.push(name)
    else if (draft) drafts.push(draft)
    else if (looks.some(({ state }) => state === 'follows')) follows.push(name)
  }
  return drafts.map((draft, i) => namedOf(draft, i === 0 ? follows : []))
}

const looksAt = memo((evidence: Evidence) => evidence.names.map(name => seen(evidence, name)))

function draftOf(matrix: AnswerName, all: readonly Seen[], patience: { ends: number }): Draft | undefined {
  const { wrong = [], unreadable = [], missing = [] } = Object.groupBy(all, ({ state }) => state)
  const bad = [...wrong, ...unreadable, ...(missing.length < all.length ? missing : [])]
  if (bad.length === 0) return undefined
  const fine = all.filter(({ state, wrong, found }) => state !== 'wrong' && found.length > 0 && wrong.length === 0)
  const [shape, ...shapes] = new Set(unreadable.map(({ evidence }) => evidence.found[matrix]))
  const isOne = wrong.length === 0 && typeof shape === 'string' && shapes.length === 0
  const known: readonly Held[] = isOne ? [{ family: 'shape', says: shape }] : search(wrong, fine, patience)
  const isAllZero = wrong.length > 0 && wrong.every(({ found }) => found.flat().every(cell => sign(cell) === 0))
  const likely = known.filter(({ family }) => !isAllZero || /^(left out|softmax|reading|transposed)$/.test(family))
  const possible = likely.map(one => ({ ...one, rule: ruleOf(one, at(all, 0)) }))
  const unknown = unreadable.length > 0 ? 'it has another shape than it should' : 'it is missing from some answers'
  const looks = possible.length > 0 ? null : wrong.length > 0 ? lookOf(wrong) : unknown
  return { matrix, also: [], bad, looks, possible }
}

function namedOf({ matrix, also, bad, looks, possible }: Draft, follows: readonly AnswerName[]): Named {
  const [first] = possible
  const shown = bad.filter(one => !first?.only || kindOf(one) === first.only).toSorted((a, b) => weight(a) - weight(b))
  const lightest = at(shown, 0)
  // Where little shows a mistake, two explanations that fit it are both told.
  const isThin = also.length === 0 && bad.length < 3 && bad.flatMap(({ wrong }) => wrong).length < 6
  const told = possible.slice(0, isThin ? 2 : 1)
  const says = told.map(({ says, only }) => (only ? `${says} (with ${only} attention at least)` : says))
  return {
    matrix,
    also,
    follows,
    mistake: first ? { family: first.family, says: says.join('; or else ') } : null,
    looks,
    shownBy: shown.map(({ evidence }) => evidence.asked),
    shape: lightest.node.shape,
    shapeFound: [lightest.found.length, Math.max(0, ...lightest.found.map(row => row.length))],
    cells: isAlike(lightest) ? pairsOf(lightest).map(row => row.map(cells => showPair(...cells))) : null,
  }
}

const weight = (one: Seen): number => JSON.stringify(one.evidence.asked.lesson).length + (isAlike(one) ? 1e6 : 0)

function ruleOf({ says }: Explanation, { evidence, node }: Seen): string {
  const places = inputsIn(node).map(([name], place) => [evidence.title(name), `#${place}`] as const)
  const longest = places.toSorted(([a], [b]) => b.length - a.length)
  const made = topological([node]).flatMap(({ op }) => (op === 'broadcast' || op === 'same' ? [] : [op]))
  return `${longest.reduce((text, [leaf, place]) => text.replaceAll(leaf, place), says)} ${made}`
}

const isRounding = ({ bad, possible: [first] }: Draft): boolean => (first ? first.family === 'rounding' : isNear(bad))

/** Whether a draft is the mistake of one before it: then what both may be is what it is. */
function isTold(before: Draft, { possible }: Draft): boolean {
  const common = before.possible.filter(one =>
    possible.some(other => other.says === one.says || other.rule === one.rule),
  )
  const swapped = before.possible.flatMap(one => {
    const [wanted, taken] = one.pair ?? []
    const isBack = possible.some(({ pair }) => wanted && pair?.[0] === taken && pair?.[1] === wanted)
    return isBack ? [{ ...one, says: `${wanted} and ${taken} are swapped` }] : []
  })
  const kept = common.length > 0 ? common : swapped
  if (kept.length > 0) before.possible = kept
  return kept.length > 0
}
