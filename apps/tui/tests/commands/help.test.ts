// --help and --version, for dit and for every command.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textWidth } from '../../src/screen/text.ts'
import { dit } from './dit.ts'

const commands = ['walk', 'explain', 'learn', 'generate', 'check', 'practice', 'worksheet', 'lessons']

describe('--help', () => {
  it('names every command', async () => {
    const { code, stdout, stderr } = await dit(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    expect(stdout).toContain('Examples:')
  })

  it.each(commands)('%s has its own, with examples that begin with it', async command => {
    const { code, stdout, stderr } = await dit([command, '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^Usage: dit ${command}`))
    const examples = stdout.split('Examples:\n')[1]?.trim().split('\n') ?? []
    expect(examples.length).toBeGreaterThan(1)
    expect(await dit(['help', command])).toEqual({ code, stdout, stderr })
  })

  it.each(['--help', ...commands])('%s fits into 80 columns', async command => {
    const { stdout } = await dit([command, '--help'])
    for (const line of stdout.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(80)
  })
})

it('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  expect(await dit(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})
