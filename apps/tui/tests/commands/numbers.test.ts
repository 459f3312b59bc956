// `dit check --numbers`: what a student's program prints is judged, told and refused.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engine } from '@dit-by-hand/core/engine'
import { problem } from '@dit-by-hand/practice/problem'
import { caseOf } from '@dit-by-hand/spec/cases'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'numbers-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('numbers of one lesson', () => {
  it('are right, from a file or standard input', async () => {
    const text = 'latent [[0 2 3 1]\n [1 2 4 3]]\nloss 0.375\n'
    for (const { code, stdout } of [
      await dit(['check', '--numbers', file('right.txt', text)]),
      await dit(['check', '--numbers', '-'], { stdin: text }),
    ]) {
      expect(stdout).toContain('sora-is-sky, corrected: All 2 matrices are right.')
      expect(code).toBe(0)
    }
  })

  it('are told where they are wrong first, and why', async () => {
    const text =
      'latent [[0 2 3 1]\n [1 2 4 3]]\nnoised_latent [[-2 2 2 1]\n [3 3 4 3]]\nscale [2 -1]\nscaled [[-2 2 2 1] [3 3 4 3]]'
    const { code, stdout } = await dit(['check', '--numbers', file('wrong.txt', text)])
    expect(code).toBe(1)
    expect(stdout).toContain('3 of 4 matrices are right. Look first at scaled.')
    expect(stdout).toMatch(/step 6: scaled: .*scale is left out/)
    expect(stdout).toContain('Not here yet: patches, textEmbedding')
  })

  it('are compared with what the lesson gives', async () => {
    const { code, stdout } = await dit(['check', '--numbers', file('given.txt', 'We [[1 0 1 0] [0 1 0 1]]')])
    expect(code).toBe(1)
    expect(stdout).toContain('encoderWeight is given, and is not the lesson’s')
    expect(stdout).toMatch(/ 1 +0 +−1 +0 +1 +0 +\[1\] +0$/m)
  })

  it('are those of another lesson where it is named, in JSON too', async () => {
    const { corrected } = caseOf('softmax-attention').answer
    const path = file('softmax.json', JSON.stringify(corrected))
    const { code, stdout } = await dit(['check', '--numbers', path, '--lesson', 'softmax-attention', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ lesson: 'softmax-attention', wrong: [], right: Object.keys(corrected) })
  })

  it.each([
    [['--numbers', 'none.txt'], 'none.txt cannot be read: there is no such file.'],
    [['--lesson', 'sora-is-sky'], '--lesson is for numbers of your own: it needs --numbers.'],
    [['--numbers', 'x', '--engine', 'y'], 'cannot be used with'],
  ])('%j is refused', async (args, why) => {
    const { code, stderr } = await dit(['check', ...args], { cwd: folder })
    expect(stderr).toContain(why)
    expect(code).toBe(2)
  })

  it('are refused without a name, with what would do', async () => {
    const { code, stderr } = await dit(['check', '--numbers', file('bare.txt', '[[0 2 3 1] [1 2 4 3]]')])
    expect(stderr).toContain('Write its name before it, such as “latent = …”.')
    expect(code).toBe(2)
  })
})

