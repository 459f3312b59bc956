// What a law is: a statement about every lesson, and a check that finds the faults in an engine's answers.
import type { Claim } from '../judge/engine.ts'
import { at } from '../lesson/at.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { givens } from '../lesson/givens.ts'
import {
  type AnswerName,
  type GivenName,
  isAnswerName,
  type Meaning,
  meaningOf,
  type Name,
  namesFor,
  type Step,
} from '../lesson/names.ts'
import { type Arithmetic, decimal, decimals, exact, type Grid, near, same, show, type Value } from '../lesson/number.ts'
import { shapeIn, sizesOf } from '../lesson/sizes.ts'

/** Asks the engine under judgement for its answer to a lesson, by default in the corrected reading. The answer to a lesson
 *  seen before may be remembered. `itself` hands over the very object and always asks, for the law that an engine must not
 *  change a lesson. */
export type Ask = (lesson: Lesson, reading?: Reading, handing?: 'a copy' | 'itself') => Promise<Values>

/** One wrong cell (rows and columns count from 1), or a whole matrix that is missing or misshapen. */
export interface Fault {
  readonly matrix: Name
  readonly row?: number
  readonly column?: number
  readonly expected: string
  readonly found: string
  /** A full sentence: matrix, place, found, expected and why. */
  readonly message: string
}

/** Something true of a right engine's answers to every lesson it applies to. */
export interface Law {
  /** Step and idea, such as "encode/relu-only-clips". */
  readonly id: string
  /** The step whose matrices it is about; null where it is about all steps. */
  readonly step: Step | null
  readonly statement: string
  /** The claims for which the law applies to an engine; hard and softmax lessons need their own claims besides. */
  readonly needs: readonly Claim[]
  /** Whether it also asks about other lessons, made from the one it is given; otherwise one answer serves many laws. */
  readonly asksMore: boolean
  applies(lesson: Lesson): boolean
  /** The faults, in pipeline order; none where the law holds. It depends on `ask` and `dice` alone. */
  check(lesson: Lesson, ask: Ask, dice: Dice): Promise<readonly Fault[]>
}

/** A small seeded random generator: the same seed gives the same choices on every machine. */
export interface Dice {
  /** A whole number from least to most. */
  int(least: number, most: number): number
  pick<T>(items: readonly T[]): T
  /** 0 … n−1 in some order. */
  shuffle(n: number): readonly number[]
}

/** Dice seeded by a text (mulberry32 over an FNV-1a hash). */
export function diceFrom(seed: string): Dice {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    int,
    pick: items => at(items, int(0, items.length - 1), 'what there is to pick from'),
    shuffle(n) {
      const order = Array.from({ length: n }, (_, i) => i)
      for (let i = n - 1; i > 0; i--) {
        const j = int(0, i)
        const last = at(order, i, 'an order')
        order[i] = at(order, j, 'an order')
        order[j] = last
      }
      return order
    },
  }
}

