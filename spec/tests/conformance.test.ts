// The judge: passed, wrong, skipped and crashed are told apart, and what is wrong is shown on a small lesson.
import { describe, expect, test } from 'vitest'
import { cases as workedCases } from '../src/cases/all.ts'
import { type Check, checks, judge, type Verdict } from '../src/judge/conformance.ts'
import { Crashed, type Engine, Skipped } from '../src/judge/engine.ts'
import { unmet } from '../src/judge/required.ts'
import { checksUpTo, engineUpTo } from '../src/judge/up-to.ts'
import { describeConformance, explain } from '../src/judge/vitest.ts'
import { laws } from '../src/laws/all.ts'
import type { Lesson } from '../src/lesson/format.ts'
import { parseLesson } from '../src/lesson/load.ts'
import { isAnswerName, meaningOf, namesFor } from '../src/lesson/names.ts'
import { sizesOf } from '../src/lesson/sizes.ts'
import { reference, table } from './reference.ts'
import { rounds, thorough } from './thorough.ts'

const cases = workedCases()
const few = cases.filter(({ id }) =>
  ['sora-is-sky', 'misprint', 'one-patch', 'softmax-attention', 'given-attention'].includes(id),
)
const one = (all: readonly Check[], id: string): Check => {
  const found = all.find(check => check.id === id)
  if (!found) throw new RangeError(`there is no check ${id}`)
  return found
}
const plain = reference()
/** Every seventh law in a short run, and those that look at shapes: what goes for any law is tried on them. */
const someLaws = laws.filter(({ id }, i) => thorough || i % 7 === 0 || /shapes/.test(id))

describe('a vitest adapter', () => {
  describeConformance(plain, { cases: few, runs: 6 })
})

describe('checks', () => {
  test('show what is wrong with the smallest case that shows it', async () => {
    const law = laws.filter(({ id }) => id === 'encode/latent')
    const found = await judge({ name: 'silent', answer: () => ({}) }, checks({ cases: few, runs: 0, laws: law }))
    const [size] = few.map(({ lesson }) => JSON.stringify(lesson).length).sort((a, b) => a - b)
    const verdicts = found.results.flatMap(({ verdict }) => (verdict.outcome === 'wrong' ? [verdict.lesson] : []))
    expect(JSON.stringify(verdicts.at(-1)).length).toBe(size)
  })

  test('are shared out among engines, each by one alone', async () => {
    const ran: string[] = []
    const engines = ['a', 'b', 'c'].map((name): Engine => ({ name, answer: () => ({}) }))
    const shared = ['0', '1', '2', '3', '4'].map(
      (id): Check => ({
        ...{ id, kind: 'case', step: null, needs: [], title: id },
        run: async ({ name }) => {
          ran.push(`${name}${id}`)
          return { outcome: 'passed', count: 1 }
        },
      }),
    )
    const [first, ...others] = engines
    if (!first) throw new RangeError('there are three')
    expect(await judge([first, ...others], shared)).toMatchObject({ engine: 'a', passed: 5 })
    expect(ran.sort()).toEqual(['a0', 'a3', 'b1', 'b4', 'c2'])
  })

  const all = checks({ cases: few, runs: 12 })

  test('are one for each reading of each case and one for each law, by ids of their own', () => {
    const ids = all.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('case/sora-is-sky/corrected')
    expect(ids).toContain('case/sora-is-sky/printed')
    expect(ids).not.toContain('case/one-patch/printed')
    expect(ids).toContain('law/encode/relu-only-clips')
  })

  test('ask about a lesson once for all the laws that only look at its answer', async () => {
    let asked = 0
    const counting: Engine = {
      name: 'counting',
      answer: (lesson, reading) => {
        asked += 1
        return plain.answer(lesson, reading)
      },
    }
    const looking = checks({ cases: few, runs: 12 }).filter(({ id }) =>
      /^law\/[a-z-]+\/(shapes|latent|noised|pooled|d_scale)$/.test(id),
    )
    await judge(counting, looking)
    expect(looking.length).toBeGreaterThan(10)
    expect(asked).toBe(few.length + 12)
  })
})

