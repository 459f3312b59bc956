// The marks of a class as CSV: a row for each sheet, as a learning platform hands them out, with names as students have them.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engine } from '@dit-by-hand/core/engine'
import { problem } from '@dit-by-hand/practice/problem'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Ended, dit as run } from '../commands/dit.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dit-marks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const mark = (...more: readonly string[]): Promise<Ended> =>
  run(['practice', '--answers', '.', '--csv', join('..', 'marks.csv'), ...more], { cwd: join(folder, 'class') })

/** A file of the class: a sheet of a seed with other numbers where some of its matrices begin. */
async function handIn(path: string, seed: number, begin: { readonly [name: string]: number | null }): Promise<void> {
  const { lesson } = problem({ seed, difficulty: 'hard-attention' })
  const values: { [name: string]: unknown } = { ...(await engine.answer(lesson, 'corrected')) }
  for (const [name, number] of Object.entries(begin)) {
    const [[, ...first], ...rest] = values[name] as [[unknown, ...unknown[]], ...unknown[]]
    values[name] = [[number, ...first], ...rest]
  }
  mkdirSync(join(folder, 'class', path, '..'), { recursive: true })
  writeFileSync(join(folder, 'class', path), JSON.stringify({ seed, values }))
}

it('tells who has how many right, and what happened first, and is never written over', async () => {
  await handIn(join('Müller, "Zoë"_1_file', 'sheet.json'), 3, { latent: null })
  await handIn('=HYPERLINK(1).json', 4, { latent: 41 })
  const { noise } = problem({ seed: 4, difficulty: 'hard-attention' }).lesson
  await handIn('ada.json', 4, { latent: 41, noised: 41 + Number(noise[0]?.[0]) })
  writeFileSync(join(folder, 'class', 'scan.pdf'), '%PDF')
  writeFileSync(join(folder, 'class', 'sheets.zip'), 'PK')
  writeFileSync(join(folder, 'class', 'zoë.ipynb'), '{}')
  const { code, stdout } = await mark()
  expect(code).toBe(2)
  expect(stdout.split('\n').slice(-4)).toEqual([
    '6 sheets: 0 all right, 3 not yet, 3 not marked.',
    'Most often wrong: latent Z on 2 sheets.',
    'Of hard-attention-4 there are 2: =HYPERLINK(1).json, ada.json.',
    '',
  ])
  const csv = readFileSync(join(folder, 'marks.csv'), 'utf8')
  expect(csv.split('\r\n')).toEqual([
    '\uFEFFfile,lesson,right,follow,wrong,missing,of,first,says,not_marked',
    `'=HYPERLINK(1).json,hard-attention-4,298,0,1,0,299,"latent Z[1,1] (41)",Not yet.,`,
    'ada.json,hard-attention-4,297,1,1,0,299,"latent Z[1,1] (41)",Not yet.,',
    `"${join('Müller, ""Zoë""_1_file', 'sheet.json')}",hard-attention-3,298,0,0,1,299,,,`,
    expect.stringMatching(/^scan\.pdf,,,,,,,,,has to be marked by hand/),
    'sheets.zip,,,,,,,,,"is an archive: once it is unpacked, what is in it can be marked."',
    'zoë.ipynb,,,,,,,,,is a notebook: dit check --numbers marks it.',
    '',
  ])
  rmSync(join(folder, 'class', 'ada.json'))
  const again = await mark()
  expect(again).toMatchObject({ code: 2, stdout: '' })
  expect(again.stderr).toContain('marks.csv cannot be written')
  expect(readFileSync(join(folder, 'marks.csv'), 'utf8')).toBe(csv)
  expect((await mark('--force')).stdout).toContain('5 sheets:')
  // A file of marks among the sheets is none of them.
  writeFileSync(join(folder, 'class', 'marks.csv'), csv)
  expect((await mark('--force', '--csv', 'marks.csv')).stdout).toContain('5 sheets:')
  const alone = await run(['practice', '--answers', 'marks.csv', '--csv', 'marks.csv', '--force'], {
    cwd: join(folder, 'class'),
  })
  expect(alone).toMatchObject({ code: 2, stdout: '' })
  expect(alone.stderr).toContain('There is nothing to mark but marks.csv')
  expect(readFileSync(join(folder, 'marks.csv'), 'utf8')).not.toContain('ada')
})

it('tells of a class with one problem whose is another, and of no one else', async () => {
  for (const name of ['ada', 'bo', 'cy']) await handIn(`${name}.json`, 3, { latent: null })
  expect((await mark()).stdout).toMatch(/not yet\.\n$/)
  await handIn('di.json', 4, { latent: null })
  expect((await mark('--force')).stdout).toMatch(
    /not yet\.\nNot of hard-attention-3, as most are: di\.json \(hard-attention-4\)\.\n$/,
  )
})
