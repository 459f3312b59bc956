// Naming mistakes: which rewrites of the graph give exactly what an engine answered, in the words of its matrices.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber, toText } from '@dit-by-hand/graph/exact'
import { topological } from '@dit-by-hand/graph/graph'
import { memo, memoByKey } from '@dit-by-hand/graph/memo'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Lesson } from '@dit-by-hand/spec/format'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import type { Name } from '../names.ts'
import { differing } from './agree.ts'
import { type Asked, type Evidence, evidenceOf } from './evidence.ts'
import { lookOf, nearlyRight } from './looks.ts'
import { type Explanation, kindOf, type Patience, type Seen, search, seen, type Within } from './search.ts'
import { shapesOf } from './shapes.ts'
import type { Family, TitleOf } from './variant.ts'

export type { Asked } from './evidence.ts'
export type { Family } from './variant.ts'

/** One mistake: where it is first seen, and what it is, where that is known. */
export interface Named {
  readonly matrix: AnswerName
  /** Other matrices with the same mistake. */
  readonly also: readonly AnswerName[]
  /** Wrong as well, but right for what the engine itself answered before them. Told with the first mistake. */
  readonly follows: readonly AnswerName[]
  /** Counted from 0; null where the whole matrix has another shape, or is missing. */
  readonly cell: { readonly row: number; readonly column: number } | null
  readonly found: string
  /** What it should be, given the engine's own matrices before it. */
  readonly wanted: string
  readonly mistake: { readonly family: Family; readonly says: string } | null
  /** Where the mistake is not known: what is true nevertheless. */
  readonly looks: string | null
  /** The lessons that show it, the lightest first. */
  readonly shownBy: readonly Asked[]
  /** The whole matrix in the first of them; null where its shape is wrong. */
  readonly cells: readonly (readonly CellPair[])[] | null
}

/** A number that was found beside the one that was wanted. */
export interface CellPair {
  readonly wanted: string
  readonly found: string
  readonly differs: boolean
}

/** How one matrix came out in one answer. */
interface Look {
  readonly evidence: Evidence
  readonly state: 'right' | 'follows' | 'wrong' | 'misshapen' | 'missing'
  readonly seen: Seen | undefined
}

interface Draft {
  readonly named: Named
  readonly possible: readonly Explanation[]
  readonly ruleOf: (one: Explanation) => string
}

/**
 * What is wrong with some answers of one engine, in the order in which the matrices are worked; nothing where all are
 * right. Each matrix is worked anew from the engine's own matrices before it, so that one mistake hides no other, and
 * what follows from a mistake is none. The printed reading is looked at only where the corrected one is right.
 * @param title what a matrix is called in a sentence. Default: its name
 */
export function explain(asked: readonly Asked[], title: TitleOf = name => name): readonly Named[] {
  const all = asked.map(evidenceOf)
  const corrected = all.filter(({ asked }) => asked.reading === 'corrected')
  const isSpoilt = (one: Evidence): boolean =>
    one.names.some(name => lookAt(one, name).state === 'wrong' || lookAt(one, name).state === 'misshapen')
  const judged = corrected.some(isSpoilt) ? corrected : all
  const names = [...new Set(judged.flatMap(({ names }) => names))]
  const drafts: Draft[] = []
  const patience = { ends: 3 }
  const follows: AnswerName[] = []
  for (const name of names.toSorted((a, b) => placeOf(judged, a) - placeOf(judged, b))) {
    const looks = judged.filter(({ names }) => names.includes(name)).map(one => lookAt(one, name))
    const told = new Set(drafts.flatMap(({ possible }) => possible.map(({ says }) => says)))
    const draft = draftOf(name, looks, title, patience, told)
    if (draft) merge(drafts, draft)
    else if (looks.some(({ state }) => state === 'follows')) follows.push(name)
  }
  return drafts.map(({ named }, i) => (i === 0 ? { ...named, follows } : named))
}

const placeOf = (all: readonly Evidence[], name: AnswerName): number =>
  Math.max(...all.map(({ names }) => names.indexOf(name)))

const looksAt = memo((evidence: Evidence) =>
  memoByKey((name: AnswerName) => freshLook(evidence, name), String, evidence.names.length),
)
const lookAt = (evidence: Evidence, name: AnswerName): Look => looksAt(evidence)(name)

