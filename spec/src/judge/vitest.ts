// Conformance as vitest tests: one test for each check, named by its id and statement.
import { describe, expect, test } from 'vitest'
import { type Check, type Checking, checks, type Verdict } from './conformance.ts'
import type { Engine } from './engine.ts'

/** A verdict as a message: every fault, and the lesson that reproduces it. */
export function explain(check: Check, verdict: Verdict): string {
  switch (verdict.outcome) {
    case 'passed':
      return `${check.id}: holds on ${verdict.count} lessons`
    case 'skipped':
      return `${check.id}: skipped, ${verdict.why}`
    case 'crashed':
      return `${check.id}: the engine crashed on lesson ${verdict.lesson.id}: ${verdict.error.message}\n${JSON.stringify(verdict.lesson)}`
    case 'wrong': {
      const lines = verdict.faults.map(fault => `  ${fault.message}`)
      return [
        `${check.id}: ${check.title}`,
        ...lines,
        `lesson ${verdict.lesson.id}, ${verdict.reading} reading:`,
        JSON.stringify(verdict.lesson),
      ].join('\n')
    }
  }
}

/** Declares a vitest test for every case and every law; what the engine does not claim is skipped. */
export function describeConformance(engine: Engine, checking: Checking): void {
  describe(`${engine.name} conforms`, () => {
    for (const check of checks(checking))
      test(`${check.id}: ${check.title}`, async context => {
        const verdict = await check.run(engine)
        if (verdict.outcome === 'skipped') context.skip(verdict.why)
        expect(verdict.outcome, explain(check, verdict)).toBe('passed')
      })
  })
}