/** Thrown inside a check where an answer lacks a matrix, or has it in another shape: the law reports it as a fault. */
export class Misfit extends Error {
  override readonly name = 'Misfit'
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

/** The fault of an answer that does not fit; what else was thrown is thrown on. */
export function misfitIn(error: unknown): readonly Fault[] {
  if (error instanceof Misfit) return [error.fault]
  throw error
}

/** An engine's answer to a lesson, as numbers; asking for a matrix that does not fit throws {@link Misfit}. */
export interface Seen {
  readonly lesson: Lesson
  readonly values: Values
  /** Exact, or decimals for a softmax lesson. */
  readonly arithmetic: Arithmetic
  /** A matrix that was answered, or that the lesson gives. */
  at(name: Name): Grid
  /** The fault of the first cell that is not as expected, or none; `why` completes the sentence. */
  faults(name: AnswerName, expected: Grid, why: string, scales?: Grid): readonly Fault[]
}

/** The number system a lesson is judged in. */
export const arithmeticOf = (lesson: Lesson): Arithmetic => (lesson.attention.kind === 'softmax' ? decimals : exact)

const parsed = new WeakMap<object, Map<string, Grid>>()

const misfit = (matrix: AnswerName, expected: string, found: string): Misfit =>
  new Misfit({ matrix, expected, found, message: `${matrix} is ${found}; it should be ${expected}` })

const sized = (rows: number, columns: number): string => `${rows}×${columns}`

/** The numbers of one answered matrix, the generated video's frames one under the other.
 *  @throws {Misfit} where it is missing, misshapen, or has a cell that is not a number */
export function gridOf(lesson: Lesson, values: Values, name: AnswerName): Grid {
  const known = parsed.get(values) ?? new Map<string, Grid>()
  parsed.set(values, known)
  const before = known.get(name)
  if (before) return before
  const shape = shapeIn(lesson, name)
  const { frames, rows: height, columns: width } = sizesOf(lesson).video
  const wanted = name === 'generatedVideo' ? `${frames}×${height}×${width}` : sized(...shape)
  const found: unknown = values[name]
  if (found === undefined) throw misfit(name, wanted, 'missing')
  if (!Array.isArray(found)) throw misfit(name, wanted, 'not a matrix')
  const lists: readonly unknown[] = found
  if (name === 'generatedVideo' && lists.length !== frames) throw misfit(name, wanted, `${lists.length} frames`)
  const rows = name === 'generatedVideo' ? lists.flatMap(frame => framed(frame, height, wanted)) : lists
  const ragged = rows.find(row => !Array.isArray(row) || row.length !== shape[1])
  if (rows.length !== shape[0] || ragged !== undefined) {
    const odd: unknown = ragged ?? rows[0]
    throw misfit(name, wanted, Array.isArray(odd) ? sized(rows.length, odd.length) : `${rows.length} rows of no cells`)
  }
  const { of } = arithmeticOf(lesson)
  const grid = rows.map((row, r) =>
    (Array.isArray(row) ? row : []).map((cell: unknown, c) => numberAt(name, cell, of, r, c)),
  )
  known.set(name, grid)
  return grid
}

function framed(frame: unknown, height: number, wanted: string): readonly unknown[] {
  if (Array.isArray(frame) && frame.length === height) return frame
  throw misfit(
    'generatedVideo',
    wanted,
    Array.isArray(frame) ? `made of a frame with ${frame.length} rows` : 'not made of frames',
  )
}

function numberAt(matrix: AnswerName, cell: unknown, of: Arithmetic['of'], r: number, c: number): Value {
  const value = of(cell)
  if (typeof value !== 'number' || Number.isFinite(value)) return value
  const found = typeof cell === 'number' || cell === undefined ? String(cell) : (JSON.stringify(cell) ?? typeof cell)
  const [row, column] = [r + 1, c + 1]
  const message = `${matrix} row ${row} column ${column} is ${found}; it should be a number`
  throw new Misfit({ matrix, row, column, expected: 'a number', found, message })
}

/** Asks for a lesson's answer, whose matrices are read as numbers when they are wanted. */
export async function see(ask: Ask, lesson: Lesson, reading?: Reading): Promise<Seen> {
  const values = await ask(lesson, reading)
  const arithmetic = arithmeticOf(lesson)
  const at = (name: Name): Grid => (isAnswerName(name) ? gridOf(lesson, values, name) : given(arithmetic, lesson, name))
  const faults: Seen['faults'] = (name, grid, why, scales) => differ(arithmetic, name, grid, at(name), why, scales)
  return { lesson, values, arithmetic, at, faults }
}

/** Whether two numbers are equal, or near for a softmax lesson. @param scale the size of the terms that were summed */
export const agree = (k: Arithmetic, a: Value, b: Value, scale?: number): boolean =>
  k.kind === 'exact' ? same(a, b) : near(a, b, scale)

/** The fault of the first cell that differs, or none; `why` completes the sentence. */
export function differ(
  k: Arithmetic,
  matrix: Name,
  expected: Grid,
  found: Grid,
  why: string,
  scales?: Grid,
): readonly Fault[] {
  let first: Fault | undefined
  let wrong = 0
  expected.forEach((row, r) => {
    row.forEach((value, c) => {
      const other = found[r]?.[c] ?? Number.NaN
      const scale = scales?.[r]?.[c]
      if (agree(k, value, other, scale === undefined ? undefined : decimal(scale))) return
      wrong++
      first ??= fault(matrix, r, c, show(value), show(other), why)
    })
  })
  if (!first) return []
  return [wrong === 1 ? first : { ...first, message: `${first.message} (${wrong} cells differ)` }]
}

/** A fault, with its sentence. `r` and `c` count from 0, in the fault from 1. */
export function fault(matrix: Name, r: number, c: number, expected: string, found: string, why: string): Fault {
  const [row, column] = [r + 1, c + 1]
  const message = `${matrix} row ${row} column ${column} is ${found}; it should be ${expected}: ${why}`
  return { matrix, row, column, expected, found, message }
}

/** The fault of the first cell for which `wrong` gives a reason, or none. */
export function firstWrong(
  matrix: AnswerName,
  grid: Grid,
  expected: string,
  wrong: (value: Value, r: number, c: number) => string | undefined,
): readonly Fault[] {
  for (const [r, row] of grid.entries())
    for (const [c, value] of row.entries()) {
      const why = wrong(value, r, c)
      if (why !== undefined) return [fault(matrix, r, c, expected, show(value), why)]
    }
  return []
}

/** A fault for every matrix of `found` that differs from `expected`, in pipeline order. What neither answers is left to the
 *  laws of shapes. */
export function unlike(
  expected: Seen,
  found: Seen,
  why: string,
  names: readonly AnswerName[] = namesFor(expected.lesson.attention.kind),
): readonly Fault[] {
  const answered = names.filter(name => expected.values[name] !== undefined || found.values[name] !== undefined)
  return answered.flatMap(name => found.faults(name, expected.at(name), why))
}

const claimOf = { value: 'forward', gradient: 'slopes', updated: 'update' } as const satisfies {
  readonly [K in Meaning['kind']]: Claim
}

/** The claim that covers a matrix: gradients, one step of descent, or forward. */
export const claimFor = (name: AnswerName): Claim => claimOf[meaningOf(name).kind]

/** A law as it is written down: with the faults it finds in the answer to a lesson, or with a check that asks about further
 *  lessons. */
export type Draft = Pick<Law, 'id' | 'statement'> &
  Partial<Pick<Law, 'applies' | 'needs'>> &
  ({ readonly reading?: Reading; finds(seen: Seen): readonly Fault[] } | Pick<Law, 'check'>)

/** A law of a step from its draft. By default it needs `forward` and applies to every lesson; it reports a misfit as a fault. */
export function law(step: Step | null, draft: Draft): Law {
  const { id, statement, needs = ['forward'], applies = () => true } = draft
  const asksMore = !('finds' in draft)
  const check: Law['check'] = async (lesson, ask, dice) =>
    'finds' in draft ? draft.finds(await see(ask, lesson, draft.reading)) : draft.check(lesson, ask, dice)
  return {
    ...{ id, step, statement, needs, asksMore, applies },
    check: (lesson, ask, dice) => check(lesson, ask, dice).catch(misfitIn),
  }
}

/** A lesson's matrix as numbers, in the arithmetic in which the lesson is judged. */
export const numbers = (k: Arithmetic, matrix: readonly (readonly unknown[])[]): Grid =>
  matrix.map(row => row.map(cell => k.of(cell)))

/** A given matrix of a lesson: the video's frames one under the other, words as columns, a bias as one column. */
export const given = (k: Arithmetic, lesson: Lesson, name: GivenName): Grid => numbers(k, givens[name].read(lesson))

/** A list of cells as one column. */
export const column = (k: Arithmetic, cells: readonly unknown[]): Grid => cells.map(cell => [k.of(cell)])
