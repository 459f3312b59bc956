// Writes a report as JUnit XML for continuous integration: a suite for each step, a test case for each check.

import { lawSlug } from '../laws/equations.ts'
import { at } from '../lesson/at.ts'
import type { Step } from '../lesson/names.ts'
import type { Report, Result } from './conformance.ts'
import type { Unmet } from './required.ts'

/** The cause of some failures, where it is known. */
export interface Cause {
  readonly headline: string
  readonly suggestion: string
  readonly kind: string
  readonly mistake: { readonly family: string } | null
  readonly checks: readonly string[]
}

/** Characters that XML 1.0 cannot contain, even as references. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be kept out
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text escaped for XML, between tags or in an attribute. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(forbidden, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;')
    .replace(/\n/g, '&#10;')
    .replace(/\r/g, '&#13;')
    .replace(/\t/g, '&#9;')

const attributes = (named: { readonly [name: string]: string | number }): string =>
  Object.entries(named)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')

const suiteOf = (step: Step | null, kind: Result['check']['kind']): string =>
  kind === 'case' ? 'cases' : step === null ? 'all steps' : `step ${step}: ${lawSlug(step)}`

function caseText({ check, verdict }: Result, causes: readonly Cause[]): string {
  const open = `    <testcase${attributes({ classname: `dit.${check.kind}`, name: check.id })}`
  switch (verdict.outcome) {
    case 'passed':
      return `${open}/>`
    case 'skipped':
      return `${open}>\n      <skipped${attributes({ message: verdict.why })}/>\n    </testcase>`
    case 'crashed':
      return `${open}>\n      <error${attributes({ message: firstLine(verdict.error.message), type: 'crashed' })}>${escaped(verdict.error.message)}</error>\n    </testcase>`
    case 'wrong': {
      const cause = causes.find(({ checks }) => checks.includes(check.id)) ?? causes[0]
      const told = [
        ...(cause ? [cause.headline, cause.suggestion] : []),
        ...verdict.faults.map(({ message }) => message),
      ]
      const type = cause?.mistake?.family ?? cause?.kind ?? 'wrong'
      const message = cause?.headline ?? at(verdict.faults, 0, 'the faults').message
      return `${open}>\n      <failure${attributes({ message, type })}>${escaped(told.join('\n'))}</failure>\n    </testcase>`
    }
  }
}

const firstLine = (text: string): string => at(text.split('\n'), 0, 'the lines')

/** What was required but not judged, as a suite of failures; empty where there is none. */
function requiredText(unmet: readonly Unmet[]): readonly string[] {
  if (unmet.length === 0) return []
  const cases = unmet.map(({ step, claim, says }) => {
    const name = step !== null ? `step ${step}` : (claim ?? 'anything')
    const failure = `<failure${attributes({ message: says, type: 'not judged' })}>${escaped(says)}</failure>`
    return `    <testcase${attributes({ classname: 'dit.required', name })}>\n      ${failure}\n    </testcase>`
  })
  const count = { tests: unmet.length, failures: unmet.length, errors: 0, skipped: 0 }
  return [`  <testsuite${attributes({ name: 'required', ...count })}>\n${cases.join('\n')}\n  </testsuite>`]
}

/**
 * JUnit XML of a report. The message of each failure is the headline of its cause.
 * @param causes in the order in which to correct them; a failure without a cause of its own gets the first
 * @param unmet what was required but not judged: failures too, in a suite of their own
 */
export function junit(report: Report, causes: readonly Cause[] = [], unmet: readonly Unmet[] = []): string {
  const suites = Map.groupBy(report.results, ({ check }) => suiteOf(check.step, check.kind))
  const count = (results: readonly Result[]) => {
    const of = (outcome: Result['verdict']['outcome']): number =>
      results.filter(({ verdict }) => verdict.outcome === outcome).length
    return { tests: results.length, failures: of('wrong'), errors: of('crashed'), skipped: of('skipped') }
  }
  const text = [...suites].map(
    ([name, results]) =>
      `  <testsuite${attributes({ name, ...count(results) })}>\n${results.map(result => caseText(result, causes)).join('\n')}\n  </testsuite>`,
  )
  const { tests, failures, errors, skipped } = count(report.results)
  const all = { tests: tests + unmet.length, failures: failures + unmet.length, errors, skipped }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: `dit check: ${report.engine}`, ...all })}>\n${[...requiredText(unmet), ...text].join('\n')}\n</testsuites>\n`
}
