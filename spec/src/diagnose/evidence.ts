// What an engine answers to a few lessons, beside what is right: all that a diagnosis is made from.

import { type Engine, Skipped } from '../judge/engine.ts'
import { lessons } from '../laws/arbitraries.ts'
import { type At, formulas, given } from '../laws/formulas.ts'
import { map } from '../laws/grids.ts'
import { agree, arithmeticOf, claimFor, gridOf, Misfit } from '../laws/law.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { type AnswerName, isAnswerName, namesFor } from '../lesson/names.ts'
import { type Arithmetic, type Grid, magnitude, magnitudes } from '../lesson/number.ts'
import { asRead, chain } from '../mistakes/chain.ts'

/** How one matrix of one answer came out. */
export type State =
  | 'right'
  | 'wrong'
  /** Not in the answer. */
  | 'missing'
  /** Of another shape, or no matrix at all. */
  | 'misshapen'
  /** A cell is no finite number. */
  | 'no number'

/** A lesson that was asked for a diagnosis. */
export interface Asked {
  readonly lesson: Lesson
  readonly reading: Reading
  /** Where it was drawn, so that it can be made smaller. */
  readonly drawn?: { readonly flavour: 'handFriendly' | 'wild'; readonly seed: number; readonly index: number }
}

/** One answer, matrix by matrix. */
export interface Evidence extends Asked {
  readonly k: Arithmetic
  /** As it was when it came. */
  readonly values: Values
  readonly names: readonly AnswerName[]
  state(name: AnswerName): State
  /** The right matrix. */
  right: At
  /** The engine's own matrix, or what the lesson gives. Throws {@link Misfit} where it has none that fits. */
  own: At
  /** How large the terms behind each cell are, where decimals are rounded: over all that is right, or over the engine's
   *  own matrices. */
  scales(name: AnswerName, over: 'right' | 'own'): Grid | undefined
  /** What a formula gives from the engine's own matrices, in this reading. */
  predict(name: AnswerName, make: (k: Arithmetic, at: At, lesson: Lesson) => Grid): Grid
  /** Why a matrix does not fit. */
  misfit(name: AnswerName): string | undefined
}

/** Whether every cell agrees. */
export const allAgree = (k: Arithmetic, a: Grid, b: Grid, scales?: Grid): boolean =>
  a.length === b.length &&
  a.every(
    (row, r) =>
      row.length === b[r]?.length &&
      row.every((cell, c) => {
        const scale = scales?.[r]?.[c]
        return agree(k, cell, b[r]?.[c] ?? Number.NaN, scale === undefined ? undefined : Number(scale))
      }),
  )

const rights = new WeakMap<Lesson, Map<Reading, { readonly right: At; readonly sizes: At | undefined }>>()

/** The right matrices of a lesson, and the sizes of their terms: worked out once. */
function rightOf(
  lesson: Lesson,
  reading: Reading,
  k: Arithmetic,
): { readonly right: At; readonly sizes: At | undefined } {
  const known = rights.get(lesson) ?? new Map()
  rights.set(lesson, known)
  const found = known.get(reading) ?? {
    right: chain(lesson, reading),
    sizes: k.kind === 'exact' ? undefined : chain(lesson, reading, {}, undefined, magnitudes),
  }
  known.set(reading, found)
  return found
}

/** Looks at an answer. */
export function evidenceOf(asked: Asked, values: Values, engine: Engine): Evidence {
  const { lesson, reading } = asked
  const k = arithmeticOf(lesson)
  const { right, sizes } = rightOf(lesson, reading, k)
  const states = new Map<AnswerName, State>()
  const misfits = new Map<AnswerName, string>()
  const own: At = name => (isAnswerName(name) ? gridOf(lesson, values, name) : given(k, lesson, name))
  const scales = (name: AnswerName, over: 'right' | 'own'): Grid | undefined => {
    if (k.kind === 'exact') return undefined
    return over === 'right'
      ? sizes?.(name)
      : formulas[name].make(magnitudes, other => map(own(other), magnitude), lesson)
  }
  const look = (name: AnswerName): State => {
    if (values[name] === undefined) return 'missing'
    try {
      return allAgree(k, right(name), own(name), scales(name, 'right')) ? 'right' : 'wrong'
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      misfits.set(name, error.fault.message)
      return error.fault.row === undefined ? 'misshapen' : 'no number'
    }
  }
  const state = (name: AnswerName): State => {
    const found = states.get(name) ?? look(name)
    states.set(name, found)
    return found
  }
  const claimed = new Set(engine.claims ?? ['forward', 'slopes', 'update'])
  return {
    ...asked,
    k,
    values,
    names: namesFor(lesson.attention.kind).filter(name => claimed.has(claimFor(name))),
    state,
    right,
    own,
    scales,
    predict: (name, make) => asRead(k, lesson, reading, name, make(k, own, lesson)),
    misfit(name) {
      state(name)
      return misfits.get(name)
    },
  }
}

