// The table of matrices: what a name stands for is looked up, and agrees with how it is spelt.
import { describe, expect, test } from 'vitest'
import { cases } from '../src/cases/all.ts'
import { given } from '../src/laws/law.ts'
import { cellOf } from '../src/lesson/at.ts'
import {
  answerNames,
  givenNames,
  gradientName,
  hasName,
  learnableNames,
  matrices,
  meaningOf,
  slugOf,
  stepNumbers,
  stepOfSlug,
  stepSlugs,
  updatedName,
  valueName,
} from '../src/lesson/names.ts'
import { exact } from '../src/lesson/number.ts'
import { shapeOf } from '../src/lesson/sizes.ts'

describe('names', () => {
  test('stand for what they are spelt like', () => {
    for (const name of answerNames) {
      const meaning = meaningOf(name)
      const spelt = { value: valueName(name), gradient: `d_${valueName(name)}`, updated: `${valueName(name)}After` }
      expect(name).toBe(spelt[meaning.kind])
      if (meaning.kind === 'gradient') expect(gradientName(meaning.of)).toBe(name)
      if (meaning.kind === 'updated') expect(updatedName(meaning.of)).toBe(name)
    }
    expect(gradientName('encoderWeight')).toBe(undefined)
    expect(updatedName('decoderBias')).toBe(undefined)
  })

  test('of what learns have a gradient and an updated parameter wherever they are', () => {
    expect(learnableNames).toHaveLength(6)
    for (const name of learnableNames)
      for (const kind of ['given', 'hard', 'softmax'] as const)
        for (const other of [gradientName(name), updatedName(name)])
          expect(hasName(kind, other)).toBe(hasName(kind, name))
  })

  test('come in the order of the steps, every one of which makes something', () => {
    const made = Object.values(matrices).map(({ step }) => step)
    expect(made).toEqual([...made].sort((a, b) => a - b))
    expect([...new Set(answerNames.map(name => matrices[name].step))]).toEqual(stepNumbers)
  })

  test('of steps are slugs that lead back', () => {
    expect(stepSlugs.map(stepOfSlug)).toEqual(stepNumbers)
    expect(slugOf(10)).toBe('slopes')
    expect(stepOfSlug('opening')).toBe(undefined)
  })
})

test('a given matrix has the shape that is told of it', () => {
  for (const { lesson } of cases())
    for (const name of givenNames.filter(one => hasName(lesson.attention.kind, one))) {
      const grid = given(exact, lesson, name)
      expect([name, [grid.length, grid[0]?.length]]).toEqual([name, shapeOf(name, lesson)])
    }
})

test('a cell that is not there is told with its place', () => {
  expect(() => cellOf([[1]], 1, 0, 'scale')).toThrow('scale has no cell at row 2, column 1')
})
