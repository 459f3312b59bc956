// The program as it is run: bundled into a folder of its own and started as a process.
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caseOf } from '@dit-by-hand/spec/cases'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledInto } from './bundled.ts'

const out = mkdtempSync(join(tmpdir(), 'dit-bundle-'))
const program = join(out, 'dit.js')
afterAll(() => rmSync(out, { recursive: true, force: true }))

beforeAll(() => {
  bundledInto(out)
  copyFileSync(join(import.meta.dirname, '../../../../spec/cases/misprint.json'), join(out, 'mine.json'))
})

const clean = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !['DIT_CWD', 'COLUMNS', 'NODE_OPTIONS'].includes(name)),
  ),
  ...env,
})
const dit = (args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd: string = tmpdir()): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8', env: clean(env) })

describe('the bundle', () => {
  it('stands alone and prints nothing but JSON', () => {
    const { status, stdout, stderr } = dit(['walk', '--json'])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      lesson: 'sora-is-sky',
      reading: 'corrected',
      values: caseOf('sora-is-sky').answer.corrected,
    })
  })

  it('reads relative paths from where the user stands', () => {
    const there = dit(['walk', '--json', '--lesson', 'mine.json'], { DIT_CWD: out })
    expect({ status: there.status, stderr: there.stderr }).toEqual({ status: 0, stderr: '' })
    expect(dit(['walk', '--json', '--lesson', 'mine.json'], {}, out).stdout).toBe(there.stdout)
    expect(JSON.parse(there.stdout).lesson).toBe('misprint')
    expect(dit(['walk', '--json', '--lesson', 'mine.json']).status).toBe(2)
  })

  it('says which Node it needs where it is started by an older one', () => {
    const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.1' } })"
    const { status, stdout, stderr } = dit(['check'], {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}`,
    })
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'dit: this is Node 20.20.1, and dit needs Node 22 or newer.\n',
    })
  })

  it.runIf(isTurn(0))('loads fast-check for check alone, and it works there', () => {
    expect(dit(['check', '--runs', '2', ...(thorough ? [] : ['--step', '1'])]).stdout).toMatch(
      / · wrong 0 · .* crashed 0/,
    )
  })

  it('ends with the code of what happened, and a mistake on standard error alone', () => {
    expect(dit(['wlak'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: "dit: unknown command 'wlak'\n(Did you mean walk?)\n",
    })
    expect(dit(['--version'])).toMatchObject({ status: 0, stderr: '' })
  })

  it('ends quietly when its reader has gone', async () => {
    const child = spawn(process.execPath, [program, 'learn', '--steps', '100000'], {
      env: clean({}),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', chunk => {
      stderr += chunk
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const ended = await new Promise(resolve => child.once('close', (code, signal) => resolve({ code, signal })))
    expect({ ended, stderr }).toEqual({ ended: { code: 0, signal: null }, stderr: '' })
  })

  it('ends quietly when it is interrupted', async () => {
    const child = spawn(process.execPath, [program, 'learn', '--steps', '100000'], {
      env: clean({}),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', chunk => {
      stderr += chunk
    })
    child.stdout.once('data', () => child.kill('SIGINT'))
    child.stdout.resume()
    const ended = await new Promise(resolve => child.once('close', (code, signal) => resolve({ code, signal })))
    // A shell tells this end as exit code 130.
    expect({ ended, stderr }).toEqual({ ended: { code: null, signal: 'SIGINT' }, stderr: '' })
  })
})
