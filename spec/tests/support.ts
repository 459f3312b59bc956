// What the tests of mistakes and diagnoses share.
import { cases } from '../src/cases/all.ts'
import type { Check, Report, Result } from '../src/judge/conformance.ts'
import type { Engine } from '../src/judge/engine.ts'
import type { Values } from '../src/lesson/format.ts'
import { reference } from './reference.ts'

export const worked = cases()

/** An engine that works the same lesson out only once. Its answers are shared: nobody may change them. */
export function remembering(engine: Engine): Engine {
  const known = new Map<string, Values | Promise<Values>>()
  return {
    ...engine,
    answer(lesson, reading) {
      const key = `${reading} ${JSON.stringify(lesson)}`
      const values = known.get(key) ?? engine.answer(lesson, reading)
      known.set(key, values)
      return values
    },
  }
}

export const right = remembering(reference())

/** Runs checks until one is not passed: a report short enough to be made hundreds of times. */
export async function untilWrong(engine: Engine, checks: readonly Check[]): Promise<Report> {
  const results: Result[] = []
  for (const check of checks) {
    const verdict = await check.run(engine)
    results.push({ check, verdict })
    if (verdict.outcome === 'wrong' || verdict.outcome === 'crashed') break
  }
  const count = (outcome: string): number => results.filter(({ verdict }) => verdict.outcome === outcome).length
  return {
    engine: engine.name,
    passed: count('passed'),
    wrong: count('wrong'),
    skipped: count('skipped'),
    crashed: count('crashed'),
    results,
  }
}
