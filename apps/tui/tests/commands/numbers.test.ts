// `dit check --numbers`: what a student's program prints is judged, told and refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caseOf } from '@dit-by-hand/spec/cases'
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
    expect(stdout).toContain('Not here yet: patches, encoderPre')
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
    [['--lesson', 'sora-is-sky'], '--lesson says what numbers are of: it needs --numbers.'],
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
