// The diagnosis: what to look at first, what merely follows, and the smallest lesson that shows it.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { type Diagnosis, diagnose } from '../src/diagnose/diagnosis.ts'
import { drawn, hear } from '../src/diagnose/evidence.ts'
import { examine } from '../src/diagnose/examine.ts'
import { lookOf, type Seen } from '../src/diagnose/looks.ts'
import { checks, judge, type Report } from '../src/judge/conformance.ts'
import { Crashed, type Engine, Skipped } from '../src/judge/engine.ts'
import { escaped, junit } from '../src/judge/junit.ts'
import { checksUpTo, engineUpTo } from '../src/judge/up-to.ts'
import type { Values } from '../src/lesson/format.ts'
import { readLesson } from '../src/lesson/load.ts'
import { type AnswerName, answerNames, type Step, steps } from '../src/lesson/names.ts'
import { decimals, exact, type Grid } from '../src/lesson/number.ts'
import { sizesOf } from '../src/lesson/sizes.ts'
import { lessonText } from '../src/lesson/text.ts'
import { mistakeOf, withMistake } from '../src/mistakes/all.ts'
import { mistakes as planted } from './mistakes.ts'
import { right, untilWrong, worked } from './support.ts'

const all = checks({ cases: worked, seed: 5, runs: 72 })
const told = async (engine: Engine, shrink = false): Promise<Diagnosis> =>
  diagnose(engine, await untilWrong(engine, all), { cases: worked, shrink })
const wrongWith = (...ids: readonly string[]): Engine => ids.map(mistakeOf).reduce(withMistake, right)

/** An engine that has not got beyond a step. */
const onlyUpTo = (last: Step, engine: Engine = right): Engine => ({
  ...engine,
  async answer(lesson, reading) {
    const values = await engine.answer(lesson, reading)
    const known = answerNames.filter(name => steps[name] <= last && values[name] !== undefined)
    return Object.fromEntries(known.map(name => [name, values[name]]))
  },
})

describe('a right engine', () => {
  test('gets no diagnosis, and is asked nothing more', async () => {
    let asked = 0
    const counting: Engine = {
      ...right,
      answer(lesson, reading) {
        asked++
        return right.answer(lesson, reading)
      },
    }
    const report = await judge(counting, checks({ cases: worked, laws: [] }))
    const before = asked
    const { findings, steps: states } = await diagnose(counting, report, { cases: worked })
    expect(findings).toEqual([])
    expect(asked).toBe(before)
    expect(states.map(({ step, state }) => [step, state])).toEqual(
      Array.from({ length: 13 }, (_, i) => [i + 1, 'right']),
    )
  })

  test('has nothing wrong with it, however closely it is looked at', async () => {
    const asked = [...worked.map(({ lesson }) => ({ lesson, reading: 'printed' as const })), ...drawn(1), ...drawn(2)]
    const heard = await hear(right, asked)
    expect(heard.evidence.length).toBe(asked.length)
    expect(examine(heard)).toEqual([])
  })
})

