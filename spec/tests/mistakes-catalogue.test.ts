// The catalogue: every mistake is caught by the checks, and a report's first line says which one it is.
import { describe, expect, test } from 'vitest'
import { diagnose } from '../src/diagnose/diagnosis.ts'
import { checks } from '../src/judge/conformance.ts'
import { answerNames, steps } from '../src/lesson/names.ts'
import { mistakeOf, mistakes, withMistake } from '../src/mistakes/all.ts'
import { right, untilWrong, worked } from './support.ts'

interface Row {
  readonly id: string
  readonly caughtBy: string
  readonly firstMatrix: string
  readonly named: string
  readonly headline: string
}

async function row(id: string): Promise<Row> {
  const mistake = mistakeOf(id)
  const engine = withMistake(right, mistake)
  const report = await untilWrong(engine, all)
  const last = report.results.at(-1)
  const verdict = last?.verdict
  const { findings } = await diagnose(engine, report, { cases: worked, shrink: false })
  return {
    id,
    caughtBy: report.wrong > 0 ? (last?.check.id ?? '') : '',
    firstMatrix: verdict?.outcome === 'wrong' ? (verdict.faults[0]?.matrix ?? '') : '',
    named: findings[0]?.mistake?.id ?? '',
    headline: findings[0]?.headline ?? '',
  }
}

const all = checks({ cases: worked, seed: 5, runs: 60 })
let table: Promise<readonly Row[]> | undefined
const rows = (): Promise<readonly Row[]> => {
  table ??= mistakes.reduce<Promise<readonly Row[]>>(
    async (before, { id }) => [...(await before), await row(id)],
    Promise.resolve([]),
  )
  return table
}
const printed = (shown: readonly Row[]): string =>
  shown.map(({ id, caughtBy, named, headline }) => `${id} | ${caughtBy} | ${named} | ${headline}`).join('\n')

describe('the mistakes', () => {
  test('are at least forty, each with an id, a title and a message of its own, in the order of the steps', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(40)
    for (const key of ['id', 'title'] as const)
      expect(new Set(mistakes.map(mistake => mistake[key])).size).toBe(mistakes.length)
    for (const { id, title, message, matrix, step, how } of mistakes) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/)
      expect(title).not.toMatch(/[.!]$/)
      expect(message).toMatch(/^.{15,}[.]$/s)
      expect(step).toBe(matrix === null ? null : steps[matrix])
      if (how.kind === 'formulas') expect(Object.keys(how.makes)).toContain(matrix)
    }
    const places = mistakes.flatMap(({ how, step }) => (how.kind === 'formulas' && step ? [step] : []))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  test('show in almost every matrix', () => {
    const touched = new Set(mistakes.flatMap(({ how }) => (how.kind === 'formulas' ? Object.keys(how.makes) : [])))
    expect(answerNames.filter(name => !touched.has(name) && name !== 'noise')).toEqual([])
  })

  test('are all caught, in the matrix in which they first show', async () => {
    const found = await rows()
    expect(printed(found.filter(({ caughtBy }) => caughtBy === ''))).toBe('')
    const elsewhere = found.filter(({ id, firstMatrix }) => {
      const { matrix, how } = mistakeOf(id)
      return how.kind === 'formulas' && firstMatrix !== matrix
    })
    expect(printed(elsewhere)).toBe('')
  })

  test('are named by the report’s first line: at least nine in ten, and nothing else is blamed', async () => {
    const found = await rows()
    const named = found.filter(({ id, named, headline }) => named === id && headline.startsWith(mistakeOf(id).title))
    const others = found.filter(one => !named.includes(one))
    expect(named.length / found.length, `not named:\n${printed(others)}`).toBeGreaterThanOrEqual(0.98)
  })

  test('an unknown one is an error', () => {
    expect(() => mistakeOf('attention/upside-down')).toThrow('attention/upside-down')
  })
})

describe('withMistake', () => {
  test('changes what comes after the mistake and nothing else', async () => {
    const engine = withMistake(right, mistakeOf('decode/no-relu'))
    const changed = new Set<string>()
    for (const { lesson } of worked) {
      const [before, after] = [await right.answer(lesson, 'printed'), await engine.answer(lesson, 'printed')]
      for (const name of answerNames)
        if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) changed.add(name)
    }
    expect([...changed]).toEqual(['decoded', 'generatedVideo'])
    expect(engine.name).toContain('decode/no-relu')
  })
})
