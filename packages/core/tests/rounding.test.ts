// The oracle's answers, worked in real single and double precision, stay inside the bounds; ten bounds away is outside.
import { float } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import { fromCell, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Lesson, Values } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { answerOf } from '../src/answer.ts'
import { givenOf, netOf, work } from '../src/lesson.ts'
import type { Name } from '../src/names.ts'
import { boundsOf, precisions, withRoundingTakenBack } from '../src/rounding.ts'
import { caseIds, lessonOf } from './support.ts'

describe.each(caseIds)('%s', id => {
  it.each(['corrected', 'printed'] as const)('in double precision lies inside its bounds, %s', reading => {
    const lesson = lessonOf(id)
    const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))])
    const found = evaluate(netOf(lesson, reading), Object.fromEntries(given), float)
    const bounds = Object.entries(boundsOf(lesson, reading, precisions.double))
    expect(bounds.length).toBeGreaterThan(30)
    for (const [name, grid] of bounds)
      grid?.forEach((row, r) =>
        row.forEach(({ value, error }, c) => {
          const cell = Object.entries(found).find(([key]) => key === name)?.[1]?.[r]?.[c]
          expect(Math.abs((cell ?? Number.NaN) - toNumber(value)), `${name} ${r} ${c}`).toBeLessThanOrEqual(error)
          expect(error, `${name} ${r} ${c}`).toBeLessThan(1e-9)
        }),
      )
  })
})

describe('a lesson of small whole numbers', () => {
  it('leaves nothing open before the loss: its zeros are zeros and its ties are ties', () => {
    for (const [name, grid] of Object.entries(boundsOf(lessonOf('sora-is-sky'), 'corrected', precisions.single)))
      if (!name.endsWith('After') && name !== 'learningRate')
        expect(
          grid?.flat().every(({ error }) => error === 0),
          name,
        ).toBe(true)
  })
})

describe('what a floating-point engine answered, rounding taken back', () => {
  /** The lesson worked in double precision, with a mistake or without, as an answer. */
  const inDoubles = (id: string, change: Parameters<typeof rewrite<Name>>[1]): Values => {
    const lesson = lessonOf(id)
    const net = rewrite(netOf(lesson, 'printed'), change)
    const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))])
    const values = evaluate(net, Object.fromEntries(given), float)
    return answerOf({ lesson, net, values })
  }

  it.each(caseIds)('is what exact arithmetic gives, of %s', id => {
    const lesson = lessonOf(id)
    const wanted = answerOf(work(lesson, netOf(lesson, 'printed')))
    const back = withRoundingTakenBack(lesson, 'printed', inDoubles(id, {}), precisions.double)
    if (lesson.attention.kind !== 'softmax') expect(back).toEqual(wanted)
  })

  it.each(caseIds)('follows exactly from a mistake, which stays, of %s', id => {
    const lesson = lessonOf(id)
    const mistake = { scaled: (node: Node) => at(node.src, 0) }
    const net = rewrite(netOf(lesson, 'printed'), mistake)
    const back = withRoundingTakenBack(lesson, 'printed', inDoubles(id, mistake), precisions.double)
    const wanted = answerOf(work(lesson, net))
    for (const name of ['latent', 'conditioned', 'attention', 'loss', 'd_conditioned', 'denoised'] as const)
      back[name]?.forEach((row, r) =>
        row.forEach((cell, c) => {
          const exactly = toNumber(fromCell(at(at(wanted[name] ?? [], r), c)))
          expect(toNumber(fromCell(cell)), `${name} ${r} ${c}`).toBeCloseTo(exactly, 9)
        }),
      )
    if (lesson.attention.kind !== 'softmax') expect(back.latent).toEqual(wanted.latent)
  })

  it('is handed back as it came where it is no matrix of the lesson’s', () => {
    const lesson = lessonOf('sora-is-sky')
    const odd = { latent: [[1]], scaled: [['1/3', 2]], extra: [[0.5]] }
    expect(withRoundingTakenBack(lesson, 'corrected', odd, precisions.single)).toEqual(odd)
  })

  it('is handed back as it came where it is of another shape, though of as many cells', () => {
    const lesson = lessonOf('sora-is-sky')
    const rows = (...lengths: readonly number[]) => lengths.map(length => Array<string>(length).fill('02/2'))
    for (const latent of [rows(8), rows(2, 2, 2, 2), rows(3, 3, 2), rows(5, 3), rows(4, 2, 2), rows(3, 5), rows(4, 3)])
      expect(withRoundingTakenBack(lesson, 'corrected', { latent }, precisions.single)).toEqual({ latent })
  })

  it('is read as the lesson’s cells are, in lowest terms or not, and as nothing where it is no number', () => {
    const lesson = lessonOf('fractions')
    const wanted = answerOf(work(lesson)).noised ?? []
    const back = (write: (top: string, bottom: string) => string): Values => {
      const noised = wanted.map(row =>
        row.map(cell => write(...(`${cell}/1`.split('/').slice(0, 2) as [string, string]))),
      )
      return withRoundingTakenBack(lesson, 'corrected', { noised }, precisions.double)
    }
    expect(wanted.flat()).toContain('-2/5')
    for (const tail of ['', '0', '00'])
      expect(back((top, bottom) => `${top}${tail}/0${bottom}${tail}`).noised).toEqual(wanted)
    expect(back((top, bottom) => `${top.replace(/\d/, '0$&')}/${bottom}`).noised).toEqual(wanted)
    expect(back((top, bottom) => (bottom === '1' ? top.replace(/\d/, '00$&') : `${top}0/${bottom}0`)).noised).toEqual(
      wanted,
    )
    for (const odd of [
      '',
      '-',
      'x',
      '1x',
      'x1',
      '--1',
      '1.5',
      '1/',
      '1/0',
      '1/00',
      '1/x',
      '1/-2',
      '1/2/3',
      ' 1',
      '1/2x',
    ]) {
      const latent = Array.from({ length: 2 }, () => Array<string>(4).fill(odd))
      expect(withRoundingTakenBack(lessonOf('sora-is-sky'), 'corrected', { latent }, precisions.double)).toEqual({
        latent,
      })
    }
  })

  it('keeps what was printed, however near it is to what is computed', () => {
    const near = '-400000000000000001/1000000000000000000'
    const lesson: Lesson = {
      ...lessonOf('fractions'),
      errata: [{ id: 'near', matrix: 'noised', row: 1, column: 1, correct: '-2/5', printed: near }],
    }
    const wanted = answerOf(work(lesson, netOf(lesson, 'printed')))
    expect(wanted.noised?.[0]?.[0]).toBe(near)
    const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(toNumber))])
    const net = netOf(lesson, 'printed')
    const answered = answerOf({ lesson, net, values: evaluate(net, Object.fromEntries(given), float) })
    expect(withRoundingTakenBack(lesson, 'printed', answered, precisions.double)).toEqual(wanted)
  })
})
