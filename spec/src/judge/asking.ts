// Asks an engine: only what it claims, each lesson once; and wraps what it throws.
import type { Ask } from '../laws/law.ts'
import type { Lesson, Reading, Values } from '../lesson/format.ts'
import { claims as allClaims, type Claim, Crashed, claimed, type Engine, Skipped } from './engine.ts'

/** An engine as a judge asks it. */
export interface Asker {
  readonly claims: ReadonlySet<Claim>
  /** Why the engine does not claim a lesson in a reading; undefined where it does. */
  unclaimed(lesson: Lesson, reading: Reading): string | undefined
  readonly ask: Ask
}

/** Thrown through a law when the engine crashes, with what it was asked. */
export class Crash extends Error {
  override readonly name = 'Crash'
  readonly error: Error
  readonly lesson: Lesson
  readonly reading: Reading
  constructor(error: Error, lesson: Lesson, reading: Reading) {
    super(error.message)
    this.error = error
    this.lesson = lesson
    this.reading = reading
  }
}

/** An asker for an engine. Answers are remembered; each lesson is copied before it is handed over, so that an engine that
 *  changes it does no harm. */
export function askerFor(engine: Engine): Asker {
  const claims = new Set(engine.claims ?? allClaims)
  const known = new WeakMap<Lesson, Map<Reading, Values>>()
  const unclaimed = (lesson: Lesson, reading: Reading): string | undefined => {
    const { kind } = lesson.attention
    if (kind !== 'given' && !claims.has(kind)) return `${engine.name} does not claim ${claimed[kind]}`
    if (reading === 'printed' && !claims.has('printed')) return `${engine.name} does not claim ${claimed[reading]}`
    return undefined
  }
  const put = async (lesson: Lesson, reading: Reading): Promise<Values> => {
    const why = unclaimed(lesson, reading)
    if (why) throw new Skipped(why)
    try {
      const values: unknown = await engine.answer(lesson, reading)
      if (isAnswer(values)) return values
      throw new Crashed(`answered ${values === null ? 'null' : typeof values} instead of named matrices`)
    } catch (error) {
      if (error instanceof Skipped) throw error
      throw new Crash(error instanceof Error ? error : new Crashed(String(error)), lesson, reading)
    }
  }
  const ask: Ask = async (lesson, reading = 'corrected', handing = 'a copy') => {
    if (handing === 'itself') return put(lesson, reading)
    const readings = known.get(lesson) ?? new Map<Reading, Values>()
    known.set(lesson, readings)
    const before = readings.get(reading)
    if (before) return before
    const values = await put(structuredClone(lesson), reading)
    readings.set(reading, values)
    return values
  }
  return { claims, unclaimed, ask }
}

const isAnswer = (values: unknown): values is Values =>
  typeof values === 'object' && values !== null && !Array.isArray(values)
