// One matrix of an answer beside what it should be: which numbers are right, but for rounding, and where the wrong ones are.
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { compare, type Exact, equal, isDecimal, toNumber } from '@dit-by-hand/graph/exact'
import type { Read, Shape } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { asRead, type Evidence, inputsIn, isShaped, type Part, partOf } from './evidence.ts'

const size = (x: Exact): number => Math.abs(toNumber(x))
const sizes: Arith<number> = { ...float, num: size, share: () => 1, amended: size }

/** How large the terms behind a cell are, where decimals are rounded: what a rounding is measured by. */
export type Room = Read<number | undefined>

export function roomOf({ evidence: { asked }, values, node }: Part): Room {
  const { lesson, precision, places } = asked
  if (lesson.attention.kind !== 'softmax' && precision === undefined) return () => undefined
  const given = Object.entries(values).map(([name, grid]) => [name, grid?.map(row => row.map(size))])
  const terms = named(evaluate({ node }, Object.fromEntries(given), sizes), 'node')
  const coarse = places !== undefined ? 10 ** (9 - places) : precision === 'single' ? 1e4 : 1
  return (row, column) => coarse * Math.max(1, at(at(terms, row), column))
}

/** Within 1e-9, or what is asked, relative to the largest of 1, the numbers and their terms. Two that are none are alike. */
export function close(a: Exact, b: Exact, terms = 1, within = 1e-9): boolean {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Object.is(x, y)
  return Math.abs(x - y) <= within * Math.max(1, Math.abs(x), terms)
}

export const larger = (a: Exact, b: Exact): Exact => (compare(a, b) < 0 ? b : a)

const agrees = (worked: Exact, found: Exact, terms: number | undefined): boolean =>
  equal(worked, found) || ((terms !== undefined || isDecimal(worked)) && close(worked, found, terms))

type Cell = readonly [row: number, column: number]

/** Every cell where two matrices differ; all of them, where their shapes do. */
function differing(worked: Grid<Exact>, found: Grid<Exact>, room: Room): readonly Cell[] {
  const isAlike = isShaped(found, [worked.length, at(worked, 0).length])
  const isWrong = (r: number, c: number): boolean =>
    !isAlike || !agrees(at(at(worked, r), c), at(at(found, r), c), room(r, c))
  return worked.flatMap((cells, r) => cells.flatMap((_, c): readonly Cell[] => (isWrong(r, c) ? [[r, c]] : [])))
}

export const agree = (worked: Grid<Exact>, found: Grid<Exact>, room: Room): boolean =>
  differing(worked, found, room).length === 0

/** A matrix of one answer, and what it should be, worked from the engine's own matrices before it. */
export interface Seen extends Part {
  /** `follows`: otherwise than it should be, but right for what the engine answered before it. */
  readonly state: 'right' | 'follows' | 'wrong' | 'unreadable' | 'missing'
  readonly worked: Grid<Exact>
  readonly found: Grid<Exact>
  readonly room: Room
  readonly wrong: readonly Cell[]
}

export const kindOf = ({ evidence }: Part): AttentionKind => evidence.asked.lesson.attention.kind

export function seen(evidence: Evidence, name: AnswerName): Seen {
  const part = partOf(evidence)(name)
  const found = evidence.found[name]
  if (typeof found !== 'object') {
    const state = found === undefined ? 'missing' : 'unreadable'
    return { ...part, state, worked: [], found: [], room: () => undefined, wrong: [] }
  }
  const worked = part.grid(asRead(part, part.node))
  const room = isShaped(found, part.node.shape) ? roomOf(part) : () => 1
  const wrong = differing(worked, found, room)
  // What is made of cells that are no numbers, or of a matrix of another shape, may be anything.
  const isSpread = inputsIn(part.node).some(([leaf, { shape }]) => {
    const own = leaf === name ? undefined : evidence.found[leaf]
    return (own && !isShaped(own, shape)) || (!isNumber(found) && !isNumber(named(part.values, leaf)))
  })
  const isRight = agree(named(evidence.right, name), found, room)
  const state = isRight ? 'right' : wrong.length === 0 || isSpread ? 'follows' : 'wrong'
  return { ...part, state, worked, found, room, wrong }
}

export const isAlike = ({ found, node }: Seen): boolean => isShaped(found, node.shape)

export const isNumber: (grid: Grid<Exact>) => boolean = memo(
  grid => grid.flat().length > 0 && grid.flat().every(cell => Number.isFinite(toNumber(cell))),
)

/** Completes "the bias is left out …". */
export type Scope = readonly [says: string, holds: (cell: Cell, shape: Shape) => boolean]

const scopes: readonly Scope[] = [
  ...['row', 'column'].flatMap((line, axis) => {
    const lines: readonly (readonly [says: string, holds: (place: number, count: number) => boolean])[] = [
      ...[1, 2, 3, 4].map(n => [`in ${line} ${n} only`, (place: number) => place === n - 1] as const),
      [`in the last ${line} only`, (place, count) => place === count - 1],
      [`in every other ${line} only, from the second`, place => place % 2 === 1],
      [`in every ${line} but the first ${line}`, place => place > 0],
      [`in every ${line} but the last ${line}`, (place, count) => place < count - 1],
    ]
    return lines.map(([says, holds]): Scope => [says, (cell, shape) => holds(at(cell, axis), at(shape, axis))])
  }),
  ['on the diagonal only', ([row, column]) => row === column],
]

/** The parts within which all that is wrong lies, in every lesson; in one at least something lies outside. */
export const scopesFor = (all: readonly Seen[]): readonly Scope[] =>
  scopes.filter(
    ([, holds]) =>
      all.every(({ wrong, node: { shape } }) => wrong.every(cell => holds(cell, shape))) &&
      all.some(({ found, node: { shape } }) => found.some((row, r) => row.some((_, c) => !holds([r, c], shape)))),
  )
