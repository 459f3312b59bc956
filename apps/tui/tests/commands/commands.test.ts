// explain, learn, generate and lessons as text; the walk on a terminal; a pipe that closes.
import { join } from 'node:path'
import { problem } from '@dit-by-hand/practice/problem'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { readLesson } from '@dit-by-hand/spec/load'
import { inTurn, isTurn, thorough, turn, turns } from '@dit-by-hand/tools/thorough'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { textWidth } from '../../src/screen/text.ts'
import { dit } from './dit.ts'

const opened = vi.hoisted(() => {
  // Other files of this worker may have loaded the screen.
  vi.resetModules()
  return { calls: [] as object[] }
})
vi.mock('../../src/screen/open.tsx', () => ({
  openWalk: async (options: object) => {
    opened.calls.push(options)
    return 7
  },
}))
afterAll(() => {
  vi.doUnmock('../../src/screen/open.tsx')
  vi.resetModules()
})

const cases = join(import.meta.dirname, '../../../../spec/cases')

describe('dit on a terminal', () => {
  it('opens the screen at the step and with the lesson asked for, and ends as the screen ends', async () => {
    opened.calls.length = 0
    expect(await dit([], { tty: true })).toEqual({ code: 7, stdout: '', stderr: '' })
    await dit(['walk', '--lesson', 'misprint.json', '--reading', 'printed', '--step', '7'], { tty: true, cwd: cases })
    expect(opened.calls).toMatchObject([
      { lesson: { id: 'sora-is-sky' }, lessonPath: null, reading: 'corrected', place: 'opening' },
      { lesson: { id: 'misprint' }, lessonPath: join(cases, 'misprint.json'), reading: 'printed', place: 'attention' },
    ])
  })

  it.runIf(isTurn(4))(
    'prints text where it is asked to, without a terminal, and on one that can only print',
    async () => {
      opened.calls.length = 0
      expect(await dit(['--plain'], { tty: true })).toEqual(await dit([]))
      expect(await dit([], { tty: true, env: { TERM: 'dumb' } })).toEqual(await dit([]))
      expect(opened.calls).toEqual([])
    },
  )
})