describe('a wrong engine', () => {
  test('is told the first matrix, and that the rest follows from it', async () => {
    const { findings, steps: states } = await told(wrongWith('attention/transposed'))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ kind: 'wrong', step: 7, matrices: ['attention'], next: [] })
    expect(findings[0]?.headline).toMatch(/^attention looks transposed: your column \d is the expected row \d$/)
    expect(findings[0]?.follows).toEqual(expect.arrayContaining(['pooled', 'd_scores', 'denoised', 'generatedVideo']))
    expect(findings[0]?.follows).not.toContain('scores')
    expect(states.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 6 }, () => 'right'),
      'wrong',
      ...Array.from({ length: 6 }, () => 'follows'),
    ])
  })

  test('is told two mistakes that have nothing to do with each other, in the order of the steps', async () => {
    const { findings } = await told(wrongWith('encode/no-bias', 'conditions/bits-reversed', 'update/wrong-sign'))
    expect(findings.map(({ mistake, step }) => [mistake?.id, step])).toEqual([
      ['encode/no-bias', 2],
      ['conditions/bits-reversed', 4],
    ])
    expect(findings.flatMap(({ next }) => next)).toContain('feedForwardWeightAfter')
    expect(findings.flatMap(({ next }) => next)).not.toContain('decoded')
  })

  test('is told of a second mistake behind the first where a lesson shows it alone', async () => {
    const { findings } = await told(wrongWith('attention/first-tie', 'feed-forward/no-bias'))
    expect(findings.map(({ mistake }) => mistake?.id)).toEqual(['attention/first-tie', 'feed-forward/no-bias'])
    expect(findings[0]?.follows).not.toContain('predictedNoise')
  })

  test('is told its mistake of formulas before anything about the printed reading', async () => {
    const engine = wrongWith('encode/no-relu')
    const { findings } = await told({ ...engine, answer: lesson => engine.answer(lesson, 'corrected') })
    expect(findings.map(({ mistake }) => mistake?.id)).toEqual(['encode/no-relu'])
  })

  test('is told once of one mistake that shows in several matrices', async () => {
    const { findings } = await told(wrongWith('update/wrong-sign'))
    expect(findings).toHaveLength(1)
    expect(findings[0]?.matrices).toEqual(answerNames.filter(name => name.endsWith('After')))
  })

  test('is shown the smallest lesson, with the cells that differ, and can save it', async () => {
    const engine = wrongWith('encode/no-relu')
    const { findings } = await told(engine, true)
    const example = findings[0]?.example
    if (!example?.pair) throw new Error('there is no example')
    const { lesson, reading, pair } = example
    const size = sizesOf(lesson)
    expect(size.patches * size.latent).toBeLessThanOrEqual(4)
    expect(lesson.id).toBe('small-latent')
    const again = readLesson(lessonText(lesson))
    expect(again).toEqual(lesson)
    const { latent, encoderPre } = await engine.answer(again, reading)
    expect(latent).toEqual(encoderPre)
    expect(pair.matrix).toBe('latent')
    expect(pair.wrong).toBe(pair.rows.flat().filter(({ differs }) => differs).length)
    for (const { expected, found, differs } of pair.rows.flat()) {
      expect(differs).toBe(expected !== found)
      if (differs) expect([expected, Number(found) < 0]).toEqual(['0', true])
    }
    expect(pair.wrong).toBeGreaterThan(0)
  })

  test('that no mistake of the catalogue explains is told what it looks like', async () => {
    const spoiling = (
      name: AnswerName,
      change: (rows: readonly (readonly (number | string)[])[]) => unknown,
    ): Engine => ({
      ...right,
      async answer(lesson, reading): Promise<Values> {
        const values = await right.answer(lesson, reading)
        return Object.fromEntries(
          Object.entries(values).map(([other, matrix]) => [
            other,
            other === name ? change(values[name as 'latent'] ?? []) : matrix,
          ]),
        )
      },
    })
    const first = async (engine: Engine): Promise<string | undefined> => (await told(engine)).findings[0]?.headline
    expect(await first(spoiling('keys', rows => rows.toReversed()))).toMatch(
      /^keys has its rows in reverse: your row 1/,
    )
    expect(await first(spoiling('condition', rows => rows.map(([x]) => [Number(x) + 5])))).toMatch(
      /^condition is too large by the same number everywhere: every cell is off by 5$/,
    )
    expect(await first(spoiling('latent', rows => rows.map(row => row.map(x => (x === 0 ? 0 : `${x}0`)))))).toMatch(
      /^latent is wrong|^latent is multiplied/,
    )
    expect(await first(spoiling('scaled', rows => rows.slice(1)))).toMatch(
      /^scaled has another shape than it should: scaled is .*; it should be \d+×\d+$/,
    )
    const odd = await told(spoiling('pooled', rows => rows.map(row => row.map((x, c) => (c === 0 ? 1 : x)))))
    expect(odd.findings[0]).toMatchObject({ matrices: ['pooled'], mistake: null })
    expect(odd.findings[0]?.suggestion).toBe('Pooled is conditioned·attention.')
  })

  test('that was planted by others, with formulas of its own, is named too', async () => {
    const expected = new Map<string, string>([
      ['scale and shift are interleaved', 'modulation/interleaved'],
      ['the maximum and softmax go along rows', 'attention/over-rows'],
      ['the first of several largest scores takes all', 'attention/first-tie'],
      ['softmax divides by the root of the latent’s width', 'attention/root-of-latent'],
      ['the 2/N of the mean is kept', 'slopes/mean-kept'],
      ['the slope does not go back through queries and keys', 'slopes/stops-at-pooling'],
      ['the decoder learns, though it is frozen', 'decode/frozen-bias-moved'],
      ['pixels are put back down the columns', 'video/pixels-down-first'],
      ['the misprint is taken for the truth', 'readings/printed-for-corrected'],
      ['a misprint is shown, and not carried on', 'readings/not-carried-on'],
      ['fractions are rounded to three places', 'numbers/rounded'],
      ['the lesson is changed', 'memory/lesson-changed'],
      ['matrices lie on their side', 'shapes/all-transposed'],
    ])
    for (const { what, engine } of planted) {
      const id = expected.get(what)
      if (id === undefined) continue
      expected.delete(what)
      const { findings } = await told(engine)
      expect([what, findings[0]?.mistake?.id]).toEqual([what, id])
    }
    expect([...expected.keys()]).toEqual([])
  })
})

