// `dit check` as a teacher: what is wrong first, side by side, up to a step, for CI, and with a kit to begin with.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLesson } from '@dit-by-hand/spec/load'
import { starterLanguages, starterOf } from '@dit-by-hand/spec/starters'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { afterAll, describe, expect, it } from 'vitest'
import { textWidth } from '../../src/screen/text.ts'
import { brokenEngine } from './broken-engine.ts'
import { dit } from './dit.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dit-check-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** In a short run, only so far. */
const upTo = (step: number): readonly string[] => (thorough ? [] : ['--step', String(step)])
const here = { cwd: scratch, env: { COLUMNS: '90' } }
/** With two random lessons the laws that ask most take only every second case. */
const few = ['check', '--runs', thorough ? '0' : '2']
const relu = [...few, '--engine', brokenEngine(scratch, 'relu')]

describe('a wrong engine', () => {
  it.runIf(isTurn(0))(
    'is named in the first line, beside what was expected, and what follows is not blamed',
    async () => {
      const { code, stdout } = await dit([...relu, '--save', 'small.json', '--junit', 'dit.xml'], here)
      expect(code).toBe(1)
      const lines = stdout.split('\n')
      expect(lines[0]).toMatch(/^step 2: latent: ReLU is left out: row \d column \d is −\d+, it should be 0$/)
      expect(stdout).toContain('  advice    latent is max(0, encoderPre).')
      expect(stdout).toMatch(/^ {13}expected +found$/m)
      expect(stdout).toMatch(/\[−\d+\]/)
      expect(stdout).toMatch(/^ {2}the rest +noised, [^:]*\s+more:\s+they\s+follow\s+from this$/m)
      expect(stdout).not.toContain('WRONG')
      expect(stdout).toMatch(/^Steps {2}✓ 1 patchify ✗ 2 encode · 3 noise/m)
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(90)

      expect(stdout).toContain('Saved the lesson that shows it: dit walk --lesson small.json')
      const lesson = readLesson(readFileSync(join(scratch, 'small.json'), 'utf8'))
      expect(lesson.id).toBe('small-latent')
      const walked = await dit(['walk', '--plain', '--lesson', 'small.json', '--step', 'encode'], here)
      expect({ code: walked.code, stderr: walked.stderr }).toEqual({ code: 0, stderr: '' })

      const xml = readFileSync(join(scratch, 'dit.xml'), 'utf8')
      expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /)
      expect(xml.match(/<failure /g)).toHaveLength(Number(/ wrong (\d+) /.exec(stdout)?.[1]))
      expect(xml).toContain('message="latent: ReLU is left out')
    },
  )

  it.runIf(isTurn(5))('is told in JSON', async () => {
    const { code, stdout } = await dit([...relu, '--json', ...upTo(2)], here)
    expect(code).toBe(1)
    const report = JSON.parse(stdout)
    expect(report.findings).toHaveLength(1)
    expect(report.findings[0]).toMatchObject({
      kind: 'wrong',
      step: 2,
      mistake: { family: 'left out', says: 'ReLU is left out' },
    })
    expect(report.findings[0].example.lesson).toHaveProperty('video')
    expect(report.steps[1]).toEqual({ step: 2, title: 'encode', state: 'wrong' })
    expect(report.checks).toHaveLength(report.passed + report.wrong + report.skipped + report.crashed)
  })

  it('passes up to the step before its mistake', async () => {
    const before = await dit([...relu, '--step', '1'], here)
    expect(before.code).toBe(0)
    expect(before.stdout).toContain('up to step 1')
    // In a short run the mistake is told in JSON up to its step, above.
    if (!thorough) return
    const after = await dit([...relu, '--step', '2'], here)
    expect(after.code).toBe(1)
    expect(after.stdout).not.toContain('the rest')
  })
})

// The whole check, of a program in Python.
it.runIf(thorough)('the README of the spec shows what is said of plain.py with one transpose too many', async () => {
  const spec = join(import.meta.dirname, '../../../../spec')
  const [, shown = ''] =
    /with one transpose too many:\n\n```\n(.*?)```/s.exec(readFileSync(join(spec, 'README.md'), 'utf8')) ?? []
  const right = readFileSync(join(spec, 'engines/plain.py'), 'utf8')
  const spoilt = right.replace('page.write("attention", transpose(columns))', 'page.write("attention", columns)')
  expect(spoilt).not.toBe(right)
  writeFileSync(join(scratch, 'spoilt.py'), spoilt)
  const { stdout } = await dit(['check', '--engine', 'python3 spoilt.py'], { cwd: scratch, env: { COLUMNS: '100' } })
  expect(stdout.slice(0, shown.length)).toBe(shown)
})

describe('a right engine', () => {
  it('is told nothing, and there is nothing to save', async () => {
    const { code, stdout } = await dit(['check', '--runs', '2', '--step', '3', '--save', 'none.json'], here)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Judged /)
    expect(stdout).toContain('Nothing to save: nothing is wrong.')
  })
})

describe('what cannot be done', () => {
  it.each([
    [['check', '--step', '14'], 'a whole number from 1 to 13'],
    [['check', '--starter', 'pyton'], 'Did you mean python'],
    [['check', '--starter', 'cobol'], 'It must be one of python, python-plain, javascript, java.'],
    [['check', '--out', 'x'], '--out says where a starter kit goes'],
    [
      [...relu, '--step', '2', '--junit', 'no/such/folder/dit.xml'],
      'no/such/folder/dit.xml cannot be written: there is no such folder',
    ],
  ])('%s', async (argv, why) => {
    const { code, stderr } = await dit(argv, here)
    expect(code).toBe(2)
    expect(stderr).toContain(why)
  })
})

describe('--starter', () => {
  it.each(starterLanguages)('%s writes its kit, and nothing over what is there', async language => {
    const argv = ['check', '--starter', language, '--out', `kits/${language}`]
    const { code, stdout, stderr } = await dit(argv, here)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { files, command } = starterOf(language)
    expect(stdout).toContain(`dit check --engine "${command}" --step 1`)
    for (const { path, text } of files) expect(readFileSync(join(scratch, 'kits', language, path), 'utf8')).toBe(text)
    const again = await dit(argv, here)
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('is there already, and is not written over')
  })

  it.runIf(isTurn(2))('fails at step 1 with a friendly word', async () => {
    writeFileSync(join(scratch, 'engine.mjs'), starterOf('javascript').files[0]?.text ?? '')
    expect(spawnSync('node', ['--version']).status).toBe(0)
    const { code, stdout } = await dit(['check', '--runs', '1', '--step', '1', '--engine', 'node engine.mjs'], here)
    expect(code).toBe(1)
    expect(stdout.split('\n')[0]).toBe('step 1: patchify is not written yet')
    expect(stdout).toContain('  to write  patches is the video cut into patches, one a column.')
  })
})
