// `dit walk --json` against the oracle: every case, both readings; and the JSON of the other commands.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseIds } from '@dit-by-hand/spec/cases'
import { parseAnswer } from '@dit-by-hand/spec/json'
import { describe, expect, it } from 'vitest'
import { dit } from './dit.ts'

const cases = join(import.meta.dirname, '../../../../spec/cases')
const oracle = (id: string): { corrected: object; printed?: object } =>
  JSON.parse(readFileSync(join(cases, `${id}.expected.json`), 'utf8'))

/** Decimals agree to 1e-9, everything else exactly. */
function close(found: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(found) && found.length === expected.length && expected.every((each, i) => close(found[i], each))
    )
  if (typeof found === 'number') {
    const [top = '', below = '1'] = String(expected).split('/')
    const wanted = Number(top) / Number(below)
    return Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
  }
  return found === expected
}

describe('dit walk --json', () => {
  it.each(caseIds.flatMap(id => (['corrected', 'printed'] as const).map(reading => [id, reading] as const)))(
    'answers %s, %s, as the oracle does',
    async (id, reading) => {
      const { code, stdout, stderr } = await dit([
        'walk',
        '--json',
        '--lesson',
        join(cases, `${id}.json`),
        '--reading',
        reading,
      ])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const found = parseAnswer(stdout)
      const answer = oracle(id)
      const values = reading === 'printed' ? (answer.printed ?? answer.corrected) : answer.corrected
      if (id.includes('soft') || id === 'one-patch') {
        const entries = Object.entries((found as { values: object }).values)
        expect(entries.map(([name]) => name).toSorted()).toEqual(Object.keys(values).toSorted())
        for (const [name, matrix] of Object.entries(values))
          expect(close(Object.fromEntries(entries)[name], matrix), name).toBe(true)
      } else expect(found).toEqual({ lesson: id, reading, values })
    },
  )

  it('takes a lesson by id, by path and from standard input alike', async () => {
    const byId = await dit(['walk', '--json', '--lesson', 'misprint'])
    const byPath = await dit(['walk', '--json', '--lesson', 'misprint.json'], { cwd: cases })
    const piped = await dit(['walk', '--json', '--lesson', '-'], { stdin: readFileSync(join(cases, 'misprint.json')) })
    expect(byId.code).toBe(0)
    expect(byPath).toEqual(byId)
    expect(piped).toEqual(byId)
  })

  it('is the same on a terminal', async () => {
    expect(await dit(['--json'], { tty: true })).toEqual(await dit(['walk', '--json']))
  })

  it('gives each matrix a line of its own', async () => {
    const { stdout } = await dit(['walk', '--json'])
    expect(stdout).toContain('\n    "latent": [[0,2,3,1],[1,2,4,3]],\n')
    expect(stdout.endsWith('}\n')).toBe(true)
  })
})

describe('other JSON', () => {
  it('learn: the loss of every step, exact while it is', async () => {
    const { code, stdout } = await dit(['learn', '--steps', '3', '--json'])
    expect(code).toBe(0)
    const found = JSON.parse(stdout)
    expect(found).toMatchObject({ lesson: 'sora-is-sky', reading: 'corrected' })
    expect(found.losses.map(({ step }: { step: number }) => step)).toEqual([0, 1, 2, 3])
    expect(found.losses[0]).toEqual({ step: 0, loss: '3/8', decimal: 0.375 })
  })

  it('learn: starts from the printed loss in the printed reading', async () => {
    expect(JSON.parse((await dit(['learn', '--steps', '0', '--json', '--reading', 'printed'])).stdout).losses).toEqual([
      { step: 0, loss: '11/8', decimal: 1.375 },
    ])
  })

  it('generate: the first step is the walkthrough', async () => {
    const { stdout } = await dit(['generate', '--steps', '3', '--json'])
    const { steps } = JSON.parse(stdout)
    expect(steps.map(({ t }: { t: number }) => t)).toEqual([3, 2, 1])
    expect(steps.map(({ values }: { values: { timeEmbedding: unknown } }) => values.timeEmbedding)).toEqual([
      [[1], [1]],
      [[1], [0]],
      [[0], [1]],
    ])
    expect(steps[0].values).toEqual(oracle('sora-is-sky').corrected)
    expect(steps[1].values.noised).toEqual(steps[0].values.denoised)
    expect(steps[2].values.noised).toEqual(steps[1].values.denoised)
  })

  it('explain: value, sources, slope and misprint', async () => {
    const { stdout } = await dit(['explain', 'scaleShift', '3', '1', '--json'])
    const found = JSON.parse(stdout)
    expect(found).toMatchObject({ matrix: 'scaleShift', row: 3, column: 1, value: 1, given: false, slope: 2 })
    expect(found.misprint).toMatchObject({ id: 'shift-sign', printed: -1, correct: 1 })
    expect(found.sources).toContainEqual({ matrix: 'modulationWeight', row: 3, column: 3, value: -1 })
    expect(found.consumers).toEqual([{ matrix: 'shift', row: 1, column: 1, value: 1 }])
    expect(found.proof).toMatchObject({ slope: found.slope, corner: false })
    expect(found.curve.now).toEqual({ at: 1, error: '3/2' })
    expect(found.curve.points[24]).toEqual([1, 1.5])
  })

  it('explain: text of digits stays text', async () => {
    expect(JSON.parse((await dit(['explain', 'feedForwardWeight', '1', '1', '--json'])).stdout)).toMatchObject({
      value: 1,
      values: '1',
    })
  })

  it('lessons: all of them', async () => {
    expect(JSON.parse((await dit(['lessons', '--json'])).stdout).map(({ id }: { id: string }) => id)).toEqual(caseIds)
  })
})