describe('dit explain', () => {
  it('takes a cell as it stands on the sheet', async () => {
    const said = await dit(['explain', 'latent', '1', '3'])
    for (const cell of [['Z[1,3]'], ['latent[1, 3]'], ['latent', '1,3'], ['Z 1 3'], ['Z', '1', '3']])
      expect(await dit(['explain', ...cell]), cell.join(' ')).toEqual(said)
  })

  it('says the line of NumPy that makes the matrix', async () => {
    const { stdout } = await dit(['explain', 'scores', '1', '2'])
    expect(stdout).toMatch(/^in NumPy {6}scores = keys\.T @ queries$/m)
    const given = await dit(['explain', 'query', '1', '2'])
    expect(given.stdout).not.toContain('in NumPy')
    const json = await dit(['explain', 'scores', '1', '2', '--json'])
    expect(JSON.parse(json.stdout).numpy).toBe('scores = keys.T @ queries')
  })

  it('shows arithmetic with names and with values, sources and consumers', async () => {
    const { code, stdout } = await dit(['explain', 'latent', '1', '3'], { env: { COLUMNS: '200' } })
    expect(code).toBe(0)
    expect(stdout).toContain('max(0, encoderWeight[1,1]·patches[1,3] + encoderWeight[1,2]·patches[2,3]')
    expect(stdout).toContain('max(0, 1·3 + 0·3 − 1·0 + 0·0 + 0) = 3')
    expect(stdout).toMatch(/^made from {5}encoderWeight\[1,1\] = 1, patches\[1,3\] = 3, /m)
    expect(stdout).toMatch(/^goes into {5}noised\[1,3\] = 2$/m)
  })

  it('tells a given number and its source', async () => {
    const { stdout } = await dit(['explain', 'encoderWeight', '1', '3'])
    expect(stdout).toMatch(/^value {9}encoderWeight\[1,3\] = −1, given$/m)
    expect(stdout).toMatch(/^source {8}● printed in the article\./m)
    expect(stdout).not.toMatch(/^arithmetic/m)
  })

  it('tells slope and proof of a weight', async () => {
    const { stdout } = await dit(['explain', 'feedForwardWeight', '1', '1'], { env: { COLUMNS: '200' } })
    expect(stdout).toMatch(/^gradient {6}10: /m)
    expect(stdout).toMatch(/^proof {9}.* = 10$/m)
    expect(stdout).toMatch(/^curve {9}J is 3\/2 here\. .* least at 9\/10, where it is 1\./m)
  })

  it('draws the error over a number: high at both ends, low between, the number in the middle', async () => {
    const { stdout } = await dit(['explain', 'feedForwardWeight', '1', '1'])
    const lines = stdout.split('\n').map(line => line.slice(14))
    const foot = lines.findIndex(line => line.includes('▲'))
    const heights = [...(lines[foot - 1] ?? '')].map(
      (_, column) => lines.slice(foot - 5, foot).filter(line => (line[column] ?? ' ') !== ' ').length,
    )
    expect(heights).toHaveLength(49)
    expect([heights[0], heights[22], heights[48]]).toEqual([4, 1, 5])
    expect(lines[foot]).toBe('0                       ▲                       2')
    expect(lines[foot + 1]?.trim()).toBe('1')
    expect((await dit(['explain', 'noise', '1', '1'])).stdout).not.toContain('▲')
  })

  it('finds a name whatever its case', async () => {
    expect(await dit(['explain', 'LATENT', '1', '3'])).toEqual(await dit(['explain', 'latent', '1', '3']))
  })

  it('says the arithmetic in words', async () => {
    expect((await dit(['explain', 'noised', '1', '1', '--words'])).stdout).toMatch(
      /^in words {6}noised latent, feature 1, patch 1 is 0 plus minus 2/m,
    )
  })

  it('writes LaTeX', async () => {
    const { stdout } = await dit(['explain', 'latent', '1', '3', '--latex'])
    expect(stdout.split('\n')).toEqual([
      '\\begin{flushleft}',
      `  $Z[1,3] = \\max(0,\\, ${[1, 2, 3, 4].map(i => `W_{e}[1,${i}] \\cdot P[${i},3]`).join(' + ')} + b_{e}[1,1])$ \\\\`,
      '  $= \\max(0,\\, 1 \\cdot 3 + 0 \\cdot 3 - 1 \\cdot 0 + 0 \\cdot 0 + 0)$ \\\\',
      '  $= 3$ \\\\',
      '  $Z = \\max\\left(0,\\, Z_{e}\\right)$',
      '\\end{flushleft}',
      '',
    ])
  })

  it('does not claim a source for other numbers under the same id', async () => {
    const { readFileSync } = await import('node:fs')
    const lesson = JSON.parse(readFileSync(join(cases, 'sora-is-sky.json'), 'utf8'))
    lesson.encoder.weight[0][2] = -2
    const stdin = JSON.stringify(lesson)
    expect((await dit(['explain', 'encoderWeight', '1', '3', '--lesson', '-'], { stdin })).stdout).not.toMatch(
      /^source/m,
    )
    expect((await dit(['explain', 'encoderWeight', '1', '3'])).stdout).toMatch(/^source/m)
  })

  it('explains every kind of attention', async () => {
    for (const id of ['hard-ties', 'softmax-attention', 'given-attention']) {
      const { code, stdout } = await dit(['explain', 'attention', '1', '1', '--lesson', id, '--words'])
      expect(code, id).toBe(0)
      expect(stdout).toContain('attention[1,1] = ')
    }
  })
})

describe('dit learn', () => {
  it('begins with the fraction, says where decimals begin, and shortens the bar as the loss falls', async () => {
    const { code, stdout } = await dit(['learn', '--steps', '20'])
    expect(code).toBe(0)
    const rows = stdout.split('\n').slice(3, -1)
    expect(rows).toHaveLength(21)
    expect(rows[0]).toMatch(/^ {3}0 {2}0\.375000 +3\/8 +█{20,}$/)
    expect(rows.filter(row => row.includes('(decimals from here)'))).toHaveLength(1)
    const bars = rows.map(row => row.match(/█/g)?.length ?? 0)
    expect(bars).toEqual(bars.toSorted((a, b) => b - a))
    expect(bars.at(-1)).toBeLessThan(bars[0] ?? 0)
  })

  it('stays at the same loss with a learning rate of 0', async () => {
    const { losses } = JSON.parse(
      (await dit(['learn', '--steps', '5', '--lesson', 'learning-rate-zero', '--json'])).stdout,
    )
    expect(new Set(losses.map(({ loss }: { loss: string }) => loss)).size).toBe(1)
  })

  it('stops where the loss leaves the range of decimals, and says so', async () => {
    const { code, stdout } = await dit(['learn', '--steps', '1000', '--lesson', 'learning-rate-whole'])
    expect(code).toBe(0)
    expect(stdout.split('\n').length).toBeLessThan(100)
    const { losses, diverged } = JSON.parse(
      (await dit(['learn', '--steps', '1000', '--lesson', 'learning-rate-whole', '--json'])).stdout,
    )
    expect(losses.at(-1)).toMatchObject({ decimal: null })
    expect(diverged).toEqual({ step: losses.length - 1, why: expect.any(String) })
    expect(diverged.why).toMatch(
      /^Learning diverges: the loss grows from step 1 on, and at step \d+ it is past 1\.79769e308, the largest decimal there is\. The learning rate, \S+, is too large for this lesson\.$/,
    )
    expect(stdout.replace(/\n/g, ' ')).toContain(diverged.why)
  })

  it('keeps its columns in line however large a loss becomes, and says nothing of learning that goes well', async () => {
    const { stdout } = await dit(['learn', '--steps', '1000', '--lesson', 'learning-rate-whole'])
    const [head = '', ...rows] = stdout.split('\n').slice(2)
    const starts = rows.flatMap(row => /^ *\d+ {2}\S+ +(?=\S)/.exec(row)?.[0].length ?? [])
    expect(starts.length).toBeGreaterThan(2)
    expect(new Set(starts)).toEqual(new Set([head.indexOf('exactly')]))
    const well = await dit(['learn', '--steps', '3'])
    expect(well.stdout).not.toContain('diverges')
    expect(JSON.parse((await dit(['learn', '--steps', '3', '--json'])).stdout).diverged).toBeNull()
  })
})

