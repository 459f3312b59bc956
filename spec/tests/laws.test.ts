// The laws judged: a right engine breaks none, and of the wrong ones none passes, on random lessons alone.
import { describe, expect, test } from 'vitest'
import { cases as workedCases } from '../src/cases/all.ts'
import { type Check, checks, judge, type Verdict } from '../src/judge/conformance.ts'
import type { Engine } from '../src/judge/engine.ts'
import { laws } from '../src/laws/all.ts'
import { lessons } from '../src/laws/arbitraries.ts'
import { derive } from '../src/laws/derive.ts'
import { type At, downstream, formulas } from '../src/laws/formulas.ts'
import { arithmeticOf, diceFrom, given, gridOf } from '../src/laws/law.ts'
import type { Lesson, Reading } from '../src/lesson/format.ts'
import { readLesson } from '../src/lesson/load.ts'
import { type AttentionKind, answerNames, isAnswerName, namesFor, steps } from '../src/lesson/names.ts'
import { near, same } from '../src/lesson/number.ts'
import { mistakes } from './mistakes.ts'
import { reference } from './reference.ts'
import { rounds, thorough } from './thorough.ts'

const cases = workedCases()
const kinds: readonly AttentionKind[] = ['given', 'hard', 'softmax']

describe('a right engine', () => {
  test('agrees with the oracle on every case, and keeps every law on lessons of every kind', async () => {
    const report = await judge(reference(), checks({ cases, seed: 7, runs: rounds(60, 6), oneIn: rounds(2, 4) }))
    expect(
      report.results
        .filter(({ verdict }) => verdict.outcome !== 'passed')
        .map(({ check, verdict }) => [check.id, verdict]),
    ).toEqual([])
    expect(report.passed).toBe(laws.length + cases.length + cases.filter(({ answer }) => answer.printed).length)
  })

  test('is asked about lessons that it can read, whatever a law makes of them', async () => {
    const strict: Engine = {
      ...reference(),
      answer: (lesson, reading) => reference().answer(readLesson(JSON.stringify(lesson)), reading),
    }
    const report = await judge(strict, checks({ cases: [], seed: 11, runs: rounds(40, 3), oneIn: 1 }))
    expect(
      report.results.filter(({ verdict }) => verdict.outcome === 'crashed' || verdict.outcome === 'wrong'),
    ).toEqual([])
  })
})

/** The first check that an engine does not pass. */
async function firstWrong(
  engine: Engine,
  all: readonly Check[],
): Promise<{ check: Check; verdict: Verdict } | undefined> {
  for (const check of all) {
    const verdict = await check.run(engine)
    if (verdict.outcome === 'wrong' || verdict.outcome === 'crashed') return { check, verdict }
  }
  return undefined
}

describe('an engine that leaves things out', () => {
  const right = reference()
  const answering = (isKept: (name: string) => boolean): Engine => ({
    ...right,
    async answer(lesson, reading) {
      const values = await right.answer(lesson, reading)
      return Object.fromEntries(Object.entries(values).filter(([name]) => isKept(name)))
    },
  })
  const few = checks({ cases: [], seed: 3, runs: rounds(2, 1), shrink: false })

  test.each([
    ['nothing', answering(() => false)],
    ['attention alone', answering(name => name === 'attention')],
    ['all but attention', answering(name => name !== 'attention')],
    ['all but patches', answering(name => name !== 'patches')],
    ['what follows upon the loss', answering(name => /^d_|After$/.test(name))],
  ])('and answers %s is judged to the end, and wrong', async (_, engine) => {
    const report = await judge(engine, few)
    expect(report.results).toHaveLength(laws.length)
    expect([report.crashed, report.wrong > 0]).toEqual([0, true])
  })
})

