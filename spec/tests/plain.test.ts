// The second engine, in plain Python: equal to the oracle on every case, over the protocol and from the command line.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Case, caseIds, caseOf } from '../src/cases/all.ts'
import { claims } from '../src/judge/engine.ts'
import type { AnswerCell, Reading, Values } from '../src/lesson/format.ts'
import { parseAnswer } from '../src/lesson/json.ts'
import { parseLesson } from '../src/lesson/load.ts'
import { answerNames, namesFor } from '../src/lesson/names.ts'
import { type SpawnedEngine, spawnEngine } from '../src/wire/conform.ts'

const script = fileURLToPath(new URL('../engines/plain.py', import.meta.url))
const folder = fileURLToPath(new URL('../cases/', import.meta.url))
const python = spawnSync('python3', ['--version'], { encoding: 'utf8' })
const hasPython = python.status === 0
if (!hasPython)
  process.stderr.write('\npython3 is not installed: the tests of the plain Python engine are SKIPPED, not passed\n\n')

const tolerance = 1e-9

/** Exact cells must be equal as written; a decimal on either side needs to be close, relative to its size. */
function wrongCells(found: Values, wanted: Values): readonly string[] {
  return answerNames.flatMap(name => {
    const rows = (values: Values): readonly (readonly AnswerCell[])[] =>
      (name === 'generatedVideo' ? values.generatedVideo?.flat() : values[name]) ?? []
    const [is, should] = [rows(found), rows(wanted)]
    if (JSON.stringify(is.map(row => row.length)) !== JSON.stringify(should.map(row => row.length)))
      return [`${name}: the shape differs`]
    return should.flatMap((row, r) =>
      row.flatMap((want, c) => {
        const got = is[r]?.[c]
        const decimal = [want, got].some(cell => typeof cell === 'number' && !Number.isInteger(cell))
        const size = Math.max(1, Math.abs(Number(want)))
        const good = decimal ? Math.abs(Number(got) - Number(want)) <= tolerance * size : got === want
        return good ? [] : [`${name} row ${r + 1} column ${c + 1}: ${got} instead of ${want}`]
      }),
    )
  })
}

const readingsOf = ({ answer }: Case): readonly (readonly [Reading, Values])[] => [
  ['corrected', answer.corrected],
  ['printed', answer.printed ?? answer.corrected],
]

