// Naming mistakes: which rewrites of the graph give exactly what an engine answered, in the words of its matrices.
import { at, named } from '@dit-by-hand/graph/at'
import { toText } from '@dit-by-hand/graph/exact'
import { type Shape, topological } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { agree } from './agree.ts'
import { type Asked, type Evidence, evidenceOf, inputsIn, partOf, shapeIn, type TitleOf } from './evidence.ts'
import { lookOf, nearlyRight, pairsOf } from './looks.ts'
import { isAlike, isNumber, kindOf, type Patience, type Seen, search, seen } from './search.ts'
import type { Explanation, Wanted } from './variant.ts'

export type { Asked } from './evidence.ts'
export type { Family } from './variant.ts'

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

/** How one matrix came out in one answer. */
interface Look {
  readonly evidence: Evidence
  readonly name: AnswerName
  readonly state: 'right' | 'follows' | 'wrong' | 'unreadable' | 'missing'
  readonly seen?: Seen
}

/** What was done, with places for the names: the rule for all matrices that are made alike. */
type Ruled = Explanation & { readonly rule: string; readonly only?: AttentionKind }

interface Draft {
  readonly named: Omit<Named, 'also' | 'follows' | 'mistake'>
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
  const isSpoilt = corrected.some(one => looksAt(one).some(({ state }) => state === 'wrong' || state === 'unreadable'))
  const byName = Map.groupBy((isSpoilt ? corrected : all).flatMap(looksAt), ({ name }) => name)
  const placeOf = (looks: readonly Look[]): number =>
    Math.max(...looks.map(({ evidence, name }) => evidence.names.indexOf(name)))
  const drafts: Draft[] = []
  const patience = { ends: 3 }
  const follows: AnswerName[] = []
  for (const looks of [...byName.values()].toSorted((a, b) => placeOf(a) - placeOf(b))) {
    const told = new Map(drafts.flatMap(({ possible }) => possible.map(one => [one.says, one])))
    const draft = draftOf(looks, patience, told)
    const before = draft && drafts.find(one => isTold(one, draft))
    if (before) before.also.push(draft.named.matrix)
    else if (draft) drafts.push(draft)
    else if (looks.some(({ state }) => state === 'follows')) follows.push(at(looks, 0).name)
  }
  return drafts.map(({ named, mistake, also }, i) => ({ ...named, mistake, also, follows: i === 0 ? follows : [] }))
}

const looksAt = memo((evidence: Evidence) =>
  evidence.names.map((name): Look => {
    const one = seen(evidence, name)
    if (!one) return { evidence, name, state: evidence.found[name] === undefined ? 'missing' : 'unreadable' }
    const isRight = agree(named(evidence.right, name), one.found, one.room)
    const state = isRight ? 'right' : one.wrong.length === 0 || isSpread(one) ? 'follows' : 'wrong'
    return { evidence, name, state, seen: one }
  }),
)

/** What is made of cells that are no numbers may be anything. */
const isSpread = ({ found, part: { node, values } }: Seen): boolean =>
  !isNumber(found) && inputsIn(node).some(([name]) => !isNumber(named(values, name)))

