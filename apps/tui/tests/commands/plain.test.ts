// The walk as text: how it reads, that it never runs over the width, and that it says what the lesson says.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseIds } from '@dit-by-hand/spec/cases'
import { inTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { textWidth } from '../../src/screen/text.ts'
import { dit } from './dit.ts'

const widths = [40, 60, 80, 120, 200]

describe('dit walk --plain', () => {
  it('reads well at 80 columns', async () => {
    const { code, stdout, stderr } = await dit(['walk', '--plain', '--width', '80'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot('walk-80.txt')
  })

  it.each(widths)('says at %i columns all that it says at 80', async width => {
    const wordsAt = async (columns: number): Promise<ReadonlySet<string>> =>
      new Set((await dit(['walk', '--plain', '--width', String(columns)])).stdout.match(/[\p{L}\d]+/gu))
    const here = await wordsAt(width)
    expect([...(await wordsAt(80))].filter(word => !here.has(word))).toEqual([])
  })

  // In a short run every lesson at one width, the next at the next.
  it.each(caseIds.flatMap((id, i) => inTurn(widths, widths.length, i).map(width => [id, width] as const)))(
    '%s never runs over %i columns',
    async (id, width) => {
      for (const reading of ['corrected', 'printed']) {
        const { code, stdout } = await dit(['walk', '--lesson', id, '--reading', reading, '--width', String(width)])
        expect(code).toBe(0)
        const lines = stdout.split('\n')
        expect(lines.filter(line => textWidth(line) > width)).toEqual([])
        expect(lines.filter(line => /\s$/.test(line))).toEqual([])
      }
    },
  )

  it.each(widths.slice(0, 3))(
    'at %i columns no sign follows a sign: what stands between them is shown again',
    async width => {
      const { stdout } = await dit(['walk', '--step', '10', '--width', String(width)])
      expect(stdout.split('\n').filter(line => / [−+·⊙→] {1,2}[−+=·⊙→] /.test(line))).toEqual([])
    },
  )

  it('never runs over it where the numbers of later columns are longer', async () => {
    const lesson = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../spec/cases/long-video.json'), 'utf8'))
    const noise = lesson.noise.map((row: readonly number[]) => row.map((cell, i) => (i < 5 ? cell : 123_456_789)))
    const { code, stdout } = await dit(['walk', '--lesson', '-', '--width', '40'], {
      stdin: JSON.stringify({ ...lesson, noise }),
    })
    expect(code).toBe(0)
    expect(stdout).toContain('123456789')
    expect(stdout.split('\n').filter(line => textWidth(line) > 40)).toEqual([])
  })

  it.each(inTurn(caseIds, 3, 1))('%s shows every number of its latent and its generated video', async id => {
    const found = JSON.parse((await dit(['walk', '--json', '--lesson', id])).stdout)
    const encode = (await dit(['walk', '--lesson', id, '--step', 'encode', '--width', '1000'])).stdout
    for (const row of found.values.latent)
      for (const cell of row) if (Number.isInteger(cell)) expect(encode).toContain(String(cell).replace('-', '−'))
    const video = (await dit(['walk', '--lesson', id, '--step', '13', '--width', '1000'])).stdout
    for (const cell of found.values.generatedVideo.flat(2))
      if (Number.isInteger(cell)) expect(video).toContain(String(cell))
  })

  it('has all fifteen stops, and one with --step', async () => {
    const all = (await dit(['walk'])).stdout
    const headings = all.split('\n').filter((_, i, lines) => /^─+$/.test(lines[i + 1] ?? ''))
    expect(headings).toHaveLength(15)
    const seventh = (await dit(['walk', '--step', '7'])).stdout
    expect(seventh.split('\n').filter(line => /^─+$/.test(line))).toHaveLength(1)
    expect(seventh.split('\n')[0]).toBe(headings[7])
    expect((await dit(['walk', '--step', 'attention'])).stdout).toBe(seventh)
  })

  it('shows what is in the box of step 7, where there is one', async () => {
    expect((await dit(['walk', '--step', '7'])).stdout).toContain('S scores 4×4')
    expect((await dit(['walk', '--step', '7', '--lesson', 'given-attention'])).stdout).not.toContain('S scores')
  })

  it('tells step 10 stage by stage, softmax in more of them', async () => {
    for (const [id, count] of [
      ['sora-is-sky', 6],
      ['soft-sky', 8],
    ] as const) {
      const { stdout } = await dit(['walk', '--step', '10', '--lesson', id])
      for (let i = 1; i <= count; i++) expect(stdout.split(`Stage ${i} of ${count}: `)).toHaveLength(2)
    }
  })

  it('says what Sora does, and after whom', async () => {
    const { stdout } = await dit(['walk', '--step', '4'])
    expect(stdout).toContain('What Sora itself does:')
    expect(stdout).toContain('video-generation-models-as-world-simulators')
  })

  it('marks a misprint where it stands, in both readings, and never shows it as a number of its own', async () => {
    for (const [reading, value] of [
      ['corrected', '1†'],
      ['printed', '−1†'],
    ] as const) {
      const { stdout } = await dit(['walk', '--step', '5', '--reading', reading])
      expect(stdout.match(/(?<=[ [‹])−?\d+†/g)).toEqual([value])
      expect(stdout).toMatch(/^† Misprint in the article, scale and shift, third element: printed −1,\s+should be/m)
    }
  })

  it('tells the misprints of other lessons, too', async () => {
    const { matrix, row, column, printed, correct } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../../spec/cases/misprint.json'), 'utf8'),
    ).errata[0]
    expect(matrix).toBe('scaleShift')
    const { stdout } = await dit(['walk', '--step', '5', '--lesson', 'misprint'])
    expect(stdout).toContain(
      `† γβ[${row},${column}]: printed ${String(printed).replace('-', '−')}, should be ${String(correct).replace('-', '−')}.`,
    )
  })

  it('says where numbers come from only for the lesson whose sources are known', async () => {
    expect((await dit(['walk', '--step', '2'])).stdout).toMatch(/^● .*We, be: printed in the article$/m)
    expect((await dit(['walk', '--step', '2', '--lesson', 'hard-attention'])).stdout).not.toMatch(
      /printed in the article/,
    )
  })

  it('proves a slope in step 10', async () => {
    expect((await dit(['walk', '--step', '10'])).stdout).toMatch(/Proof, .*J\(\+1\/1000\)/s)
  })

  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

  it('has no escape sequence, also on a terminal', async () => {
    for (const command of [['walk', '--plain'], ['generate'], ['explain', 'words', '1', '1'], ['learn']]) {
      const { code, stdout } = await dit(command, { tty: true })
      expect([code, control.test(stdout)]).toEqual([0, false])
    }
  })

  it('refuses a lesson with an escape sequence in its words, and prints none', async () => {
    const lesson = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../../spec/cases/sora-is-sky.json'), 'utf8'),
    )
    const bad = 'so\u001b[31mra'
    const spoilt: readonly object[] = [
      { ...lesson, title: bad },
      { ...lesson, prompt: { ...lesson.prompt, text: bad } },
      { ...lesson, prompt: { ...lesson.prompt, words: { ...lesson.prompt.words, [bad]: [0, 0, 0] } } },
    ]
    for (const one of spoilt) {
      const { code, stdout, stderr } = await dit(['walk', '--plain', '--lesson', '-'], {
        stdin: JSON.stringify(one),
        tty: true,
      })
      expect([code, stdout, control.test(stderr)]).toEqual([2, '', false])
      expect(stderr).toMatch(/lesson\.(title|prompt).*control character/)
    }
  })

  it('takes its width from --width, COLUMNS, the terminal, or 80, in this order', async () => {
    const at = async (argv: readonly string[], world: Parameters<typeof dit>[1]): Promise<string> =>
      (await dit(['walk', '--plain', '--step', '10', ...argv], world)).stdout
    const [narrow, usual, wide] = await Promise.all(['50', '80', '120'].map(width => at(['--width', width], {})))
    expect(new Set([narrow, usual, wide]).size).toBe(3)
    expect(await at(['--width', '50'], { tty: true, columns: 120, env: { COLUMNS: '80' } })).toBe(narrow)
    expect(await at([], { tty: true, columns: 120, env: { COLUMNS: '50' } })).toBe(narrow)
    expect(await at([], { tty: true, columns: 120 })).toBe(wide)
    expect(await at([], { tty: true, columns: 0 })).toBe(usual)
    expect(await at([], {})).toBe(usual)
  })
})