function freshLook(evidence: Evidence, name: AnswerName): Look {
  const answered = evidence.answered(name)
  if (!answered) return { evidence, state: 'missing', seen: undefined }
  const one = seen(evidence, name)
  if (!one) return { evidence, state: 'misshapen', seen: undefined }
  const right = evidence.right[name]
  const state = one.wrong.length === 0 || isSpread(one) ? 'follows' : 'wrong'
  return { evidence, state: right && isSame(right, one) ? 'right' : state, seen: one }
}

const isNumber = (grid: Grid<Exact>): boolean => grid.every(row => row.every(cell => Number.isFinite(toNumber(cell))))

/** What is made of cells that are no numbers may be anything. */
const isSpread = ({ found, local: { node, values } }: Seen): boolean =>
  !isNumber(found) && topological([node]).some(part => part.op === 'input' && !isNumber(values[part.arg.name] ?? []))

const isSame = (right: Grid<Exact>, { found, size }: Seen): boolean => differing(right, found, size).length === 0

function draftOf(
  name: AnswerName,
  looks: readonly Look[],
  title: TitleOf,
  patience: Patience,
  told: ReadonlySet<string>,
): Draft | undefined {
  const of = (state: Look['state']): readonly Look[] => looks.filter(look => look.state === state)
  const [wrong, misshapen, missing] = [of('wrong'), of('misshapen'), of('missing')]
  const isMissing = missing.length > 0 && missing.length < looks.length
  if (wrong.length + misshapen.length === 0 && !isMissing) return undefined
  const shown = wrong.flatMap(({ seen }) => seen ?? [])
  const fine = looks.flatMap(({ state, seen }) => (state !== 'wrong' && seen?.wrong.length === 0 ? [seen] : []))
  const shapes = misshapen.map(({ evidence }) => shapeOf(evidence, name))
  const byShape = at([...shapes, []], 0).filter(({ says }) => shapes.every(all => all.some(one => one.says === says)))
  const shaped = misshapen.length > 0 ? new Set(byShape.map(({ says }) => says)) : undefined
  const possible = shown.length > 0 ? searchByKind(shown, fine, title, patience, { shaped, told }) : byShape
  const [first] = possible
  const isThin = shown.length < 3 && shown.reduce((total, { wrong }) => total + wrong.length, 0) < 6
  const shows = ({ evidence: { asked } }: Look): boolean => !first?.only || asked.lesson.attention.kind === first.only
  const lightest = [...wrong, ...misshapen, ...(isMissing ? missing : [])]
    .filter(shows)
    .toSorted((a, b) => weight(a) - weight(b))
  const one = lightest[0]?.seen
  const cells = one ? cellsOf(one) : null
  const cell = one ? at(one.wrong, 0) : null
  const pair = cell && cells && at(at(cells, cell.row), cell.column)
  return {
    possible,
    ruleOf: rulesFor(name, at(looks, 0).evidence, title),
    named: {
      matrix: name,
      also: [],
      follows: [],
      cell,
      found: pair ? pair.found : misshapen.length > 0 ? 'another shape' : 'nothing',
      wanted: pair ? pair.wanted : at(lightest, 0).evidence.shapeOf(name).join('×'),
      mistake: first ? { family: first.family, says: isThin ? bothOf(possible) : inFull(first) } : null,
      looks: first
        ? null
        : shown.length > 0
          ? lookOf(shown)
          : misshapen.length > 0
            ? 'it has another shape than it should'
            : 'it is missing from some answers',
      shownBy: lightest.map(({ evidence }) => evidence.asked),
      cells,
    },
  }
}

const inFull = ({ says, only }: Explanation): string => (only ? `${says} (with ${only} attention)` : says)

/** Where little shows a mistake, two explanations that fit it are both told. */
const bothOf = (possible: readonly Explanation[]): string => possible.slice(0, 2).map(inFull).join('; or else ')

const lengthOf = memo((lesson: Lesson) => ({ length: JSON.stringify(lesson).length }))
const weight = ({ evidence: { asked } }: Look): number => lengthOf(asked.lesson).length