function draftOf(looks: readonly Look[], patience: Patience, told: Wanted): Draft | undefined {
  const { wrong = [], unreadable = [], missing = [] } = Object.groupBy(looks, ({ state }) => state)
  const lacking = missing.length < looks.length ? missing : []
  const bad = [...wrong, ...unreadable, ...lacking]
  if (bad.length === 0) return undefined
  const shown = wrong.flatMap(({ seen }) => seen ?? [])
  const fine = looks.flatMap(({ state, seen }) => (state !== 'wrong' && seen?.wrong.length === 0 ? [seen] : []))
  const shapes = new Set(unreadable.map(({ evidence, name }) => evidence.found[name]))
  const said = [...shapes].flatMap(says => (typeof says === 'string' ? [{ family: 'shape' as const, says }] : []))
  const known = shown.length > 0 ? searchByKind(shown, fine, patience, told) : said.length === 1 ? said : []
  const possible = known.map(rulesFor(at(looks, 0)))
  const [first] = possible
  const isThin = shown.length < 3 && shown.flatMap(({ wrong }) => wrong).length < 6
  const lightest = bad
    .filter(({ evidence }) => !first?.only || kindOf(evidence) === first.only)
    .toSorted((a, b) => weight(a) - weight(b))
  const { evidence, name, seen } = at(lightest, 0)
  const unknown =
    shown.length > 0
      ? lookOf(shown)
      : unreadable.length > 0
        ? 'it has another shape than it should'
        : 'it is missing from some answers'
  // Where little shows a mistake, two explanations that fit it are both told.
  const says = (isThin ? possible.slice(0, 2) : possible.slice(0, 1)).map(inFull).join('; or else ')
  return {
    possible,
    also: [],
    mistake: first ? { family: first.family, says } : null,
    named: {
      matrix: name,
      looks: first ? null : unknown,
      shownBy: lightest.map(({ evidence }) => evidence.asked),
      shape: shapeIn(evidence, name),
      cells: seen && isAlike(seen) ? cellsOf(seen) : null,
    },
  }
}

const inFull = ({ says, only }: Pick<Ruled, 'says' | 'only'>): string =>
  only ? `${says} (with ${only} attention)` : says

const lengthOf = memo((lesson: Lesson) => ({ length: JSON.stringify(lesson).length }))
const weight = ({ evidence: { asked } }: Look): number => lengthOf(asked.lesson).length

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
  shown: readonly Seen[],
  fine: readonly Seen[],
  patience: Patience,
  told: Wanted,
): readonly Omit<Ruled, 'rule'>[] {
  const kind = ({ part }: Seen): AttentionKind => kindOf(part.evidence)
  const kinds = [...new Set(shown.map(kind))]
  const searched = (some: readonly AttentionKind[]): readonly Explanation[] => {
    const of = (all: readonly Seen[]): readonly Seen[] => all.filter(one => some.includes(kind(one)))
    return search(of(shown), of(fine), patience, told)
  }
  const all = searched(kinds)
  if (all.length > 0 || kinds.length === 1) return all
  const [found = [], ...rest] = kinds
    .map(only => searched([only]).map(one => ({ ...one, only })))
    .filter(some => some.length > 0)
  if (rest.length === 0) return found
  const says = [found, ...rest].map(some => inFull(at(some, 0))).join(', and ')
  return [{ family: at(found, 0).family, says }]
}

function rulesFor({ evidence, name }: Look): (one: Omit<Ruled, 'rule'>) => Ruled {
  const { node } = partOf(evidence)(name)
  const places = inputsIn(node).map(([name], place) => [evidence.title(name), `#${place}`] as const)
  const longest = places.toSorted(([a], [b]) => b.length - a.length)
  // A single column is not repeated.
  const made = topological([node]).flatMap(({ op }) => (op === 'broadcast' ? [] : [op]))
  return one => ({
    ...one,
    rule: `${longest.reduce((text, [leaf, place]) => text.replaceAll(leaf, place), one.says)} ${made}`,
  })
}

/** Whether a draft is the mistake of one before it: then that holds for both. */
function isTold(before: Draft, { possible, named }: Draft): boolean {
  const common = before.possible.filter(one =>
    possible.some(other => other.says === one.says || other.rule === one.rule),
  )
  const swapped = before.possible.filter(
    ({ pair }) => pair && possible.some(other => other.pair?.[0] === pair[1] && other.pair[1] === pair[0]),
  )
  const [told, swap] = [common[0], swapped[0]]
  if (!told && !swap) return before.mistake?.family === 'rounding' && named.looks === nearlyRight
  before.possible = told ? common : swapped
  if (told) before.mistake = { family: told.family, says: told.says }
  else if (swap?.pair) before.mistake = { family: swap.family, says: `${swap.pair.join(' and ')} are swapped` }
  return true
}