describe('an engine that is not finished', () => {
  test('is told which step is not written, and that the ones before are right', async () => {
    const { findings, steps: states } = await told(onlyUpTo(3))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      kind: 'not written',
      headline: 'step 4: conditions is not written yet',
      step: 4,
      matrices: ['textEmbedding', 'timeEmbedding', 'condition'],
    })
    expect(states.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 3 }, () => 'right'),
      ...Array.from({ length: 10 }, () => 'not written'),
    ])
  })

  test('is told of a single matrix that is left out', async () => {
    const without: Engine = {
      ...right,
      async answer(lesson, reading) {
        const { d_scale: _d_scale, ...rest } = await right.answer(lesson, reading)
        return rest
      },
    }
    const { findings } = await told(without)
    expect(findings.map(({ headline }) => headline)).toEqual(['step 10: d_scale is not answered yet'])
  })

  test('is told what is wrong before what is missing', async () => {
    const { findings } = await told(onlyUpTo(7, wrongWith('attention/scores-transposed')))
    expect(findings.map(({ kind, step }) => [kind, step])).toEqual([
      ['wrong', 7],
      ['not written', 8],
    ])
    expect(findings[0]?.mistake?.id).toBe('attention/scores-transposed')
  })

  test('passes every check up to its step, and not beyond', async () => {
    const few = worked.filter(({ id }) =>
      ['sora-is-sky', 'misprint', 'softmax-attention', 'given-attention'].includes(id),
    )
    for (const last of [1, 5, 7, 10] as const) {
      const some = checksUpTo(checks({ cases: few, runs: 14, oneIn: 3 }), last)
      const report = await judge(engineUpTo(onlyUpTo(last), last), some)
      expect([last, report.wrong, report.crashed]).toEqual([last, 0, 0])
      expect(report.passed).toBeGreaterThan(10)
      expect(some.some(({ step }) => step === last)).toBe(true)
      expect(some.some(({ step }) => step !== null && step > last)).toBe(false)
      expect((await judge(onlyUpTo(last), checks({ cases: few, laws: [] }))).wrong).toBeGreaterThan(0)
    }
  })

  test('is still judged before its step', async () => {
    const engine = engineUpTo(onlyUpTo(4, wrongWith('noise/clipped')), 4)
    const report = await untilWrong(engine, checksUpTo(all, 4))
    const { findings, steps: states } = await diagnose(engine, report, { cases: worked, shrink: false, upTo: 4 })
    expect(findings.map(({ mistake }) => mistake?.id)).toEqual(['noise/clipped'])
    expect(findings[0]?.follows).toEqual([])
    expect(states.filter(({ state }) => state === 'not asked')).toHaveLength(9)
  })
})