function shapeOf(evidence: Evidence, name: AnswerName): readonly Explanation[] {
  const answered = evidence.answered(name)
  const right = evidence.right[name]
  return right && answered && 'raw' in answered ? shapesOf(answered.raw, right, name === 'generatedVideo') : []
}

/** Both numbers of each cell, with as many digits as tell them apart. */
function cellsOf({ worked, found, wrong }: Seen): readonly (readonly CellPair[])[] {
  return worked.map((row, r) =>
    row.map((cell, c) => {
      const [other, differs] = [at(at(found, r), c), wrong.some(({ row, column }) => row === r && column === c)]
      const [a, b] = [showNumber(cell), showNumber(other)]
      return { wanted: differs && a === b ? toText(cell) : a, found: differs && a === b ? toText(other) : b, differs }
    }),
  )
}

/** An engine works the kinds of attention in branches of their own: a mistake may be made in some of them only. */
function searchByKind(
  shown: readonly Seen[],
  fine: readonly Seen[],
  title: TitleOf,
  patience: Patience,
  { shaped, told }: { readonly shaped: ReadonlySet<string> | undefined; readonly told: ReadonlySet<string> },
): readonly Explanation[] {
  const kinds = [...new Set(shown.map(kindOf))]
  const among = (some: readonly AttentionKind[], within: Within = { among: shaped }): readonly Explanation[] => {
    const of = (all: readonly Seen[]): readonly Seen[] => all.filter(one => some.includes(kindOf(one)))
    return search(of(shown), of(fine), title, patience, within)
  }
  const again =
    told.size > 0
      ? among(kinds, { among: shaped ? new Set([...shaped].filter(says => told.has(says))) : told, isQuick: true })
      : []
  if (again.length > 0) return again
  const all = among(kinds)
  if (all.length > 0 || kinds.length === 1) return all
  const apart = kinds.flatMap(only => {
    const found = among([only]).map((one): Explanation => ({ ...one, only }))
    return found.length > 0 ? [found] : []
  })
  const [found = [], ...rest] = apart
  if (rest.length === 0) return found
  return [{ family: at(found, 0).family, says: apart.map(some => inFull(at(some, 0))).join(', and ') }]
}

/** An explanation as a rule for all matrices that are made alike: what it says, with places for the names. */
function rulesFor(name: AnswerName, evidence: Evidence, title: TitleOf): Draft['ruleOf'] {
  const nodes = topological([evidence.local(name).node])
  const leaves = nodes.flatMap(node => (node.op === 'input' ? [title(node.arg.name as Name)] : []))
  const places = leaves.map((leaf, place) => ({ leaf, place })).toSorted((a, b) => b.leaf.length - a.leaf.length)
  const made = nodes.flatMap(({ op }) => (op === 'broadcast' ? [] : [op])).join() // a single column is not repeated
  return ({ says }) => `${places.reduce((text, { leaf, place }) => text.replaceAll(leaf, `#${place}`), says)} ${made}`
}

/** Adds a draft, or finds that it is a mistake that is told already. */
function merge(drafts: Draft[], draft: Draft): void {
  for (const [i, before] of drafts.entries()) {
    const common = before.possible.filter(one =>
      draft.possible.some(other => other.says === one.says || draft.ruleOf(other) === before.ruleOf(one)),
    )
    const swap = before.possible.flatMap(({ pair }) =>
      pair && draft.possible.some(one => one.pair?.[0] === pair[1] && one.pair[1] === pair[0]) ? [pair] : [],
    )[0]
    const [told] = common
    const mistake = told ?? (swap && { family: 'other matrix' as const, says: `${swap[0]} and ${swap[1]} are swapped` })
    if (!mistake) continue
    const named: Named = {
      ...before.named,
      mistake: { family: mistake.family, says: mistake.says },
      also: [...before.named.also, draft.named.matrix],
    }
    drafts[i] = {
      ...before,
      named,
      possible: told ? common : before.possible.filter(({ pair }) => pair?.join() === swap?.join()),
    }
    return
  }
  const rounding = drafts.findIndex(({ named }) => named.mistake?.family === 'rounding')
  const before = drafts[rounding]
  if (before && draft.named.looks === nearlyRight)
    drafts[rounding] = { ...before, named: { ...before.named, also: [...before.named.also, draft.named.matrix] } }
  else drafts.push(draft)
}