describe('a wrong engine is caught by the laws alone, which name the matrix', () => {
  // In a short run no lesson is made smaller: that takes longer than to find it, and has tests of its own.
  const random = checks({ cases: [], seed: 5, runs: rounds(72, 24), shrink: thorough })
  test.each(mistakes.filter((_, i) => thorough || i % 12 === 0))('$what', async ({ engine, matrix, law = '' }) => {
    const found = await firstWrong(engine, random)
    expect(found?.verdict.outcome).toBe('wrong')
    if (found?.verdict.outcome !== 'wrong') return
    const [first] = found.verdict.faults
    expect(first?.message).toContain(first?.matrix)
    expect(first?.message).toContain(first?.found)
    if (matrix !== '') expect(first?.matrix).toBe(matrix)
    expect(found.check.id).toContain(`law/${law}`)
  })

  test('also where only the gradient through a misprinted softmax is worked from the true shares', async () => {
    const right = reference()
    const engine: Engine = {
      ...right,
      async answer(lesson, reading) {
        const values = await right.answer(lesson, reading)
        if (lesson.attention.kind !== 'softmax' || reading === 'corrected') return values
        const k = arithmeticOf(lesson)
        const unmisprinted = await right.answer(
          { ...lesson, errata: lesson.errata.filter(({ matrix }) => matrix !== 'attention') },
          reading,
        )
        const read: At = name =>
          isAnswerName(name)
            ? gridOf(lesson, name === 'attention' ? unmisprinted : values, name)
            : given(k, lesson, name)
        return { ...values, d_scores: formulas.d_scores.make(k, read, lesson).map(row => row.map(Number)) }
      },
    }
    const only = laws.filter(({ id }) => id === 'misprints/shares-as-printed')
    const found = await firstWrong(engine, checks({ cases, laws: only, runs: 24, shrink: false }))
    expect(found?.verdict).toMatchObject({ outcome: 'wrong', faults: [{ matrix: 'd_scores' }] })
  })

  test('and where a case shows the mistake too, its first fault is the same matrix', async () => {
    const worked = checks({ cases, laws: [] })
    let shown = 0
    for (const { what, engine, matrix } of mistakes.filter(({ matrix }) => matrix !== '')) {
      const found = await firstWrong(engine, worked)
      if (found?.verdict.outcome !== 'wrong') continue
      shown++
      expect([what, found.verdict.faults[0]?.matrix]).toEqual([what, matrix])
    }
    expect(shown).toBeGreaterThan(50)
  })

  test('a balance names the matrices that it sums', async () => {
    const law = laws.filter(({ id }) => id === 'slopes/balance-feed-forward')
    const wrong = mistakes.find(({ what }) => what === 'the gradient of the bias is a mean')
    const report = await judge(wrong?.engine ?? reference(), checks({ cases: cases.slice(0, 1), runs: 0, laws: law }))
    expect(report.results.flatMap(({ check, verdict }) => (check.kind === 'law' ? [verdict] : []))).toMatchObject([
      {
        outcome: 'wrong',
        faults: [
          {
            matrix: 'd_feedForwardWeight',
            message: expect.stringMatching(
              /Σ feedForwardWeight × d_feedForwardWeight \+ Σ feedForwardBias × d_feedForwardBias = Σ predictedNoise × lossGradient; that is/,
            ),
          },
        ],
      },
    ])
  })

  test('none has the name of another', () => {
    expect(new Set(mistakes.map(({ what }) => what)).size).toBe(mistakes.length)
  })
})