describe('an engine that crashes', () => {
  const failing = (message: string): Engine => ({
    name: 'failing',
    answer() {
      throw new Crashed(message)
    },
  })

  test('is told so, with what its message gives away', async () => {
    const plain = await told(failing('died with exit code 1\nTraceback'))
    expect(plain.findings[0]).toMatchObject({ kind: 'crashed', mistake: null, step: null })
    expect(plain.findings[0]?.headline).toMatch(/^the engine crashed on the lesson [a-z-]+: died with exit code 1$/)
    expect(plain.findings[0]?.example?.lesson).toBeDefined()
    expect((await told(failing('OverflowError: math range error'))).findings[0]?.mistake?.id).toBe('attention/overflow')
    expect((await told(failing('values.scale[0] is 1; needs a row of numbers'))).findings[0]?.mistake?.id).toBe(
      'shapes/vectors-flat',
    )
  })

  test('is not asked for ever', async () => {
    let asked = 0
    const heard = await hear(
      {
        name: 'counting',
        answer() {
          asked++
          throw new Crashed('no')
        },
      },
      drawn(1),
    )
    expect([asked, heard.crashes.length, heard.evidence.length]).toEqual([3, 3, 0])
  })

  test('is no more asked about what it skips', async () => {
    const heard = await hear(
      {
        name: 'skipping',
        answer() {
          throw new Skipped('not today')
        },
      },
      drawn(1),
    )
    expect(heard).toMatchObject({ evidence: [], crashes: [] })
  })
})

describe('looks', () => {
  const seen = (expected: Grid, found: Grid): Seen => ({ k: exact, expected, found, others: () => [] })
  test.each([
    [
      'transposed',
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 3],
        [2, 4],
      ],
      'your column 1 is the expected row 1',
    ],
    ['negated', [[1, -2]], [[-1, 2]], 'row 1 column 1 is -1, it should be 1'],
    ['columns-reversed', [[1, 2, 3]], [[3, 2, 1]], 'your column 1 is the expected column 3'],
    ['rows-permuted', [[1], [2], [3]], [[2], [1], [3]], 'your row 1 is the expected row 2'],
    ['factor', [[1, 2]], [[3, 6]], 'every cell is 3 times what it should be'],
    ['off-by-constant', [[1, 2]], [[3, 4]], 'every cell is off by 2'],
    ['rows-shifted', [[1], [2], [3]], [[9], [1], [2]], 'your row 2 is the expected row 1'],
    [
      'rows-off-by-constant',
      [
        [1, 2],
        [3, 5],
      ],
      [
        [1, 2],
        [4, 6],
      ],
      'row 2 is off by 1 in every column',
    ],
    [
      'only-last-column',
      [
        [1, 2],
        [3, 5],
      ],
      [
        [1, 7],
        [3, 0],
      ],
      'row 1 column 2 is 7, it should be 2',
    ],
    [
      'clipped',
      [
        [1, -2],
        [-3, 5],
      ],
      [
        [1, 0],
        [0, 5],
      ],
      'row 1 column 2 is 0, it should be -2',
    ],
  ] as const)('%s', (id, expected, found, detail) => {
    expect(lookOf([seen(expected, found)])).toMatchObject({ id, detail })
  })

  test('are of the one that all lessons have in common', () => {
    const both = [
      seen(
        [
          [1, 2],
          [2, 3],
        ],
        [
          [-1, -2],
          [-2, -3],
        ],
      ),
      seen(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [-1, -2],
          [-3, -4],
        ],
      ),
    ]
    expect(lookOf(both)?.id).toBe('negated')
    expect(
      lookOf([
        seen(
          [
            [1, 2],
            [3, 4],
          ],
          [
            [1, 3],
            [2, 4],
          ],
        ),
        seen(
          [
            [1, 2],
            [3, 4],
          ],
          [
            [7, 7],
            [8, 6],
          ],
        ),
      ]),
    ).toBeUndefined()
    expect(lookOf([{ ...seen([[0.1, 0.2]], [[0.2, 0.4]]), k: decimals }])?.id).toBe('factor')
    expect(lookOf([])).toBeUndefined()
  })
})

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
    const engine = {
      ...wrongWith('decode/no-relu'),
      name: 'mine & "yours" <\u0007>',
      claims: ['forward', 'hard', 'softmax'] as const,
    }
    const report: Report = await judge(engine, checks({ cases: worked.slice(0, 6), runs: 12 }))
    const xml = junit(report, await diagnose(engine, report, { cases: worked, shrink: false }))
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
    expect(failures[0]?.[1]?.[1]).toMatch(/^decoded has lost its ReLU/)
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
    const diagnosis: Diagnosis = {
      engine: 'x',
      passed: 0,
      wrong: 0,
      skipped: 0,
      crashed: 1,
      upTo: 13,
      steps: [],
      findings: [],
    }
    expect(junit(report, diagnosis)).toContain('<error message="died" type="crashed">died&#10;last words</error>')
  })
})
