// Every line to be typed works for whoever it is told: as `dit` where that was called, else as the command that was.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { afterAll, describe, expect, it } from 'vitest'
import { brokenEngine } from './broken-engine.ts'
import { dit } from './dit.ts'

const cwd = mkdtempSync(join(tmpdir(), 'dit-called-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))
const npm = 'npm --prefix "/some where/dit" start --'
const world = { cwd, env: { DIT_CALLED: npm } }
const start = join(import.meta.dirname, '../../start.ts')

describe('dit that was called otherwise', () => {
  it('says so in messages', async () => {
    expect((await dit(['walk', '--lesson', 'qqqqqq'], world)).stderr).toContain(`\`${npm} lessons\` lists them.`)
    expect((await dit(['walk', '--lesson', 'qqqqqq'], { cwd })).stderr).toContain('`dit lessons` lists them.')
  })

  it('says so in the plain walk, in lines no wider than any other', async () => {
    for (const step of ['slopes', 'denoise']) {
      const { stdout } = await dit(['walk', '--plain', '--step', step, '--width', '80'], world)
      const lines = stdout.split('\n')
      expect(lines.join(' ').replace(/ +/g, ' ')).toContain(`${npm} ${step === 'slopes' ? 'learn' : 'generate'}`)
      expect(lines.filter(line => line.length > 80)).toEqual([])
    }
  })

  it('says so at the end of help, of dit and of every command', async () => {
    for (const argv of [['--help'], ['check', '--help'], ['help', 'walk']]) {
      const { stdout } = await dit(argv, world)
      expect(stdout.trimEnd().split('\n').slice(-3, -1)).toEqual(['Where this says dit, type:', `  ${npm}`])
      expect((await dit(argv, { cwd })).stdout).not.toContain('Where this says dit')
    }
  })

  it.runIf(isTurn(3))('says so of a lesson that it kept, and changes nothing that is no command', async () => {
    const asked = ['check', '--runs', '2', '--step', '2', '--engine', brokenEngine(cwd, 'relu'), '--save', 'small.json']
    const { stdout } = await dit(asked, world)
    expect(stdout).toContain(`Saved the lesson that shows it: ${npm} walk --lesson small.json\n`)
    const json = ['check', '--runs', '2', '--step', '1', '--json']
    expect((await dit(json, world)).stdout).toBe((await dit(json, { cwd })).stdout)
  })

  it('makes kits that say it, in every file that whoever has the kit types from', async () => {
    const { stdout } = await dit(['check', '--starter', 'java', '--out', 'my java'], world)
    expect(stdout).toContain(`  cd "my java"\n  ${npm} check --engine "java Engine.java" --step 1`)
    for (const file of ['Engine.java', 'README.md'])
      expect(readFileSync(join(cwd, 'my java', file), 'utf8')).toContain(
        `${npm} check --engine "java Engine.java" --step 1`,
      )
  })
})

it.runIf(thorough)('what a kit of the clone says to type runs, in the kit’s folder', { timeout: 300_000 }, async () => {
  const { DIT_CALLED: _called, DIT_CWD: _cwd, INIT_CWD: _init, ...env } = process.env
  const made = spawnSync(process.execPath, [start, 'check', '--starter', 'javascript', '--out', 'kit'], {
    cwd,
    env: { ...env, DIT_CWD: cwd },
    encoding: 'utf8',
  })
  expect(made.stderr).toBe('')
  const [, line = ''] = /```sh\n(.*check.*)\n```/.exec(readFileSync(join(cwd, 'kit', 'README.md'), 'utf8')) ?? []
  expect(line).toMatch(/^node ".*start\.ts" check --engine "node engine\.mjs" --step 1$/)
  // The same Node, wherever it lies.
  const typed = line.replace(/^node /, `"${process.execPath}" `)
  const { status, stdout } = spawnSync(`${typed} --runs 2`, {
    shell: true,
    cwd: join(cwd, 'kit'),
    env,
    encoding: 'utf8',
  })
  expect([status, stdout.split('\n')[0]]).toEqual([1, 'step 1: patchify is not written yet'])
})