describe('dit generate', () => {
  it('shows the given video, and the generated one for each t', async () => {
    const { code, stdout } = await dit(['generate', '--steps', '3'])
    expect(code).toBe(0)
    expect(stdout.match(/^Step \d of 3: t = \d, in binary \d+$/gm)).toEqual([
      'Step 1 of 3: t = 3, in binary 11',
      'Step 2 of 3: t = 2, in binary 10',
      'Step 3 of 3: t = 1, in binary 01',
    ])
    expect(stdout.match(/^ 1 +2 +3 +4$/gm)).toHaveLength(4)
  })
})

it('dit lessons lists every lesson, and what its flags mean', async () => {
  const { code, stdout } = await dit(['lessons'])
  expect(code).toBe(0)
  for (const id of caseIds) expect(stdout).toMatch(new RegExp(`^${id} {2}\\S`, 'm'))
  expect(stdout).toMatch(/^ {2}hard +attention goes to the largest score$/m)
})

it('dit lessons prints one lesson as a file: an example, or a problem of practice', async () => {
  expect(readLesson((await dit(['lessons', 'hard-ties'])).stdout)).toEqual(caseOf('hard-ties').lesson)
  const { stdout } = await dit(['lessons', 'hard-attention-7-ties'])
  const { lesson } = problem({ seed: 7, difficulty: 'hard-attention', ties: true })
  expect(readLesson(stdout)).toEqual(lesson)
  const walked = await dit(['walk', '--json', '--lesson', 'hard-attention-7-ties'])
  expect(walked.stdout).toBe((await dit(['walk', '--json', '--lesson', '-'], { stdin: stdout })).stdout)
})

describe('lines', () => {
  const commands = [
    ['learn'],
    ['generate', '--steps', '3'],
    ['lessons'],
    ['explain', 'd_modulationWeight', '2', '2', '--words'],
    ['explain', 'loss', '1', '1'],
    ['check', '--runs', '2'],
  ]
  const everyWidth = ['40', '60', '80', '120']
  // An engine is judged in one short run of six, where it is narrowest.
  const widths = (command: string | undefined) =>
    command === 'check' && !thorough ? inTurn(['40'], turns, turn) : everyWidth
  it.each(commands.flatMap(command => widths(command[0]).map(columns => [command.join(' '), columns] as const)))(
    'of dit %s fit into %s columns',
    async (command, columns) => {
      const { code, stdout } = await dit(command.split(' '), { env: { COLUMNS: columns } })
      expect(code).toBe(0)
      expect(stdout.split('\n').filter(line => textWidth(line) > Number(columns))).toEqual([])
    },
  )
})

describe('a pipe that closes', () => {
  it.each([['walk'], ['walk', '--json'], ['learn'], ['lessons'], ['explain', 'loss', '1', '1'], ['--help']])(
    'ends dit %s quietly',
    async (...argv) => {
      expect(await dit(argv, { closedAfter: 0 })).toEqual({ code: 0, stdout: '', stderr: '' })
    },
  )

  it('ends a long training at once', async () => {
    const { code, stdout } = await dit(['learn', '--steps', '100000'], { closedAfter: 5 })
    expect(code).toBe(0)
    expect(stdout.split('\n').length).toBeLessThan(10)
  })
})