describe('the formulas', () => {
  test('in order they are the oracle’s answers', () => {
    for (const { lesson, answer } of cases)
      for (const name of namesFor(lesson.attention.kind)) {
        const k = arithmeticOf(lesson)
        const [expected, found] = [gridOf(lesson, answer.corrected, name), derive(k, lesson)(name)]
        const agree = expected.every((row, r) =>
          row.every((cell, c) => (k.kind === 'exact' ? same : near)(cell, found[r]?.[c] ?? Number.NaN)),
        )
        expect([lesson.id, name, agree]).toEqual([lesson.id, name, true])
      }
  })

  test('read what they say they read, all of which comes before them', () => {
    const drawn = [...lessons({ seed: 2, runs: 30, flavour: 'handFriendly' }), ...cases.map(({ lesson }) => lesson)]
    for (const lesson of drawn) {
      const k = arithmeticOf(lesson)
      const at = derive(k, lesson)
      for (const name of namesFor(lesson.attention.kind)) {
        const asked = new Set<string>()
        formulas[name].make(
          k,
          other => {
            asked.add(other)
            return at(other)
          },
          lesson,
        )
        const declared = formulas[name].reads(lesson.attention.kind)
        // What a formula reads of the lesson itself (its noise, its bits, a given attention) has no matrix to ask for.
        expect([name, ...asked].sort()).toEqual([name, ...declared.filter(other => other !== 't')].sort())
        for (const other of declared.filter(isAnswerName))
          expect(answerNames.indexOf(other)).toBeLessThan(answerNames.indexOf(name))
      }
    }
  })

  test('what comes after a matrix is all that changes with it', () => {
    expect([...downstream('decoderPre', 'hard')]).toEqual(['decoded', 'generatedVideo'])
    expect([...downstream('loss', 'softmax')]).toEqual([])
    expect([...downstream('learningRate', 'given')]).toEqual([
      'feedForwardWeightAfter',
      'feedForwardBiasAfter',
      'modulationWeightAfter',
      'modulationBiasAfter',
    ])
    for (const kind of kinds)
      expect(downstream('video', kind).size).toBe(
        namesFor(kind).filter(
          name =>
            ![
              'noise',
              'textEmbedding',
              'timeEmbedding',
              'condition',
              'scaleShift',
              'scale',
              'shift',
              ...(kind === 'given' ? ['attention'] : []),
              ...(kind === 'hard' ? ['d_query', 'd_key', 'queryAfter', 'keyAfter'] : []),
            ].includes(name),
        ).length,
      )
  })
})

describe('the laws', () => {
  test('have ids of their own, a sentence, and a step', () => {
    expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length)
    for (const law of laws) {
      expect(law.id).toMatch(/^[a-z-]+\/[a-zA-Z_-]+$/)
      expect(law.statement).toMatch(/\.$/)
    }
    for (let step = 1; step <= 13; step++) expect(laws.filter(law => law.step === step).length).toBeGreaterThan(1)
  })

  test('give every answered matrix its formula', () => {
    for (const name of answerNames)
      expect(laws.some(law => law.step === steps[name] && law.id.endsWith(`/${name}`))).toBe(true)
  })

  test('speak of every kind of attention, and find lessons to speak of', async () => {
    const drawn: readonly Lesson[] = cases.map(({ lesson }) => lesson)
    for (const law of laws) expect([law.id, drawn.some(lesson => law.applies(lesson))]).toEqual([law.id, true])
    for (const kind of kinds) expect(drawn.some(lesson => lesson.attention.kind === kind)).toBe(true)
  })

  test('say whether they ask about other lessons', async () => {
    const drawn = [
      ...lessons({ seed: 4, runs: rounds(30, 10), flavour: 'handFriendly' }),
      ...cases.map(({ lesson }) => lesson),
    ]
    const engine = reference()
    // What a drawn lesson comes to is worked out once for all laws, and after another lesson is asked about, it is known.
    const known = new Map<string, ReturnType<typeof engine.answer>>()
    const answerTo = (i: number, lesson: Lesson, reading: Reading): ReturnType<typeof engine.answer> => {
      const key = `${i} ${reading}`
      const answer = known.get(key) ?? engine.answer(lesson, reading)
      known.set(key, answer)
      return answer
    }
    for (const law of laws) {
      let others = 0
      for (const [i, lesson] of drawn.entries()) {
        if (!law.applies(lesson) || others > 0) continue
        await law.check(
          lesson,
          async (asked, reading = 'corrected', handing = 'a copy') => {
            if (asked === lesson && handing === 'a copy') return answerTo(i, lesson, reading)
            if (asked !== lesson) others++
            return engine.answer(asked, reading)
          },
          diceFrom(`${i}`),
        )
      }
      expect([law.id, others > 0]).toEqual([law.id, law.asksMore])
    }
  })
})
