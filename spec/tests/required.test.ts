// What a pass demands besides that nothing is wrong: steps that are required, and all that an engine claims.
import { describe, expect, test } from 'vitest'
import { checks, judge } from '../src/judge/conformance.ts'
import { type Claim, claims, type Engine, Skipped } from '../src/judge/engine.ts'
import { junit } from '../src/judge/junit.ts'
import { stepsIn, unmet } from '../src/judge/required.ts'
import { checksUpTo, engineUpTo } from '../src/judge/up-to.ts'
import type { Step } from '../src/lesson/names.ts'
import { reference } from './reference.ts'
import { worked } from './support.ts'

const right = reference()
const few = worked.filter(({ id }) => ['sora-is-sky', 'softmax-attention', 'given-attention', 'hard-ties'].includes(id))
const all = checks({ cases: few, runs: 4, seed: 2 })

const without = (...absent: readonly Claim[]): Engine => ({
  ...right,
  name: 'mine',
  claims: claims.filter(claim => !absent.includes(claim)),
})
const says = async (engine: Engine, required?: readonly Step[]): Promise<readonly string[]> =>
  unmet(await judge(engine, all), engine, required).map(one => one.says)

describe('what is required', () => {
  test('is met by an engine that does it all', async () => {
    expect(await says(right, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])).toEqual([])
  })

  test('is not met by a step that is not claimed, or claimed in part', async () => {
    const forward = without('slopes', 'update', 'softmax')
    expect(await says(forward)).toEqual([])
    expect(await says(forward, [1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13])).toEqual([])
    const [seven, ten, ...rest] = await says(forward, [7, 9, 10])
    expect(rest).toEqual([])
    expect(seven).toMatch(
      /^Step 7, attention, is required and was not judged whole: \d+ of its \d+ checks were skipped \(mine does not claim softmax attention\)\.$/,
    )
    expect(ten).toMatch(
      /^Step 10, slopes, is required and was not judged whole: .*\(mine does not claim gradients; mine does not claim the updated parameters/,
    )
  })

  test('nothing judged is no pass', async () => {
    const declines: Engine = {
      name: 'no',
      answer: () => {
        throw new Skipped('not today')
      },
    }
    expect(await says(declines, [3])).toEqual([
      `Nothing was judged: all ${all.length} checks were skipped, and nothing judged is no pass.`,
    ])
  })

  test('what is claimed and declined is no pass; what is left out of the claims is', async () => {
    const declining = (engine: Engine): Engine => ({
      ...engine,
      name: 'mine',
      answer: (lesson, reading) => {
        if (lesson.attention.kind === 'softmax') throw new Skipped('no exponentials')
        return right.answer(lesson, reading)
      },
    })
    expect(await says(declining(right))).toEqual([
      'mine claims softmax attention and declined all of it (no exponentials): what is claimed has to be judged; leave the claim "softmax" out, or answer.',
    ])
    expect(await says(declining(without('softmax')))).toEqual([])
    const [seven] = await says(declining(right), [7])
    expect(seven).toMatch(/^Step 7, attention, is required and was not judged whole: .*\(no exponentials\)\.$/)
  })

  test('a claim is kept where all that asks for it was passed over for another one', async () => {
    // Up to step 6 nothing asks for slopes but the misprints, and those are of the printed reading.
    const engine = engineUpTo(without('printed'), 6)
    const report = await judge(engine, checksUpTo(all, 6))
    const about = report.results.filter(({ check }) => check.needs.includes('slopes'))
    expect(about.length).toBeGreaterThan(0)
    expect(about.every(({ verdict }) => verdict.outcome === 'skipped')).toBe(true)
    expect(unmet(report, engine)).toEqual([])
  })

  test('is a failure in JUnit, in a suite of its own, with what was skipped in its count', async () => {
    const engine = without('slopes')
    const report = await judge(engine, all)
    const missed = unmet(report, engine, [10])
    const text = junit(report, [], missed)
    expect(report.skipped).toBeGreaterThan(0)
    expect(text).toContain(
      `<testsuites name="dit check: mine" tests="${all.length + 1}" failures="1" errors="0" skipped="${report.skipped}">`,
    )
    expect(text).toContain('<testsuite name="required" tests="1" failures="1" errors="0" skipped="0">')
    expect(text).toMatch(
      /<testcase classname="dit.required" name="step 10">\s*<failure message="Step 10, slopes, is required/,
    )
    expect(text.match(/<skipped /g)).toHaveLength(report.skipped)
  })
})

test.each<readonly [string, readonly number[] | undefined]>([
  ['7', [7]],
  ['1-8', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['2,5-7', [2, 5, 6, 7]],
  [' 5 – 6 , 2,5', [2, 5, 6]],
  ['13-13', [13]],
  ['0', undefined],
  ['14', undefined],
  ['8-1', undefined],
  ['', undefined],
  ['1,', undefined],
  ['1-2-3', undefined],
  ['0-3', undefined],
  ['2-14', undefined],
  ['2;5', undefined],
  ['1.5', undefined],
  ['-3', undefined],
  ['seven', undefined],
])('the steps of %j', (text, steps) => {
  expect(stepsIn(text)).toEqual(steps)
})
