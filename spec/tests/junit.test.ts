// The JUnit XML of a report, as a parser that we did not write reads it.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { checks, judge, type Report } from '../src/judge/conformance.ts'
import { Crashed, type Engine } from '../src/judge/engine.ts'
import { type Cause, escaped, junit } from '../src/judge/junit.ts'
import { at } from '../src/lesson/at.ts'
import { reference } from './reference.ts'
import { worked } from './support.ts'
import { rounds } from './thorough.ts'

const right = reference()
const all = checks({ cases: worked, laws: [] })
const cause: Cause = {
  headline: 'decoded: ReLU is left out',
  suggestion: 'decoded is max(0, decoderPre).',
  kind: 'wrong',
  mistake: { family: 'left out' },
  checks: [],
}

describe('JUnit', () => {
  const python = spawnSync('python3', ['--version'], { encoding: 'utf8' })
  if (python.status !== 0)
    process.stderr.write('\npython3 is not installed: the JUnit XML is NOT parsed, only looked at\n\n')

  /** What a parser that we did not write makes of it. */
  const parsed = (xml: string): { readonly [key: string]: unknown } => {
    const script =
      'import sys, json, xml.etree.ElementTree as t\nr = t.fromstring(sys.stdin.buffer.read())\nprint(json.dumps({"tag": r.tag, **r.attrib, "suites": [s.attrib for s in r], "cases": [[c.attrib["name"], *[[k.tag, k.attrib.get("message"), k.text] for k in c]] for s in r for c in s]}))'
    const { stdout, stderr, status } = spawnSync('python3', ['-c', script], { input: xml, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(stdout)
  }

  test.skipIf(python.status !== 0)('is well formed, and says of each check what became of it', async () => {
    const engine: Engine = {
      name: 'mine & "yours" <\u0007>',
      claims: ['forward', 'hard', 'softmax'],
      async answer(lesson, reading) {
        const values = await right.answer(lesson, reading)
        return { ...values, decoded: at([values.decoderPre], 0, 'the answer') ?? [] }
      },
    }
    const report: Report = await judge(engine, checks({ cases: worked.slice(0, 6), runs: rounds(12, 4) }))
    const xml = junit(report, [cause])
    const found = parsed(xml)
    expect(found).toMatchObject({
      tag: 'testsuites',
      name: 'dit check: mine & "yours" <\ufffd>',
      tests: String(report.results.length),
      failures: String(report.wrong),
    })
    const cases = found.cases as readonly (readonly [string, ...(readonly (readonly [string, string, string])[])])[]
    expect(cases).toHaveLength(report.results.length)
    const failures = cases.filter(([, outcome]) => outcome?.[0] === 'failure')
    expect(failures).toHaveLength(report.wrong)
    expect(failures[0]?.[1]?.[1]).toBe('decoded: ReLU is left out')
    expect(cases.filter(([, outcome]) => outcome?.[0] === 'skipped')).toHaveLength(report.skipped)
  })

  test.skipIf(python.status !== 0)('holds any text', () => {
    for (const [text, back] of [
      ['<a b="c">&\'', '<a b="c">&\''],
      ['tab\tand\nline\r', 'tab\tand\nline\r'],
      ['\u0000\u001b[31m\ufffe', '\ufffd\ufffd[31m\ufffd'],
      ['\ud800 half a pair', '\ufffd half a pair'],
      [']]>', ']]>'],
      ['ε — 🎞', 'ε — 🎞'],
    ] as const)
      expect(parsed(`<testsuites name="${escaped(text)}"/>`).name).toBe(back)
  })

  test('tells crashed from wrong', () => {
    const [check] = all
    if (!check) throw new RangeError('there is no check')
    const [{ lesson } = { lesson: undefined }] = worked
    if (!lesson) throw new RangeError('there is no case')
    const verdict = {
      outcome: 'crashed',
      error: new Crashed('died\nlast words'),
      lesson,
      reading: 'corrected',
    } as const
    const report: Report = { engine: 'x', passed: 0, wrong: 0, skipped: 0, crashed: 1, results: [{ check, verdict }] }
    expect(junit(report)).toContain('<error message="died" type="crashed">died&#10;last words</error>')
  })
})
