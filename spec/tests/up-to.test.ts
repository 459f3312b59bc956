// An engine that is built step by step: judged up to a step, and not beyond.
import { expect, test } from 'vitest'
import { checks, judge } from '../src/judge/conformance.ts'
import type { Engine } from '../src/judge/engine.ts'
import { checksUpTo, engineUpTo } from '../src/judge/up-to.ts'
import { answerNames, type Step, steps } from '../src/lesson/names.ts'
import { reference } from './reference.ts'
import { worked } from './support.ts'
import { rounds, thorough } from './thorough.ts'

const right = reference()

/** An engine that has not got beyond a step. */
const onlyUpTo = (last: Step, engine: Engine = right): Engine => ({
  ...engine,
  async answer(lesson, reading) {
    const values = await engine.answer(lesson, reading)
    const known = answerNames.filter(name => steps[name] <= last && values[name] !== undefined)
    return Object.fromEntries(known.map(name => [name, values[name]]))
  },
})

test('is judged in its last step, and not in the one after it', async () => {
  const cells = { scaleShift: 5, scaled: 6 } as const
  for (const name of ['scaleShift', 'scaled'] as const) {
    const wrong: Engine = {
      ...right,
      answer: async (lesson, reading) => ({ ...(await right.answer(lesson, reading)), [name]: [[1]] }),
    }
    const cases = checks({ cases: worked.slice(0, 1), laws: [] })
    for (const last of [5, 6] as const)
      expect([name, last, (await judge(engineUpTo(wrong, last), cases)).wrong > 0]).toEqual([
        name,
        last,
        cells[name] <= last,
      ])
  }
})

test('passes every check up to its step, and not beyond', async () => {
  const few = worked.filter(({ id }) =>
    ['sora-is-sky', 'misprint', 'softmax-attention', 'given-attention'].includes(id),
  )
  for (const last of thorough ? ([1, 5, 7, 10] as const) : ([5, 10] as const)) {
    const some = checksUpTo(checks({ cases: few, runs: rounds(14, 4), oneIn: 3 }), last)
    const report = await judge(engineUpTo(onlyUpTo(last), last), some)
    expect([last, report.wrong, report.crashed]).toEqual([last, 0, 0])
    expect(report.passed).toBeGreaterThan(10)
    expect(some.some(({ step }) => step === last)).toBe(true)
    expect(some.some(({ step }) => step !== null && step > last)).toBe(false)
    expect((await judge(onlyUpTo(last), checks({ cases: few, laws: [] }))).wrong).toBeGreaterThan(0)
  }
})
