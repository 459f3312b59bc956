// The oracle's answers, worked in real single and double precision, stay inside the bounds; ten bounds away is outside.
import { float } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import { fromCell, toNumber } from '@dit-by-hand/graph/exact'
import type { Node } from '@dit-by-hand/graph/graph'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import type { Values } from '@dit-by-hand/spec/format'
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
})