/** What happened when lessons were asked. */
export interface Heard {
  readonly evidence: readonly Evidence[]
  readonly crashes: readonly { readonly asked: Asked; readonly error: Error }[]
  /** Mistakes that no single answer shows, by their ids. */
  readonly habits: ReadonlySet<string>
}

/** A copy of plain data, several times as fast as structuredClone. */
export function copied<T>(value: T): T
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copied(part)]))
}

/** Whether two pieces of plain data are the same. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((part: unknown, i) => alike(part, b[i]))
  const [mine, other] = [Object.entries(a), new Map(Object.entries(b))]
  return mine.length === other.size && mine.every(([key, part]) => other.has(key) && alike(part, other.get(key)))
}

const mostCrashes = 3

/** Asks an engine about lessons, one by one; gives up after a few crashes. Each answer is copied as it comes. */
export async function hear(engine: Engine, all: readonly Asked[]): Promise<Heard> {
  const evidence: Evidence[] = []
  const crashes: { readonly asked: Asked; readonly error: Error }[] = []
  const habits = new Set<string>()
  const claims = new Set<string>(engine.claims ?? ['given', 'hard', 'softmax', 'printed'])
  let before: { readonly given: Values; readonly copy: Values } | undefined
  for (const asked of all) {
    const { lesson, reading } = asked
    const { kind } = lesson.attention
    if ((kind !== 'given' && !claims.has(kind)) || (reading === 'printed' && !claims.has('printed'))) continue
    if (crashes.length >= mostCrashes) break
    try {
      const handed = copied(lesson)
      const values = await engine.answer(handed, reading)
      if (!alike(handed, lesson)) habits.add('memory/lesson-changed')
      if (before && !alike(before.given, before.copy)) habits.add('memory/written-over')
      const copy = copied(values)
      before = { given: values, copy }
      evidence.push(evidenceOf(asked, copy, engine))
    } catch (error) {
      if (error instanceof Skipped) continue
      crashes.push({ asked, error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  const [first] = evidence
  if (first && crashes.length === 0 && !habits.has('memory/written-over') && (await isUnsteady(engine, first)))
    habits.add('memory/unsteady')
  return { evidence, crashes, habits }
}

/** An answer, or undefined where there was none. */
async function answered(engine: Engine, lesson: Lesson, reading: Reading): Promise<Values | undefined> {
  try {
    return await engine.answer(copied(lesson), reading)
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Whether the same lesson is answered in another way when asked again. */
async function isUnsteady(engine: Engine, { lesson, reading, values }: Evidence): Promise<boolean> {
  for (let again = 0; again < 3; again++) {
    const heard = await answered(engine, lesson, reading)
    if (heard && !alike(heard, values)) return true
  }
  return false
}

const drawnBefore = new Map<number, readonly Asked[]>()

/** Random lessons for a diagnosis: small ones first, then some of any size; those with misprints in both readings. */
export function drawn(seed: number): readonly Asked[] {
  const known = drawnBefore.get(seed)
  if (known) return known
  const each = (flavour: 'handFriendly' | 'wild', runs: number): readonly Asked[] =>
    lessons({ seed, runs, flavour }).flatMap((lesson, index) => {
      const asked: Asked = { lesson, reading: 'corrected', drawn: { flavour, seed, index } }
      return lesson.errata.some(({ printed }) => printed !== null) ? [asked, { ...asked, reading: 'printed' }] : [asked]
    })
  const found = [...each('handFriendly', 28), ...each('wild', 12)]
  drawnBefore.set(seed, found)
  return found
}
