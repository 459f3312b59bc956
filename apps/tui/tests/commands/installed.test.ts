// `dit` on the PATH: linked from the clone, and installed from a packed tarball that needs nothing beside it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundledInto } from './bundled.ts'

const app = join(import.meta.dirname, '../..')
const clone = join(app, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'dit-installed-'))
const elsewhere = join(scratch, 'elsewhere')
beforeAll(() => mkdirSync(elsewhere))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const bare = ({ DIT_CWD: _cwd, INIT_CWD: _init, NODE_OPTIONS: _options, ...env }: NodeJS.ProcessEnv) => env

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...bare(process.env), npm_config_offline: 'true', npm_config_update_notifier: 'false', ...env },
  })
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`)
  return stdout
}

/** Runs the `dit` of a prefix in a folder of its own, as somebody would who has it on the PATH. */
const answers = (prefix: string): void => {
  const dit = join(prefix, 'bin', 'dit')
  expect(run(dit, ['--version'], elsewhere)).toMatch(/^\d+\.\d+\.\d+\n$/)
  run(dit, ['check', '--starter', 'python-plain', '--out', 'kit'], elsewhere)
  expect(readdirSync(join(elsewhere, 'kit'))).toContain('engine.py')
  rmSync(join(elsewhere, 'kit'), { recursive: true })
}

describe('dit on the PATH', () => {
  it.runIf(thorough)('comes from the clone with npm link, and stands where its user stands', () => {
    const prefix = join(scratch, 'linked')
    mkdirSync(prefix)
    run('npm', ['link', '--ignore-scripts'], clone, { npm_config_prefix: prefix })
    answers(prefix)
  })

  it.runIf(isTurn(1))('comes from a packed tarball, alone', () => {
    const [pack, prefix] = [join(scratch, 'pack'), join(scratch, 'installed')]
    mkdirSync(pack)
    mkdirSync(prefix)
    cpSync(join(app, 'package.json'), join(pack, 'package.json'))
    bundledInto(join(pack, 'dist'))
    const [tarball = ''] = run('npm', ['pack', '--ignore-scripts'], pack).trim().split('\n').slice(-1)
    run('npm', ['install', '--global', '--ignore-scripts', join(pack, tarball)], pack, { npm_config_prefix: prefix })
    expect(readdirSync(join(prefix, 'lib/node_modules/@dit-by-hand'))).toEqual(['tui'])
    expect(readdirSync(join(prefix, 'lib/node_modules/@dit-by-hand/tui'))).not.toContain('node_modules')
    answers(prefix)
  })
})
