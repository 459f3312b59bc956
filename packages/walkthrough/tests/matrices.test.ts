import { modelOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { compare, type Exact, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { lessons as randomLessons } from '@dit-by-hand/spec/arbitraries'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { answerNames, givenNames, learnableNames, steps } from '@dit-by-hand/spec/names'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { cellTitle, columnHead, isName, matrices, meaningOf, rowHead, symbolOf, titleOf } from '../src/matrices.ts'
import { rangeSaid } from '../src/ranges.ts'
import { saysOf } from '../src/says.ts'
import { places } from '../src/telling.ts'
import { workedOf } from '../src/workbench.ts'
import { lessons, rangeIn, sora } from './support.ts'
import { rounds } from './thorough.ts'

const names = Object.keys(matrices).filter(isName)
const unique = (texts: readonly string[]): number => new Set(texts).size
const readings: readonly Reading[] = ['corrected', 'printed']

describe('the matrices', () => {
  it('are those of the specification, and named gradients on the way', () => {
    for (const name of [...givenNames, ...answerNames]) expect(names).toContain(name)
    const known = new Set<string>([...givenNames, ...answerNames])
    expect(names.filter(name => !known.has(name)).toSorted()).toEqual([
      'd_attention',
      'd_keys',
      'd_queries',
      'd_scaleShift',
    ])
  })

  it('have a title and a symbol each that no other has', () => {
    expect(unique(names.map(titleOf))).toBe(names.length)
    expect(unique(names.map(symbolOf))).toBe(names.length)
    for (const name of names) {
      expect(saysOf(name), name).toMatch(/^[A-Z].*[^.]\.$/)
      expect([...symbolOf(name)].length, name).toBeLessThanOrEqual(3)
    }
  })

  it('are made where the specification says', () => {
    for (const name of answerNames) expect(matrices[name].place, name).toBe(places[steps[name]])
  })

  it('give a gradient and a weight after its step the role of their value', () => {
    for (const name of names) {
      const of = name.replace(/^d_|After$/, '')
      if (of === name || !isName(of)) continue
      expect(matrices[name].role, name).toBe(matrices[of].role)
      expect(titleOf(name)).toContain(titleOf(of))
      expect(matrices[name].isGradient).toBe(name.startsWith('d_'))
    }
    expect(names.filter(name => matrices[name].role === 'frozen').toSorted()).toEqual([
      'decoderBias',
      'decoderWeight',
      'encoderBias',
      'encoderWeight',
    ])
    const learnable = names.filter(name => matrices[name].role === 'learnable' && meaningOf(name).kind === 'value')
    expect(learnable.toSorted()).toEqual(learnableNames.toSorted())
    expect(
      modelOf(sora)
        .parameters.map(({ name }) => name)
        .toSorted(),
    ).toEqual(learnable.toSorted())
  })

  it('say so where there is none of a name', () => {
    expect(() => titleOf('latnet')).toThrow(new RangeError('there is no matrix latnet'))
  })
})

describe('heads', () => {
  const facts = factsOf(workedOf(sora, 'corrected'))

  it('say what a row and a column stand for', () => {
    expect(rowHead('video', 3, facts)).toBe('frame 2, row 2')
    expect(columnHead('video', 1, facts)).toBe('column 2')
    expect(columnHead('latent', 2, facts)).toBe('patch 3')
    expect(columnHead('words', 0, facts)).toBe('word sora')
    expect(columnHead('words', 2, facts)).toBe('word sky')
    expect([0, 1, 2, 3].map(row => rowHead('scaleShift', row, facts))).toEqual([
      'scale 1',
      'scale 2',
      'shift 1',
      'shift 2',
    ])
    expect([0, 1, 2, 3, 4].map(row => rowHead('condition', row, facts))).toEqual([
      'text 1',
      'text 2',
      'text 3',
      'bit worth 2',
      'bit worth 1',
    ])
    expect(rowHead('scores', 1, facts)).toBe('key patch 2')
    expect(columnHead('scores', 0, facts)).toBe('query patch 1')
    expect(columnHead('encoderBias', 0, facts)).toBe('')
  })

  it('call a cell by its matrix, row and column', () => {
    expect(cellTitle({ name: 'latent', row: 0, column: 2 }, facts)).toBe('latent, feature 1, patch 3')
    expect(cellTitle({ name: 'loss', row: 0, column: 0 }, facts)).toBe('loss')
    expect(cellTitle({ name: 'd_modulationWeight', row: 2, column: 4 }, facts)).toBe(
      'gradient of the modulation weight, shift 1, bit worth 1',
    )
  })

  it('tell rows and columns apart in every lesson', () => {
    for (const lesson of lessons) {
      const shown = factsOf(workedOf(lesson, 'corrected'))
      for (const name of names) {
        const grid = shown.values[name]
        if (!grid) continue
        const columns = grid[0]?.length ?? 0
        expect(unique(grid.map((_, row) => rowHead(name, row, shown))), `${lesson.id} ${name}`).toBe(grid.length)
        expect(unique((grid[0] ?? []).map((_, column) => columnHead(name, column, shown))), name).toBe(columns)
      }
    }
  })
})

describe('ranges', () => {
  it('are said', () => {
    const soft: Lesson = caseOf('soft-sky').lesson
    const told = (name: Name, lesson: Lesson): string | undefined => {
      const known = rangeIn(name, lesson)
      return known && rangeSaid(known)
    }
    expect(told('latent', sora)).toBe('never less than 0')
    expect(told('timeEmbedding', sora)).toBe('0 or 1')
    expect(told('t', sora)).toBe('a whole number from 0 to 3')
    expect(told('attention', soft)).toBe('from 0 to 1; each column adds up to 1')
    expect(told('encoderPre', sora)).toBe(undefined)
    expect(rangeSaid({ least: 0, most: 7, whole: true })).toBe('a whole number from 0 to 7')
    expect(rangeSaid({ least: -1, most: 0 })).toBe('from −1 to 0')
    expect(rangeSaid({ least: 2, most: 2 })).toBe('2')
    expect(rangeSaid({ most: -1, whole: true })).toBe('a whole number never more than −1')
    expect(rangeSaid({ least: 2, most: 3, whole: true })).toBe('2 or 3')
    expect(rangeSaid({ columnSum: 1 })).toBe('each column adds up to 1')
  })

  /** Where a value is outside what is known of its matrix. */
  function outside(values: readonly (readonly Exact[])[], known: ReturnType<typeof rangeIn>): readonly string[] {
    if (!known) return []
    const cells = values.flat()
    const wrong = cells.filter(
      cell =>
        (known.least !== undefined && compare(cell, known.least) < 0) ||
        (known.most !== undefined && compare(cell, known.most) > 0) ||
        (known.whole && !(typeof cell === 'number' && Number.isInteger(cell))),
    )
    const sums = (values[0] ?? []).map((_, column) =>
      values.reduce((total, row) => total + toNumber(row[column] ?? Number.NaN), 0),
    )
    const { columnSum } = known
    const off = columnSum === undefined ? [] : sums.filter(sum => !(Math.abs(sum - columnSum) < 1e-9))
    return [...wrong.map(cell => `${toNumber(cell)}`), ...off.map(sum => `a column that adds up to ${sum}`)]
  }

  it('hold for every answer of the oracle, in both readings', () => {
    let held = 0
    for (const { lesson, answer } of cases())
      for (const reading of readings) {
        const { generatedVideo = [], ...rest } = answer[reading] ?? {}
        for (const [name, grid] of Object.entries({ ...rest, generatedVideo: generatedVideo.flat() })) {
          if (!isName(name) || !rangeIn(name, lesson, reading) || !grid || grid.length === 0) continue
          const cells = grid.map(row =>
            row.map(cell => (typeof cell === 'number' && !Number.isInteger(cell) ? cell : fromCell(cell))),
          )
          expect(outside(cells, rangeIn(name, lesson, reading)), `${lesson.id} ${name}`).toEqual([])
          held++
        }
      }
    expect(held).toBeGreaterThan(100)
  })

  it('hold for random lessons with misprints, fractions and ties', () => {
    const faults: string[] = []
    for (const flavour of ['handFriendly', 'wild'] as const)
      for (const lesson of randomLessons({ seed: 20_240, runs: rounds(60, 5), flavour }))
        for (const reading of readings)
          for (const [name, grid] of Object.entries(workedOf(lesson, reading).values)) {
            const wrong = isName(name) && grid ? outside(grid, rangeIn(name, lesson, reading)) : []
            if (wrong.length > 0)
              faults.push(`${name} in the ${reading} reading of ${JSON.stringify(lesson)}: ${wrong.join()}`)
          }
    expect(faults).toEqual([])
  })

  it('are not claimed for a value that was misprinted, nor for what only passes it on', () => {
    const slip = { id: 'slip', matrix: 'decoded', row: 1, column: 1, printed: -5, correct: 0 } as const
    const lesson = { ...sora, errata: [slip] }
    expect(rangeIn('decoded', lesson, 'corrected')).toEqual({ least: 0 })
    expect(rangeIn('decoded', lesson, 'printed')).toBeUndefined()
    expect(rangeIn('generatedVideo', lesson, 'printed')).toBeUndefined()
    expect(outside(workedOf(lesson, 'printed').values.generatedVideo ?? [], { least: 0 })).toEqual(['-5'])
  })

  it('see what is outside', () => {
    expect(outside([[-1]], { least: 0 })).toHaveLength(1)
    expect(outside([[2]], { least: 0, most: 1 })).toHaveLength(1)
    expect(outside([[0.5]], { least: 0, most: 1, whole: true })).toHaveLength(1)
    expect(outside([[1], [1]], { least: 0, columnSum: 1 })).toHaveLength(1)
  })
})
