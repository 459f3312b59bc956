// `dit practice` without a screen: blank sheets, filled ones marked, progress out and in, and what cannot be done.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engine } from '@dit-by-hand/core/engine'
import { type Difficulty, problem } from '@dit-by-hand/practice/problem'
import { stringifyAnswer } from '@dit-by-hand/spec/json'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, dit as run, type World } from '../commands/dit.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dit-practice-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const dit = (args: string, world: World = {}): Promise<Ended> =>
  run(['practice', ...args.split(' ').filter(arg => arg !== '')], {
    cwd: folder,
    env: { XDG_DATA_HOME: join(folder, 'data') },
    ...world,
  })

const rightly = async (seed: number, difficulty: Difficulty): Promise<string> =>
  stringifyAnswer(await engine.answer(problem({ seed, difficulty }).lesson, 'corrected'))

interface Told {
  readonly right: number
  readonly wrong: number
  readonly blank: number
  readonly cells: readonly {
    readonly matrix: string
    readonly row: number
    readonly says: string
    readonly state: string
  }[]
}

describe('dit practice --answers', () => {
  it.each(['hard-attention', 'softmax', 'three-frames', 'two-frame-patches'] as const)(
    'finds all of a right sheet right: %s',
    async difficulty => {
      writeFileSync(join(folder, 'sheet.json'), await rightly(7, difficulty))
      const { code, stdout } = await dit(`--answers sheet.json --seed 7 --difficulty ${difficulty} --json`)
      const told: Told = JSON.parse(stdout)
      expect({ code, wrong: told.wrong, blank: told.blank }).toEqual({ code: 0, wrong: 0, blank: 0 })
      expect(told.right).toBeGreaterThan(150)
      expect((await dit(`--answers sheet.json --seed 7 -d ${difficulty}`)).stdout).toBe(
        `${told.right} right, 0 not yet, 0 blank.\n`,
      )
    },
  )

  it('writes a blank sheet, marks it blank, and names what happened in one that is filled in', async () => {
    expect(await dit('--sheet sheet.json --seed 7')).toMatchObject({
      code: 0,
      stdout: 'Wrote sheet.json, a blank sheet.\n',
    })
    const blank = readFileSync(join(folder, 'sheet.json'), 'utf8')
    expect((await dit('--answers sheet.json --seed 7')).stdout).toBe('0 right, 0 not yet, 299 blank.\n')
    expect(await dit('--answers sheet.json --seed 7', { closedAfter: 0 })).toMatchObject({ code: 1, stderr: '' })
    // Ways of writing are read, and what is wrong is told.
    const { lesson } = problem({ seed: 7, difficulty: 'hard-attention' })
    const values = await engine.answer(lesson, 'corrected')
    const filled = {
      ...JSON.parse(blank),
      values: { ...values, latent: values.encoderPre?.map(row => row.map(x => `${x}`.replace('-', '−'))) },
    }
    writeFileSync(join(folder, 'filled.json'), JSON.stringify(filled))
    const { code, stdout } = await dit('--answers filled.json --seed 7 --json')
    const told: Told = JSON.parse(stdout)
    const wrong = told.cells.filter(({ state }) => state === 'wrong')
    expect(code).toBe(1)
    expect(wrong.length).toBeGreaterThan(0)
    for (const { matrix, says } of wrong)
      expect(`${matrix} ${says}`).toMatch(/^latent Not yet: .* when ReLU is left out\.$/)
    expect((await dit('--answers - --seed 7', { stdin: JSON.stringify(filled) })).stdout).toContain(
      'when ReLU is left out',
    )
  })

  it('marks a sheet against the problem that it says it is of, ties and all', async () => {
    const { lesson, ...of } = problem({ seed: 7, difficulty: 'three-frames', ties: true })
    const values = await engine.answer(lesson, 'corrected')
    writeFileSync(join(folder, 'tied.json'), JSON.stringify({ ...of, values }))
    expect(await dit('--answers tied.json')).toMatchObject({ code: 0, stdout: '243 right, 0 not yet, 0 blank.\n' })
    const other = await dit('--answers tied.json --difficulty softmax')
    expect(other.stderr).toContain(
      'is of seed 7, three-frames, with ties; what is asked for is seed 7, softmax, with ties',
    )
  })

  it('marks all that was handed in at once, and one that cannot be marked keeps no other from it', async () => {
    const handed = join(folder, 'class')
    mkdirSync(handed)
    for (const seed of [2, 10]) {
      const { lesson } = problem({ seed, difficulty: 'hard-attention' })
      const values = await engine.answer(lesson, 'corrected')
      const latent = seed === 2 ? values.encoderPre : values.latent
      writeFileSync(join(handed, `student-${seed}.json`), JSON.stringify({ seed, values: { ...values, latent } }))
    }
    writeFileSync(join(handed, 'student-11.json'), '{')
    const { code, stdout } = await dit('--answers class')
    expect(code).toBe(2)
    const path = (name: string): string => join('class', name)
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/student-2\.json, seed 2: \d+ right, \d+ not yet, 0 blank\.$/),
      expect.stringMatching(/^ {2}first: latent Z\[\d,\d\]: Not yet: −\d+ is what comes out when ReLU is left out\.$/),
      `${path('student-10.json')}, seed 10: 299 right, 0 not yet, 0 blank.`,
      expect.stringContaining(`${path('student-11.json')} is no filled sheet: it is not valid JSON`),
      '3 sheets: 1 all right, 1 not yet, 1 not marked.',
      '',
    ])
    const both = [path('student-10.json'), path('student-2.json')]
    const told = await dit(`--answers ${both.join(' ')} --json`)
    expect(told.code).toBe(1)
    const reports: readonly (Told & { readonly file: string; readonly seed: number })[] = JSON.parse(told.stdout)
    expect(reports.map(({ file, seed, wrong }) => [file, seed, wrong > 0])).toEqual([
      [both[0], 10, false],
      [both[1], 2, true],
    ])
  })

  it('marks the spreadsheets of a class, known by what they say of themselves', async () => {
    const args = ['worksheet', '--seed', '9', '--count', '2', '--steps', '2-3', '--format', 'xlsx', '--out', 'class']
    expect(await run(args, { cwd: folder })).toMatchObject({ code: 0 })
    for (const none of ['~$worksheet-9.xlsx', 'Thumbs.db']) writeFileSync(join(folder, 'class', none), '')
    writeFileSync(join(folder, 'class', 'worksheet-11.ods'), 'PK')
    const { code, stdout } = await dit('--answers class')
    expect(code).toBe(2)
    expect(stdout.split('\n')).toEqual([
      `${join('class', 'worksheet-9.xlsx')}, seed 9: 0 right, 0 not yet, 24 blank.`,
      `${join('class', 'worksheet-10.xlsx')}, seed 10: 0 right, 0 not yet, 24 blank.`,
      `${join('class', 'worksheet-11.ods')} is a spreadsheet of another kind: save it as .xlsx, and it can be marked.`,
      '3 sheets: 0 all right, 2 not yet, 1 not marked.',
      '',
    ])
    const wanted = await dit(`--answers ${join('class', 'worksheet-9.xlsx')} --seed 8`)
    expect(wanted.stderr).toContain('is of seed 9, hard-attention, without ties; what is asked for is seed 8')
  })

  it('judges later numbers from the sheet’s own earlier ones', async () => {
    const { lesson } = problem({ seed: 7, difficulty: 'hard-attention' })
    const values = await engine.answer(lesson, 'corrected')
    const latent = values.latent?.map((row, r) => row.map((x, c) => (r === 0 && c === 0 ? Number(x) + 1 : x)))
    const noised = values.noised?.map((row, r) => row.map((x, c) => (r === 0 && c === 0 ? Number(x) + 1 : x)))
    writeFileSync(join(folder, 'own.json'), JSON.stringify({ latent, noised }))
    const { stdout } = await dit('--answers own.json --seed 7')
    expect(stdout).toContain('latent Z[1,1]')
    expect(stdout).toMatch(/noised latent Zt\[1,1\] \(.*\): Right, from your own numbers/)
  })

  it.each([
    ['--answers missing.json --seed 7', 'there is no such file'],
    ['--answers bad.json --seed 7', 'not valid JSON'],
    ['--answers other.json --seed 7', 'is of seed 8'],
    ['--answers shape.json --seed 7', 'latent is 1×1, and needs 2×4'],
    ['--answers name.json --seed 7', 'a matrix latnet, which is not asked for'],
    ['--answers cell.json --seed 7', 'row 1, column 1 of latent is true'],
    ['--answers shape.json', 'does not say which problem it is of. Which seed?'],
    ['--answers tied.json --seed 7', 'its "ties" is "yes"; it needs true or false'],
    ['--answers quoted.json --seed 7', 'its "seed" is "7"; it needs a whole number'],
    ['--answers shape.json --seed 7 --ties --difficulty softmax', 'nothing ties'],
    ['--answers data', 'is a folder without a file'],
    ['--json', '--json says how --answers is told'],
    ['--sheet there.json --seed 7', '--force'],
    ['--seed 7', 'Practice needs a terminal'],
    ['--seed 7 --difficulty hard', 'Did you mean'],
    ['--seed -1', 'needs a whole number'],
    ['--seed 7 --ties --difficulty softmax --sheet a.json', 'nothing ties'],
    ['--answers lesson.json --seed 7', 'lesson.json is no filled sheet: it is a lesson.'],
    ['--answers empty.json --seed 7', 'empty.json is no filled sheet: it is not valid JSON: it is empty.'],
    ['--import bad.json', 'is no progress of practice'],
    ['--import lesson.json', 'lesson.json is no progress of practice. It is a lesson.'],
    ['--reset', '--yes says that you mean it'],
  ])('%s is refused: %s', async (args, why) => {
    writeFileSync(join(folder, 'bad.json'), '{')
    writeFileSync(join(folder, 'there.json'), '')
    writeFileSync(join(folder, 'empty.json'), '')
    writeFileSync(join(folder, 'lesson.json'), JSON.stringify(problem({ seed: 7, difficulty: 'softmax' }).lesson))
    writeFileSync(join(folder, 'other.json'), '{"seed": 8, "values": {}}')
    writeFileSync(join(folder, 'shape.json'), '{"latent": [[1]]}')
    writeFileSync(join(folder, 'name.json'), '{"latnet": [[1]]}')
    writeFileSync(join(folder, 'cell.json'), '{"latent": [[true]]}')
    writeFileSync(join(folder, 'tied.json'), '{"ties": "yes", "values": {}}')
    writeFileSync(join(folder, 'quoted.json'), '{"seed": "7", "values": {}}')
    mkdirSync(join(folder, 'data'))
    const { code, stderr } = await dit(args)
    expect(stderr).toContain(why)
    expect(code).toBe(2)
  })
})

