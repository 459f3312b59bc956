// `dit worksheet`: which files are written where, that none is written over unasked, and what mistakes are told.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caseOf } from '@dit-by-hand/spec/cases'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { dit, type Ended } from './dit.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dit-worksheet-'))
let cwd = scratch
let folder = 0
beforeEach(() => {
  cwd = mkdtempSync(join(scratch, `${folder++}-`))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const worksheet = (...args: readonly string[]) => dit(['worksheet', ...args], { cwd })
const files = (): readonly string[] => readdirSync(join(cwd, 'sheets')).toSorted()
const first = (name: string, bytes: number): string =>
  readFileSync(join(cwd, 'sheets', name)).toString('latin1', 0, bytes)

describe('dit worksheet', () => {
  it.runIf(isTurn(2))('writes every format, and one key to all', async () => {
    const ended = await worksheet(
      '--seed',
      '7',
      '--count',
      '2',
      '--key',
      '--format',
      'pdf,xlsx,html,tex,md',
      '--out',
      'sheets',
    )
    expect(ended).toEqual({
      code: 0,
      stdout: 'Wrote 15 files to sheets: worksheet-7.pdf to worksheet-8.md and key-7-to-8.pdf to key-7-to-8.md.\n',
      stderr: '',
    })
    const endings = ['html', 'md', 'pdf', 'tex', 'xlsx']
    expect(files()).toEqual(
      ['key-7-to-8', 'worksheet-7', 'worksheet-8'].flatMap(name => endings.map(ending => `${name}.${ending}`)),
    )
    expect(first('worksheet-7.pdf', 5)).toBe('%PDF-')
    expect(first('worksheet-7.xlsx', 2)).toBe('PK')
    expect(first('worksheet-7.html', 15)).toBe('<!doctype html>')
    expect(readFileSync(join(cwd, 'sheets/key-7-to-8.tex'), 'utf8')).toMatch(/^\\documentclass/m)
    const sheet = readFileSync(join(cwd, 'sheets/worksheet-7.md'), 'utf8')
    expect(sheet).toContain('Seed 7 · dit worksheet --seed 7 --difficulty hard-attention · generator 1')
    // Prompts come again: a key is found by the number of its sheet.
    expect(sheet).toMatch(/^# Sheet 7: Lights below bridge\n/)
    const key = readFileSync(join(cwd, 'sheets/key-7-to-8.md'), 'utf8')
    expect(key.match(/^# .*$/gm)).toEqual([
      '# Key to sheet 7: Lights below bridge',
      '# Key to sheet 8: Boat finds shore',
    ])
  })

  it.runIf(isTurn(3))('binds all sheets into one file to be printed, and each spreadsheet by itself', async () => {
    const args = ['--seed', '7', '--count', '3', '--together', '--key', '--out', 'sheets']
    expect((await worksheet(...args, '--format', 'md,xlsx')).stdout).toBe(
      'Wrote 6 files to sheets: worksheets-7-to-9.md, worksheet-7.xlsx to worksheet-9.xlsx, key-7-to-9.xlsx and key-7-to-9.md.\n',
    )
    const sheets = readFileSync(join(cwd, 'sheets/worksheets-7-to-9.md'), 'utf8')
    expect(sheets.match(/^# .*:/gm)).toEqual(['# Sheet 7:', '# Sheet 8:', '# Sheet 9:'])
    expect(sheets.match(/^Name: /gm)).toHaveLength(3)
    expect((await worksheet(...args, '--format', 'xlsx', '--force')).stderr).toContain('--together is for sheets')
  })

  it('asks Moodle about all sheets in one file, which has the key within', async () => {
    const args = ['--seed', '7', '--count', '3', '--key', '--out', 'sheets']
    expect((await worksheet(...args, '--format', 'moodle')).stdout).toBe('Wrote sheets/worksheets-7-to-9.xml.\n')
    expect(first('worksheets-7-to-9.xml', 5)).toBe('<?xml')
    expect((await worksheet(...args, '--force', '--format', 'md,moodle')).stdout).toBe(
      'Wrote 5 files to sheets: worksheets-7-to-9.xml, worksheet-7.md to worksheet-9.md and key-7-to-9.md.\n',
    )
  })

  it('writes a lesson of one’s own, some of its steps', async () => {
    const { lesson } = caseOf('misprint')
    writeFileSync(join(cwd, 'mine.json'), JSON.stringify(lesson))
    const ended = await worksheet('--lesson', 'mine.json', '--steps', '2-3', '--format', 'md', '--out', 'sheets')
    expect(ended).toEqual({ code: 0, stdout: 'Wrote sheets/worksheet-misprint.md.\n', stderr: '' })
    const text = readFileSync(join(cwd, 'sheets/worksheet-misprint.md'), 'utf8')
    expect(text.match(/^## .*$/gm)).toEqual(['## 2 Encode the patches', '## 3 Add noise'])
    expect(text).toContain('--steps 2-3')
    await worksheet('--seed', '7', '--steps', '3', '--format', 'md,html', '--key', '--out', 'sheets')
    expect(readFileSync(join(cwd, 'sheets/worksheet-7.md'), 'utf8')).toContain(
      '--difficulty hard-attention --steps 3 ·',
    )
  })

  it('writes over nothing unasked, and then leaves all as it was', async () => {
    await worksheet('--seed', '7', '--format', 'md', '--out', 'sheets')
    writeFileSync(join(cwd, 'sheets/worksheet-7.md'), 'mine')
    const again = await worksheet('--seed', '6', '--count', '3', '--format', 'md', '--out', 'sheets')
    expect(again).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'dit: sheets/worksheet-7.md cannot be written: it already exists; --force overwrites it.\n',
    })
    expect(files()).toEqual(['worksheet-7.md'])
    expect(readFileSync(join(cwd, 'sheets/worksheet-7.md'), 'utf8')).toBe('mine')
    expect(await worksheet('--seed', '7', '--format', 'md', '--out', 'sheets', '--force')).toMatchObject({ code: 0 })
    expect(readFileSync(join(cwd, 'sheets/worksheet-7.md'), 'utf8')).not.toBe('mine')
  })

  it.each([
    [['--out', 'sheets'], /--seed says which problem/],
    [['--seed', '7'], /--out/],
    [['--seed', '7', '--steps', '6-2', '--out', 'sheets'], /such as 7, 1-8 or 2,5-7/],
    [['--lesson', 'latent-wider-than-patch', '--layout', 'sheet', '--out', 'sheets'], /--layout steps/],
    [['--seed', '7', '--format', 'pfd', '--out', 'sheets'], /Did you mean pdf\?/],
    [['--seed', '7', '--difficulty', 'soft-max', '--out', 'sheets'], /Did you mean softmax\?/],
    [['--seed', '7', '--difficulty', 'softmax', '--ties', '--out', 'sheets'], /nothing ties/],
    [['--seed', '4294967295', '--count', '2', '--out', 'sheets'], /There are not 2 seeds from 4294967295 on/],
    [['--seed', '7', '--lesson', 'misprint', '--out', 'sheets'], /cannot be used with/],
    [['--lesson', 'long-vidoe', '--out', 'sheets'], /long-video/],
  ] as const)('says what is wrong with %j', async (args, says) => {
    const ended = await worksheet(...args)
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toMatch(says)
    expect(readdirSync(cwd)).toEqual([])
  })

  it.runIf(isTurn(1))(
    'refuses squares that nobody can read, and spreadsheets that no program is quick with',
    async () => {
      const { lesson } = caseOf('hard-attention')
      const frames = Array.from({ length: 256 }, (_, i) => lesson.video[i % 4])
      const noise = lesson.noise.map(row => frames.map((_, i) => row[i % 4]))
      writeFileSync(join(cwd, 'long.json'), JSON.stringify({ ...lesson, video: frames, noise }))
      const make = (format: string): Promise<Ended> =>
        worksheet('--lesson', 'long.json', '--format', format, '--out', 'sheets')
      expect((await make('pdf')).stderr).toContain('squares would be 1.0 mm wide')
      // 256 patches of 4 pixels: two of 256² cells, scores and attention, are far too many alone.
      expect((await make('xlsx')).stderr).toMatch(/1\d{5} cells would be worked in it, and 20000 are the most/)
      expect(existsSync(join(cwd, 'sheets'))).toBe(false)
      expect((await make('md')).code).toBe(0)
    },
  )

  it('says which character a PDF cannot show', async () => {
    writeFileSync(join(cwd, 'mine.json'), JSON.stringify({ ...caseOf('misprint').lesson, title: '水の空' }))
    const ended = await worksheet('--lesson', 'mine.json', '--out', 'sheets')
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toMatch(/character 水 \(U\+6C34\)/)
    expect(await worksheet('--lesson', 'mine.json', '--format', 'html,xlsx,md', '--out', 'sheets')).toMatchObject({
      code: 0,
    })
  })
})