describe('judge', () => {
  test('counts, reports progress in order, and comes to the same again', async () => {
    const broken = reference({ latent: ({ at }) => at('encoderPre') })
    const heard: string[] = []
    const asked = { cases: few, runs: rounds(20, 6), seed: 3, laws: someLaws }
    const first = await judge(broken, checks(asked), ({ check }, done, of) => heard.push(`${done}/${of} ${check.id}`))
    const second = await judge(broken, checks(asked))
    const plainly = ({ verdict }: { readonly verdict: Verdict }): unknown => verdict
    expect(first.results.map(plainly)).toEqual(second.results.map(plainly))
    expect(first.passed + first.wrong + first.skipped + first.crashed).toBe(first.results.length)
    expect(first.wrong).toBeGreaterThan(3)
    expect(heard).toEqual(first.results.map(({ check }, i) => `${i + 1}/${first.results.length} ${check.id}`))
  })

  test('comes to the same with several processes, each asked in turn and about every other check', async () => {
    const broken = reference({ latent: ({ at }) => at('encoderPre') })
    const looking = { cases: few, runs: rounds(20, 6), seed: 3, laws: someLaws }
    const busy = [0, 1].map(() => ({ asked: 0, open: 0, most: 0 }))
    const [first, second] = busy.map(
      (own): Engine => ({
        name: 'broken',
        async answer(lesson, reading) {
          own.asked++
          own.open++
          own.most = Math.max(own.most, own.open)
          await new Promise(resolve => setImmediate(resolve))
          const answer = await broken.answer(lesson, reading)
          own.open--
          return answer
        },
      }),
    )
    if (!first || !second) throw new RangeError('there are two')
    const alone = await judge(broken, checks(looking))
    const shared = await judge([first, second], checks(looking))
    expect(shared.results.map(({ check, verdict }) => [check.id, verdict])).toEqual(
      alone.results.map(({ check, verdict }) => [check.id, verdict]),
    )
    expect(shared).toMatchObject({ passed: alone.passed, wrong: alone.wrong, crashed: 0 })
    expect(busy.map(({ most }) => most)).toEqual([1, 1])
    const asked = busy.map(({ asked }) => asked)
    expect(Math.min(...asked)).toBeGreaterThan(Math.max(...asked) / 4)
  })
})

describe('a wrong engine', () => {
  test('is shown each wrong matrix of a case in pipeline order, with its first wrong cell', async () => {
    const broken = reference({ latent: ({ at }) => at('encoderPre') })
    const verdict = await one(checks({ cases, laws: [] }), 'case/misprint/corrected').run(broken)
    expect(verdict.outcome).toBe('wrong')
    if (verdict.outcome !== 'wrong') return
    expect(verdict.faults[0]).toMatchObject({ matrix: 'latent', row: 2, column: 2, expected: '0', found: '-2' })
    const order = verdict.faults.map(({ matrix }) => namesFor('hard').map(String).indexOf(matrix))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(verdict.faults.map(({ matrix }) => matrix)).toContain('generatedVideo')
  })

  test('is shown a small lesson, a valid one, on which the law fails', async () => {
    const broken = reference({
      pooled: ({ k, size, cell }) =>
        table(size.latent, size.patches, (r, c) => k.mul(size.patches > 1 ? 2 : 1, cell('conditioned', r, c))),
    })
    const check = one(checks({ cases: [], runs: 60 }), 'law/pooling/identity')
    const verdict = await check.run(broken)
    expect(verdict.outcome).toBe('wrong')
    if (verdict.outcome !== 'wrong') return
    expect(parseLesson(structuredClone(verdict.lesson))).toEqual(verdict.lesson)
    expect(sizesOf(verdict.lesson).patches).toBe(2)
    expect(JSON.stringify(verdict.lesson).length).toBeLessThan(800)
    expect(explain(check, verdict)).toContain(verdict.faults[0]?.message)
  })

  test.each([0, 6])('is shown the misprint that a law made itself, with %d random lessons', async runs => {
    const broken: Engine = { ...plain, answer: lesson => plain.answer(lesson, 'corrected') }
    const cases = few.filter(({ lesson }) => lesson.errata.length === 0)
    const verdict = await one(checks({ cases, runs }), 'law/misprints/carried-on').run(broken)
    if (verdict.outcome !== 'wrong') throw new RangeError(`the engine is told to be ${verdict.outcome}`)
    expect(verdict.reading).toBe('printed')
    expect(verdict.lesson.errata).toMatchObject([{ printed: expect.anything() }])
    expect(broken.answer(verdict.lesson, 'printed')).not.toEqual(plain.answer(verdict.lesson, 'printed'))
  })

  test.each([
    ['a matrix of another shape', { latent: [[1]] }, /^latent is 1×1; it should be \d+×\d+$/],
    ['no matrix', { latent: undefined }, /^latent is missing; it should be \d+×\d+$/],
    ['a number for a matrix', { latent: 3 }, /^latent is not a matrix; it should be \d+×\d+$/],
    ['no number in a cell', { loss: [[null]] }, /^loss row 1 column 1 is null; it should be a number$/],
    ['not a number in a cell', { loss: [[Number.NaN]] }, /^loss row 1 column 1 is NaN; it should be a number$/],
    ['a ragged video', { generatedVideo: [[[1], []]] }, /^generatedVideo is .*; it should be \d+×\d+×\d+$/],
  ])('is not mistaken for a crash when it answers %s', async (_, garbage, message) => {
    const odd: Engine = {
      name: 'odd',
      answer: async (lesson, reading) =>
        Object.fromEntries(Object.entries({ ...(await plain.answer(lesson, reading)), ...garbage })),
    }
    const report = await judge(odd, checks({ cases: few, runs: rounds(8, 1), shrink: thorough, laws: someLaws }))
    expect(report.crashed).toBe(0)
    const shapes = report.results.flatMap(({ check, verdict }) =>
      /shapes/.test(check.id) && verdict.outcome === 'wrong' ? verdict.faults : [],
    )
    expect(shapes.length).toBe(1)
    expect(shapes[0]?.message).toMatch(message)
  })
})

