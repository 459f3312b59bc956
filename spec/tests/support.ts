// What the tests of the judge share.
import { cases } from '../src/cases/all.ts'
import type { Check, Report, Result } from '../src/judge/conformance.ts'
import type { Engine } from '../src/judge/engine.ts'

export const worked = cases()

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