describe.skipIf(!hasPython)('plain.py', () => {
  let engine: SpawnedEngine
  beforeAll(async () => {
    engine = await spawnEngine(`python3 "${script}"`)
  })
  afterAll(() => engine.close())

  it('introduces itself and claims everything', () => {
    expect(engine.name).toBe('plain Python')
    expect(engine.claims).toEqual(claims)
  })

  it.each(caseIds)('%s: answers both readings as the oracle does', async id => {
    const found = caseOf(id)
    for (const [reading, wanted] of readingsOf(found)) {
      const values = await engine.answer(found.lesson, reading)
      expect(Object.keys(values)).toEqual(namesFor(found.lesson.attention.kind))
      expect(wrongCells(values, wanted)).toEqual([])
    }
  })

  it('prints one lesson from the command line', () => {
    for (const reading of ['corrected', 'printed'] as const) {
      const { stdout, status } = spawnSync('python3', [script, `${folder}sora-is-sky.json`, reading], {
        encoding: 'utf8',
      })
      expect(status).toBe(0)
      const { answer } = caseOf('sora-is-sky')
      expect(parseAnswer(stdout)).toEqual({ lesson: 'sora-is-sky', reading, values: answer[reading] })
    }
    const { status, stderr } = spawnSync('python3', [script, `${folder}sora-is-sky.json`, 'prined'], {
      encoding: 'utf8',
    })
    expect([status, stderr.trim()]).toEqual([1, 'the reading is "prined"; it can be "corrected" or "printed"'])
  })

  const { lesson } = caseOf('softmax-attention')

  /** Learns to look elsewhere: the oracle's softmax lesson with a feed-forward weight that lets slopes through. */
  const sloped = {
    ...lesson,
    feedForward: {
      weight: [
        [1, -1],
        [2, 1],
      ],
      bias: [0, 1],
    },
    learningRate: 0,
  }

  it.each(['query', 'key'] as const)(
    'softmax: the slope of the %s is a finite difference of half the squared error',
    async which => {
      const attention = sloped.attention
      if (attention.kind !== 'softmax') throw new Error('the lesson has softmax attention')
      const halfSquares = async (step: number, r: number, c: number): Promise<number> => {
        const moved = attention[which].map((row, i) =>
          row.map((cell, j) => (i === r && j === c ? `${Number(cell) * 10_000 + step}/10000` : cell)),
        )
        const values = await engine.answer(
          parseLesson({ ...sloped, attention: { ...attention, [which]: moved } }),
          'corrected',
        )
        return (values.lossGradient ?? []).flat().reduce((sum: number, cell) => sum + Number(cell) ** 2 / 2, 0)
      }
      const slopes = (await engine.answer(parseLesson(sloped), 'corrected'))[`d_${which}`] ?? []
      expect(slopes.flat().some(slope => Math.abs(Number(slope)) > 1e-3)).toBe(true)
      for (const [r, row] of slopes.entries())
        for (const [c, slope] of row.entries()) {
          const difference = ((await halfSquares(1, r, c)) - (await halfSquares(-1, r, c))) / 0.0002
          expect(difference).toBeCloseTo(Number(slope), 3)
        }
    },
  )

  it('softmax: scores far apart neither overflow nor become NaN', async () => {
    const far = parseLesson({
      ...sloped,
      attention: {
        kind: 'softmax',
        query: [
          [900, 0],
          [0, 1],
        ],
        key: [
          [900, 0],
          [0, 1],
        ],
      },
    })
    const values = await engine.answer(far, 'corrected')
    const columns = values.attention?.[0]?.map((_, c) =>
      values.attention?.reduce((sum, row) => sum + Number(row[c]), 0),
    )
    expect(columns).toHaveLength(4)
    for (const sum of columns ?? []) expect(sum).toBeCloseTo(1, 12)
  })

  const sky = caseOf('sora-is-sky').lesson

  it.each(namesFor('hard'))('a misprint of %s stands there and reaches only what comes later', async matrix => {
    const misprinted = parseLesson({
      ...sky,
      errata: [{ id: 'slip', matrix, row: 1, column: 1, printed: 77, correct: 0 }],
    })
    const corrected = await engine.answer(misprinted, 'corrected')
    const printed = await engine.answer(misprinted, 'printed')
    const at = matrix === 'generatedVideo' ? printed.generatedVideo?.[0]?.[0]?.[0] : printed[matrix]?.[0]?.[0]
    expect(at).toBe(77)
    expect(wrongCells(corrected, caseOf('sora-is-sky').answer.corrected)).toEqual([])
    const before = namesFor('hard').slice(0, namesFor('hard').indexOf(matrix))
    for (const name of before) expect(printed[name], name).toEqual(corrected[name])
  })

  it('a misprint of the generated video counts its frames one under the other', async () => {
    const errata = [{ id: 'slip', matrix: 'generatedVideo', row: 6, column: 2, printed: 77, correct: 0 }]
    const { generatedVideo } = await engine.answer(parseLesson({ ...sky, errata }), 'printed')
    expect(generatedVideo?.[2]?.[1]?.[1]).toBe(77)
  })

  it('keeps every digit of integers past 2⁵³', async () => {
    const big = Number.MAX_SAFE_INTEGER
    const bias = [big, big - 1]
    const { encoderPre, loss } = await engine.answer(
      parseLesson({ ...sky, encoder: { ...sky.encoder, bias }, errata: [] }),
      'corrected',
    )
    expect(encoderPre?.[0]?.[2]).toBe(String(BigInt(big) + 3n))
    expect(String(loss?.[0]?.[0])).toMatch(/^\d{20,}(\/\d+)?$/)
  })

  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

  it('says hello as the transcript in the README does', () => {
    const said = (arrow: string): string =>
      new RegExp(`^${arrow} (.*"protocol".*)$`, 'm').exec(readme)?.[1] ?? 'nothing'
    const bye = '{"id":2,"command":"bye"}'
    const { stdout } = spawnSync('python3', [script], { encoding: 'utf8', input: `${said('→')}\n${bye}\n` })
    expect(stdout.trim()).toBe(said('←'))
  })

  it('is not the only one: the first engine of the README answers what it says', async () => {
    const program = /```python\n(.*?)```/s.exec(readme)?.[1] ?? ''
    const path = join(mkdtempSync(join(tmpdir(), 'dit-readme-')), 'engine.py')
    writeFileSync(path, program)
    const first = await spawnEngine(`python3 "${path}"`)
    try {
      for (const id of ['sora-is-sky', 'four-bit-time', 't-zero'] as const) {
        const { lesson, answer } = caseOf(id)
        const { timeEmbedding } = answer.corrected
        expect(await first.answer(lesson, 'corrected')).toEqual({ timeEmbedding })
      }
      expect(first.claims).toEqual(['forward'])
    } finally {
      await first.close()
      rmSync(dirname(path), { recursive: true })
    }
  })
})