describe('an engine that does not do everything', () => {
  test('is skipped where it claims nothing, and judged where it does', async () => {
    const forward: Engine = {
      name: 'forward only',
      claims: ['forward', 'hard'],
      answer: async (lesson, reading) =>
        Object.fromEntries(
          Object.entries(await plain.answer(lesson, reading)).filter(
            ([name]) => isAnswerName(name) && meaningOf(name).kind === 'value',
          ),
        ),
    }
    const report = await judge(forward, checks({ cases: few, runs: rounds(24, 4) }))
    expect([report.wrong, report.crashed]).toEqual([0, 0])
    const outcomes = Object.fromEntries(report.results.map(({ check, verdict }) => [check.id, verdict]))
    expect(outcomes['case/softmax-attention/corrected']).toEqual({
      outcome: 'skipped',
      why: 'forward only does not claim softmax attention',
      by: 'the engine',
    })
    expect(outcomes['case/misprint/printed']).toEqual({
      outcome: 'skipped',
      why: 'forward only does not claim the printed reading',
      by: 'the engine',
    })
    expect(outcomes['law/slopes/d_scale']).toEqual({
      outcome: 'skipped',
      why: 'forward only does not claim gradients',
      by: 'the engine',
    })
    expect(outcomes['law/slopes/small-step-lowers-loss']).toEqual({
      outcome: 'skipped',
      why: 'forward only does not claim gradients',
      by: 'the engine',
    })
    expect(outcomes['law/attention/softmax-keeps-order']).toEqual({
      outcome: 'skipped',
      why: 'forward only does not claim softmax attention',
      by: 'the engine',
    })
    expect(outcomes['law/attention/hard-at-the-largest']?.outcome).toBe('passed')
    expect(outcomes['case/misprint/corrected']?.outcome).toBe('passed')
    expect(outcomes['law/whole/patches-in-another-order']?.outcome).toBe('passed')
  })

  test('may say so lesson by lesson', async () => {
    const small: Engine = {
      name: 'small',
      answer: (lesson, reading) => {
        if (sizesOf(lesson).patches > 4) throw new Skipped('more than four patches')
        return plain.answer(lesson, reading)
      },
    }
    const report = await judge(
      small,
      checks({ cases: cases.filter(({ id }) => id === 'one-patch' || id === 'long-video'), runs: rounds(30, 8) }),
    )
    expect([report.wrong, report.crashed]).toEqual([0, 0])
    expect(report.results.find(({ check }) => check.id === 'case/long-video/corrected')?.verdict).toEqual({
      outcome: 'skipped',
      why: 'more than four patches',
      by: 'the engine',
    })
    expect(report.passed).toBeGreaterThan(100)
  })

  test('is told apart from one that crashes, which is shown the lesson', async () => {
    const crash = (thrown: unknown): Engine => ({
      name: 'crashing',
      answer: (lesson: Lesson, reading) => {
        if (lesson.attention.kind === 'softmax') throw thrown
        return plain.answer(lesson, reading)
      },
    })
    for (const thrown of [new Crashed('died'), new TypeError('oh'), 'a text']) {
      const report = await judge(crash(thrown), checks({ cases: few, runs: rounds(12, 4), laws: someLaws }))
      expect(report.wrong).toBe(0)
      const verdict = report.results.find(({ check }) => check.id === 'case/softmax-attention/corrected')?.verdict
      expect(verdict?.outcome).toBe('crashed')
      if (verdict?.outcome === 'crashed')
        expect([verdict.lesson.id, verdict.error.message]).toEqual([
          'softmax-attention',
          thrown instanceof Error ? thrown.message : thrown,
        ])
    }
  })

  test('passes nothing when it answers no matrix, not even up to a step', async () => {
    const empty: Engine = { name: 'empty', answer: () => ({}) }
    const asked = checks({ cases: few, runs: rounds(12, 4) })
    const tries = [[empty, asked] as const, [engineUpTo(empty, 1), checksUpTo(asked, 1)] as const]
    for (const [engine, some] of tries) {
      const report = await judge(engine, some)
      expect([report.passed, report.crashed, report.wrong > 10]).toEqual([0, 0, true])
      expect(report.results.find(({ check }) => check.id === 'law/misprints/correct')?.verdict).toEqual({
        outcome: 'skipped',
        why: 'empty answered no matrix',
        by: 'nothing to judge',
      })
      expect(unmet(report, engine)).toEqual([])
    }
  })

  test('crashes when it answers nothing at all', async () => {
    const silent: Engine = { name: 'silent', answer: () => JSON.parse('null') }
    const verdict = await one(checks({ cases: few }), 'case/misprint/corrected').run(silent)
    expect(verdict.outcome === 'crashed' && verdict.error.message).toBe('answered null instead of named matrices')
  })
})
