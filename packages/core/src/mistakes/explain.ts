// Naming mistakes: which rewrites of the graph give exactly what an engine answered, in the words of its matrices.
import { at } from '@dit-by-hand/graph/at'
import { toText } from '@dit-by-hand/graph/exact'
import { type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { Asked } from '@dit-by-hand/spec/hear'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { type Evidence, evidenceOf, inputsIn, type TitleOf } from './evidence.ts'
import { lookOf, nearlyRight, pairsOf } from './looks.ts'
import { isAlike, kindOf, type Patience, type Seen, search, seen } from './search.ts'
import type { Explanation, Wanted } from './variant.ts'

/** One mistake: where it is first seen, and what it is, where that is known. */
export interface Named {
  readonly matrix: AnswerName
  /** Other matrices with the same mistake. */
  readonly also: readonly AnswerName[]
  /** Wrong as well, but right for what the engine itself answered before them. Told with the first mistake. */
  readonly follows: readonly AnswerName[]
  readonly mistake: Pick<Explanation, 'family' | 'says'> | null
  /** Where the mistake is not known: what is true nevertheless. */
  readonly looks: string | null
  /** The lessons that show it, the lightest first. */
  readonly shownBy: readonly Asked[]
  /** The whole matrix in the first of them, and the shape it should have; no cells where its shape is wrong. */
  readonly shape: Shape
  readonly cells: readonly (readonly CellPair[])[] | null
}

/** A number that was found beside the one that was wanted, given the engine's own matrices before it. */
export interface CellPair {
  readonly wanted: string
  readonly found: string
  readonly differs: boolean
}

/** What was done, with places for the names: the rule for all matrices that are made alike. */
type Ruled = Explanation & { readonly rule: string; readonly only?: AttentionKind }

/** A mistake that more matrices may turn out to have, and all that it may be. */
interface Draft extends Omit<Named, 'also' | 'mistake' | 'follows'> {
  readonly also: AnswerName[]
  mistake: Named['mistake']
  possible: readonly Ruled[]
}

/**
 * What is wrong with some answers of one engine, in the order in which the matrices are worked; nothing where all are
 * right. Each matrix is worked anew from the engine's own matrices before it, so that one mistake hides no other, and
 * what follows from a mistake is none. The printed reading is looked at only where the corrected one is right.
 * @param title what a matrix is called in a sentence. Default: its name
 */
export function explain(asked: readonly Asked[], title: TitleOf = name => name): readonly Named[] {
  const all = asked.map(one => evidenceOf(one, title))
  const corrected = all.filter(({ asked }) => asked.reading === 'corrected')
  const isSpoilt = corrected.flatMap(looksAt).some(({ state }) => state === 'wrong' || state === 'unreadable')
  const byName = Map.groupBy((isSpoilt ? corrected : all).flatMap(looksAt), ({ name }) => name as AnswerName)
  const placeOf = ([name, looks]: readonly [AnswerName, readonly Seen[]]): number =>
    Math.max(...looks.map(({ evidence }) => evidence.names.indexOf(name)))
  const drafts: Draft[] = []
  const patience = { ends: 3 }
  const follows: AnswerName[] = []
  for (const [name, looks] of [...byName].toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const told = new Map(drafts.flatMap(({ possible }) => possible.map(one => [one.says, one])))
    const draft = draftOf(name, looks, patience, told)
    const before = draft && drafts.find(one => isTold(one, draft))
    if (before) before.also.push(name)
    else if (draft) drafts.push(draft)
    else if (looks.some(({ state }) => state === 'follows')) follows.push(name)
  }
  return drafts.map(({ possible, ...draft }, i) => ({ ...draft, follows: i === 0 ? follows : [] }))
}

const looksAt = memo((evidence: Evidence) => evidence.names.map(name => seen(evidence, name)))

function draftOf(matrix: AnswerName, looks: readonly Seen[], patience: Patience, told: Wanted): Draft | undefined {
  const { wrong = [], unreadable = [], missing = [] } = Object.groupBy(looks, ({ state }) => state)
  const bad = [...wrong, ...unreadable, ...(missing.length < looks.length ? missing : [])]
  if (bad.length === 0) return undefined
  const fine = looks.filter(({ state, wrong, found }) => state !== 'wrong' && found.length > 0 && wrong.length === 0)
  const [shape, ...shapes] = new Set(unreadable.map(({ evidence }) => evidence.found[matrix]))
  const isOne = wrong.length === 0 && typeof shape === 'string' && shapes.length === 0
  const known = isOne ? [{ family: 'shape' as const, says: shape }] : searchByKind(wrong, fine, patience, told)
  const possible = known.map(one => ({ ...one, rule: ruleOf(one, at(looks, 0)) }))
  const [first] = possible
  const shown = bad.filter(one => !first?.only || kindOf(one) === first.only).toSorted((a, b) => weight(a) - weight(b))
  const lightest = at(shown, 0)
  const unknown = unreadable.length > 0 ? 'it has another shape than it should' : 'it is missing from some answers'
  // Where little shows a mistake, two explanations that fit it are both told.
  const isThin = wrong.length < 3 && wrong.flatMap(({ wrong }) => wrong).length < 6
  const says = possible
    .slice(0, isThin ? 2 : 1)
    .map(inFull)
    .join('; or else ')
  return {
    matrix,
    also: [],
    possible,
    mistake: first ? { family: first.family, says } : null,
    looks: first ? null : wrong.length > 0 ? lookOf(wrong) : unknown,
    shownBy: shown.map(({ evidence }) => evidence.asked),
    shape: lightest.node.shape,
    cells: isAlike(lightest) ? cellsOf(lightest) : null,
  }
}

const inFull = ({ says, only }: Omit<Ruled, 'rule'>): string => (only ? `${says} (with ${only} attention)` : says)

const lengthOf = memo((lesson: Lesson) => ({ length: JSON.stringify(lesson).length }))
const weight = ({ evidence: { asked } }: Seen): number => lengthOf(asked.lesson).length

/** Both numbers of each cell, with as many digits as tell them apart. */
const cellsOf = (seen: Seen): readonly (readonly CellPair[])[] =>
  pairsOf(seen).map(row =>
    row.map(({ worked, found, differs }) => {
      const show = differs && showNumber(worked) === showNumber(found) ? toText : showNumber
      return { wanted: show(worked), found: show(found), differs }
    }),
  )

/** An engine works the kinds of attention in branches of their own: a mistake may be made in some of them only. */
function searchByKind(
  wrong: readonly Seen[],
  fine: readonly Seen[],
  patience: Patience,
  told: Wanted,
): readonly Omit<Ruled, 'rule'>[] {
  const kinds = [...new Set(wrong.map(kindOf))]
  const each = kinds.map(kind => [kind])
  for (const some of kinds.length > 1 ? [kinds, ...each] : each) {
    const within = (all: readonly Seen[]): readonly Seen[] => all.filter(one => some.includes(kindOf(one)))
    const found = search(within(wrong), within(fine), patience, told)
    if (found.length > 0) return some.length < kinds.length ? found.map(one => ({ ...one, only: at(some, 0) })) : found
  }
  return []
}

/** A single column is not repeated. */
function ruleOf({ says }: Explanation, { evidence, node }: Seen): string {
  const places = inputsIn(node).map(([name], place) => [evidence.title(name), `#${place}`] as const)
  const longest = places.toSorted(([a], [b]) => b.length - a.length)
  const made = topological([node]).flatMap(({ op }) => (op === 'broadcast' || op === 'same' ? [] : [op]))
  return `${longest.reduce((text, [leaf, place]) => text.replaceAll(leaf, place), says)} ${made}`
}

/** Whether a draft is the mistake of one before it: then that holds for both. */
function isTold(before: Draft, { possible, looks }: Draft): boolean {
  const common = before.possible.filter(one =>
    possible.some(other => other.says === one.says || other.rule === one.rule),
  )
  const swapped = before.possible.flatMap(one => {
    const [wanted, taken] = one.pair ?? []
    const isBack = possible.some(({ pair }) => wanted && pair?.[0] === taken && pair?.[1] === wanted)
    return isBack ? [{ ...one, says: `${wanted} and ${taken} are swapped` }] : []
  })
  const kept = common.length > 0 ? common : swapped
  const [first] = kept
  if (!first) return before.mistake?.family === 'rounding' && looks === nearlyRight
  before.possible = kept
  before.mistake = { family: first.family, says: first.says }
  return true
}
