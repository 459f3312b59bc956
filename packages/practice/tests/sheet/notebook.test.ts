// Notebooks to be programmed: the key, run by NumPy, is judged right; the sheet asks for all of it, and holds none of it.
import { cases } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { filesOf } from '../../src/files/worksheets.ts'
import { judgeNumbers } from '../../src/own/judge.ts'
import { numbersIn } from '../../src/own/text.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import { notebook } from '../../src/sheet/notebook.ts'
import { allSteps, type Steps, stepRange } from '../../src/sheet/steps.ts'

const lessons: readonly Lesson[] = [
  ...cases().map(({ lesson }) => lesson),
  ...difficulties.map(difficulty => problem({ seed: 7, difficulty }).lesson),
]
const made = (lesson: Lesson, isKey: boolean, steps: Steps = allSteps) =>
  notebook({ lesson, seed: 7, origin: 'here', steps, named: lesson.id }, isKey)
const programOf = (lesson: Lesson, isKey: boolean, steps?: Steps): string =>
  made(lesson, isKey, steps)
    .flatMap(({ kind, text }) => (kind === 'code' ? [text] : []))
    .join('\n')

/** What is printed between programs. */
const end = '=== end ==='
const python = pythonWith('numpy')
const run = (programs: readonly string[]): readonly string[] =>
  runPython(
    python ?? 'python3',
    ['-'],
    '.',
    programs.map(program => `${program}\nprint(${JSON.stringify(end)})\n`).join(''),
  ).split(end)

describe.skipIf(python === undefined)('run by NumPy', () => {
  it.runIf(isTurn(1))('a key is judged right, of all steps or of some', () => {
    const asked = lessons.flatMap(lesson => [
      { lesson, steps: allSteps },
      { lesson, steps: stepRange(5, 9) },
    ])
    const said = run(asked.map(({ lesson, steps }) => programOf(lesson, true, steps)))
    for (const [i, { lesson, steps }] of asked.entries()) {
      const { right, wrong, given, unknown } = judgeNumbers(lesson, numbersIn(said[i] ?? ''))
      expect({ wrong, given, unknown }, lesson.id).toEqual({ wrong: [], given: [], unknown: [] })
      expect(right.length, lesson.id).toBeGreaterThanOrEqual(steps === allSteps ? 27 : 6)
    }
  })

  it('a sheet runs as it is handed out, and prints nothing but its seed', () => {
    const [said = ''] = run([programOf(problem({ seed: 7, difficulty: 'softmax' }).lesson, false)])
    expect(said.split('\n').filter(line => !/^(\w+ = Ellipsis)?$/.test(line))).toEqual(['seed = 7'])
  })
})

describe('a sheet', () => {
  it.each(lessons)('of $id asks for what its key makes, and says nothing of it', lesson => {
    const [sheet, key] = [programOf(lesson, false), programOf(lesson, true)]
    const [blanks, shown] = [sheet, key].map(text =>
      [...text.matchAll(/^show\((?!seed)(.*)\)$/gm)].map(([, names]) => names),
    )
    expect(blanks).toEqual(shown)
    for (const name of (blanks ?? [])
      .join(', ')
      .split(', ')
      .map(pair => pair.split('=')[0] ?? '')) {
      expect(sheet).toMatch(new RegExp(`^${name} = \\.\\.\\.  # `, 'm'))
      expect(key).not.toMatch(new RegExp(`^${name} = (\\.\\.\\.|np\\.array)`, 'm'))
    }
    for (const helper of ['softmax', 'hardmax', 'bits']) expect(sheet).not.toContain(`def ${helper}`)
  })

  it('of some steps has the others in numbers', () => {
    const { lesson } = problem({ seed: 7, difficulty: 'softmax' })
    const sheet = programOf(lesson, false, [7])
    expect(sheet).toMatch(/^conditioned = np\.array\(/m)
    expect(sheet).toMatch(/^attention = \.\.\. {2}# A, 4×4$/m)
    expect(sheet).not.toMatch(/^latent = \.\.\./m)
  })

  it('says how it is checked', () => {
    const [head] = made(problem({ seed: 7, difficulty: 'softmax' }).lesson, false)
    expect(head?.text).toContain('`dit check --numbers FILE.ipynb --lesson practice-softmax-7`')
  })

  it('is a notebook that was not run, a file for each, and one key', async () => {
    const [lesson, other] = [3, 4].map(seed => problem({ seed, difficulty: 'three-frames' }).lesson)
    if (!lesson || !other) throw new Error('there are two')
    const files = filesOf({
      asked: [
        { lesson, seed: 3, as: '3', named: 'three-frames-3', origin: 'here' },
        { lesson: other, seed: 4, as: '4', named: 'three-frames-4', origin: 'here' },
      ],
      ...{ formats: ['ipynb'], key: true, together: true, steps: allSteps, layout: undefined, paper: 'a4' },
    })
    expect(files.map(({ name }) => name)).toEqual(['worksheet-3.ipynb', 'worksheet-4.ipynb', 'key-3-to-4.ipynb'])
    const ids = new Set<string>()
    const { cells, nbformat } = JSON.parse(String(await files[0]?.made()))
    expect(nbformat).toBe(4)
    for (const { id, cell_type, source, outputs, execution_count } of cells) {
      expect(ids.has(id)).toBe(false)
      ids.add(id)
      expect(source.join('')).not.toBe('')
      expect({ outputs, execution_count }).toEqual(
        cell_type === 'code'
          ? { outputs: [], execution_count: null }
          : { outputs: undefined, execution_count: undefined },
      )
    }
    expect(() => judgeNumbers(lesson, numbersIn(JSON.stringify({ cells, nbformat })))).toThrow(
      'shows nothing below its cells',
    )
  })
})