describe('numbers of a class', () => {
  const wrong = 'latent [[0 2 3 1]\n [1 2 4 3]]\nnoised [[-2 2 2 1]\n [3 3 4 3]]\nscaled [[-2 2 2 1] [3 3 4 3]]'
  const notebook = {
    nbformat: 4,
    cells: [{ outputs: [{ output_type: 'stream', name: 'stdout', text: ['loss 0.375\n'] }] }],
  }
  const handIn = (): void => {
    mkdirSync(join(folder, 'class', 'Zoë_2_file'), { recursive: true })
    for (const [name, text] of [
      ['10.ipynb', JSON.stringify(notebook)],
      ['9.txt', wrong],
      [join('Zoë_2_file', 'numbers.txt'), wrong],
      ['We.txt', '[[1 0 1 0] [0 1 0 1]] We'],
      ['given.txt', 'We [[1 0 1 0] [0 1 0 1]]'],
    ] as const)
      file(join('class', name), text)
  }
  const check = (...args: readonly string[]) => dit(['check', '--numbers', 'class', ...args], { cwd: folder })

  it.runIf(isTurn(3))('are told in a line or two each, with what many have wrong, and go to a grade book', async () => {
    handIn()
    const { code, stdout } = await check('--csv', join('class', 'marks.csv'))
    expect(code).toBe(2)
    const [ten, nine] = [join('class', '10.ipynb'), join('class', '9.txt')]
    expect(stdout).toMatch(
      new RegExp(`^${nine}: 2 of 3 matrices are right. Look first at scaled.\n {2}first: scaled: scale is left`),
    )
    expect(stdout).toContain(`${ten}: loss is right. Not here yet: 37.\n`)
    expect(stdout.split('\n').slice(-3)).toEqual([
      '5 files: 1 all right, 3 not yet, 1 not judged.',
      'Most often wrong: scaled latent Xs in 2 files.',
      '',
    ])
    const csv = readFileSync(join(folder, 'class', 'marks.csv'), 'utf8')
    expect(csv.split('\r\n')).toEqual([
      '\uFEFFfile,lesson,right,follow,wrong,missing,of,first,says,not_marked',
      expect.stringMatching(
        /9\.txt,sora-is-sky,2,0,1,35,38,scaled,"scale is left out: row 1 column 1 is −2, it should be −4",$/,
      ),
      `${ten},sora-is-sky,1,0,0,37,38,,,`,
      expect.stringMatching(
        /given\.txt,sora-is-sky,0,0,0,38,38,encoderWeight,"it is given, and is not the lesson’s",$/,
      ),
      expect.stringMatching(/We\.txt,,,,,,,,,.*None of the numbers is known by its name/),
      expect.stringMatching(/numbers\.txt,sora-is-sky,2,0,1,35,38,scaled/),
      '',
    ])
    // A file of marks is none of those that are judged, and is not written over unasked.
    expect((await check('--csv', join('class', 'marks.csv'))).stderr).toContain('it already exists')
    expect((await check('--csv', join('class', 'marks.csv'), '--force')).stdout).toContain('\n5 files: 1 all right')
  })

  it('are JSON as well', async () => {
    handIn()
    file(join('class', 'marks.csv'), 'file,lesson\r\n')
    const { stdout } = await check('--json')
    expect(JSON.parse(stdout)).toMatchObject([
      { file: join('class', '9.txt'), wrong: [{ matrix: 'scaled' }] },
      { right: ['loss'] },
      { given: [{ name: 'encoderWeight' }] },
      { file: join('class', 'marks.csv'), refused: expect.stringContaining('cannot be judged') },
      { refused: expect.stringContaining('None of the numbers') },
      { right: ['latent', 'noised'] },
    ])
  })

  it('are each of the problem whose seed they tell', async () => {
    const paths = await Promise.all(
      [7, 8].map(async seed => {
        const { lesson } = problem({ seed, difficulty: 'softmax' })
        const { latent, attention } = await engine.answer(lesson, 'corrected')
        return file(`seed-${seed}.json`, JSON.stringify({ seed, latent, attention }))
      }),
    )
    const { code, stdout } = await dit(['check', '--numbers', ...paths, '--lesson', 'softmax-seed'])
    expect(code).toBe(0)
    expect(stdout).toContain('2 files: 2 all right, 0 not yet.')
    const twice = await dit(['check', '--numbers', ...paths, ...paths.slice(0, 1), '--lesson', 'softmax-seed'])
    expect(twice.stdout).toMatch(/\nOf softmax-7 there are 2: .*seed-7\.json, .*seed-7\.json\.\n$/)
    const other = await dit(['check', '--numbers', ...paths, '--lesson', 'softmax-7'])
    expect(other.stdout).toContain('2 files: 1 all right, 1 not yet.')
    const none = await dit(['check', '--numbers', file('none.txt', 'loss 1'), '--lesson', 'softmax-seed'])
    expect(none.stderr).toContain('It does not tell the seed of its problem. A line such as “seed = 7” would.')
  })
})

const python = pythonWith('numpy')

describe('a lesson as a program', () => {
  it.skipIf(python === undefined)('runs, and what it prints is right', async () => {
    for (const lesson of ['hard-ties', 'softmax-7']) {
      const { stdout } = await dit(['lessons', lesson, '--numpy'])
      const printed = runPython(python ?? 'python3', ['-'], folder, stdout)
      const { code, stdout: told } = await dit(['check', '--numbers', '-', '--lesson', lesson], { stdin: printed })
      expect(told).toMatch(/: All 3\d matrices are right\.$/m)
      expect(code).toBe(0)
    }
  })

  it('is of one lesson', async () => {
    expect((await dit(['lessons', '--numpy'])).stderr).toContain('--numpy prints one lesson: which?')
  })
})