describe('progress', () => {
  it('goes out, comes in, and is forgotten only when that is meant', async () => {
    const work = {
      problem: { seed: 7, difficulty: 'softmax', ties: false, version: 1 },
      exercise: { kind: 'walk', steps: [1, 2], blanks: 'cell' },
      entries: { 'latent 1 1': '3' },
      hints: {},
      revealed: [],
      done: ['latent'],
      at: 1,
    }
    writeFileSync(join(folder, 'in.json'), JSON.stringify({ version: 1, open: null, works: [work] }))
    expect((await dit('--import in.json')).stdout).toBe('Took in 1 exercise; there are 1 now.\n')
    expect((await dit('--export out.json')).stdout).toBe('Wrote out.json: 1 exercise.\n')
    expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')).works).toEqual([work])
    expect((await dit('--export out.json')).code).toBe(2)
    // A question that goes into a file is not seen.
    expect((await dit('--reset', { tty: true, piped: true, stdin: 'yes\n' })).stderr).toContain('--yes says that you')
    expect((await dit('--reset', { tty: true, stdin: 'no\n' })).stdout).toContain('Nothing was forgotten.')
    expect((await dit('--reset', { tty: true, stdin: 'yes\n' })).stdout).toContain('Forgot 1 exercise.')
    expect((await dit('--export empty.json')).stdout).toBe('Wrote empty.json: 0 exercises.\n')
  })
})
