import { netOf } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { named } from '@dit-by-hand/graph/at'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Why } from '@dit-by-hand/graph/graph'
import { amend } from '@dit-by-hand/graph/ops'
import type { Lesson } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { attending, countWhere, isAll, isAsPrinted, isChanged, sameColumn, tied } from '../src/notice.ts'
import { cellRef, columnOf, corner, equalsAt, firstSound, isAmended, isNegative, isZero, spots } from '../src/spots.ts'
import type { Facts } from '../src/telling.ts'
import { sora } from './support.ts'

const half: Exact = { n: 1n, d: 2n }

/** Facts with these matrices and no other. */
function factsWith(values: { readonly [K in Name]?: readonly (readonly Exact[])[] }, lesson: Lesson = sora): Facts {
  return factsOf({ lesson, net: netOf(lesson, 'printed'), values })
}

describe('spots', () => {
  it('go row by row, counted from 1', () => {
    const facts = factsWith({ latent: [[5], [6]], pooled: [[1, 2]] })
    expect(spots(facts, 'latent')).toEqual([
      { row: 1, column: 1 },
      { row: 2, column: 1 },
    ])
    expect(spots(facts, 'pooled')).toEqual([
      { row: 1, column: 1 },
      { row: 1, column: 2 },
    ])
  })

  it('are none where the lesson has no such matrix', () => {
    expect(spots(factsWith({}), 'scores')).toEqual([])
  })

  it('are cells counted from 0 where they are lit', () => {
    expect(cellRef('latent', { row: 2, column: 3 })).toEqual({ name: 'latent', row: 1, column: 2 })
    expect(cellRef('latent', corner)).toEqual({ name: 'latent', row: 0, column: 0 })
  })
})

describe('a misprint', () => {
  const slip = { id: 'a', matrix: 'latent', row: 1, column: 2, printed: 7, correct: 8 } as const
  const lesson: Lesson = {
    ...sora,
    errata: [slip, { ...slip, id: 'b', row: 2, column: 1, printed: null }, { ...slip, id: 'c', matrix: 'pooled' }],
  }
  const grid = [
    [5, 7],
    [6, 9],
  ]
  const facts = factsWith({ latent: grid, pooled: grid, noised: grid }, lesson)

  it('shows in its own cell of its own matrix, where it is known, in the printed reading', () => {
    const shown = (name: Name) => spots(facts, name).filter(spot => isAmended(facts, name, spot))
    expect(shown('latent')).toEqual([{ row: 1, column: 2 }])
    expect(shown('pooled')).toEqual([{ row: 1, column: 2 }])
    expect(shown('noised')).toEqual([])
    const corrected = { ...facts, net: netOf(facts.lesson, 'corrected') }
    expect(isAmended(corrected, 'latent', { row: 1, column: 2 })).toBe(false)
  })

  it('is passed over where a sound cell is looked for', () => {
    const odd = { ...lesson, errata: [{ ...slip, column: 1 }] }
    const first = factsWith({ latent: grid }, odd)
    expect(firstSound(first, 'latent')).toEqual({ row: 1, column: 2 })
    expect(firstSound(first, 'latent', ({ column }) => column === 1)).toEqual({ row: 2, column: 1 })
    expect(firstSound(first, 'latent', ({ row }) => row === 3)).toBeUndefined()
    expect(firstSound(facts, 'latent')).toEqual({ row: 1, column: 1 })
  })
})

describe('numbers', () => {
  const facts = factsWith({
    latent: [
      [0, -3, { n: -1n, d: 2n }],
      [2, half, 0],
    ],
    noised: [
      [0, 3, { n: -1n, d: 2n }],
      [2, 1, half],
    ],
    loss: [[0]],
  })

  it('are counted where something holds of the number', () => {
    expect(countWhere(facts, 'latent', isZero)).toBe(2)
    expect(countWhere(facts, 'latent', isNegative)).toBe(2)
    expect(countWhere(facts, 'latent', value => isNegative(value) || isZero(value))).toBe(4)
    expect(countWhere(facts, 'latent', () => true)).toBe(6)
    expect(countWhere(facts, 'scores', () => true)).toBe(0)
  })

  it('are counted where something holds of the place', () => {
    expect(countWhere(facts, 'latent', (_value, { row, column }) => row === 2 && column > 1)).toBe(2)
    expect(countWhere(facts, 'latent', equalsAt(facts, 'noised'))).toBe(3)
  })

  it('are all so, or not', () => {
    expect(isAll(facts, 'loss', isZero)).toBe(true)
    expect(isAll(facts, 'latent', isZero)).toBe(false)
    expect(isAll(facts, 'latent', isNegative)).toBe(false)
    expect(isAll(facts, 'latent', value => value !== 1)).toBe(true)
  })
})

describe('columns', () => {
  const facts = factsWith({
    latent: [
      [1, 2, 1],
      [half, 0, 0],
    ],
    noised: [
      [2, 1],
      [0, { n: 1n, d: 2n }],
    ],
    pooled: [[1, 2]],
    scaled: [[half]],
  })

  it('are the same where every number is', () => {
    expect(sameColumn(facts, 'latent', 1, 'noised', 2)).toBe(true)
    expect(sameColumn(facts, 'latent', 2, 'noised', 1)).toBe(true)
  })

  it('are not where one is another, or is not there', () => {
    expect(sameColumn(facts, 'latent', 1, 'noised', 1)).toBe(false)
    expect(sameColumn(facts, 'latent', 3, 'noised', 2)).toBe(false)
    expect(sameColumn(facts, 'latent', 1, 'noised', 3)).toBe(false)
    expect(sameColumn(facts, 'latent', 4, 'noised', 1)).toBe(false)
    expect(sameColumn(facts, 'latent', 4, 'noised', 3)).toBe(false)
    expect(sameColumn(facts, 'latent', 1, 'pooled', 1)).toBe(false)
    expect(sameColumn(facts, 'latent', 1, 'scores', 1)).toBe(false)
    expect(sameColumn(facts, 'pooled', 3, 'scaled', 1)).toBe(false)
    expect(sameColumn(facts, 'scaled', 1, 'pooled', 3)).toBe(false)
  })

  it('of no matrix have nothing that could differ', () => {
    expect(sameColumn(facts, 'scores', 1, 'latent', 1)).toBe(true)
  })
})

describe('who attends to whom', () => {
  const attention = [
    [0, half, 0, 0],
    [1, half, 1, 0],
    [0, 0, 0, 1],
    [0, 0, 0, 0],
  ]

  it('is told once for patches that look at the same ones, in the order of the first', () => {
    expect(attending(factsWith({ attention }))).toEqual([
      { queries: [1, 3], keys: [2] },
      { queries: [2], keys: [1, 2] },
      { queries: [4], keys: [3] },
    ])
  })

  it('goes with softmax by the largest shares', () => {
    const weights = { query: [[1, 0]], key: [[1, 0]] }
    const lesson: Lesson = { ...sora, attention: { kind: 'softmax', ...weights } }
    const shares = [
      [0.5, 0.4, 0.2, 0.1],
      [0.3, 0.4, 0.2, 0.2],
      [0.1, 0.1, 0.5, 0.3],
      [0.1, 0.1, 0.1, 0.4],
    ]
    expect(attending(factsWith({ attention: shares }, lesson))).toEqual([
      { queries: [1], keys: [1] },
      { queries: [2], keys: [1, 2] },
      { queries: [3], keys: [3] },
      { queries: [4], keys: [4] },
    ])
  })

  it('reads a patch’s column from top to bottom', () => {
    expect(columnOf(factsWith({ attention }), 2)).toEqual([half, half, 0, 0])
  })
})

describe('what stands in place of what is computed', () => {
  const cell = (row: number, column: number) => ({ row, column, value: 9 })
  const net = netOf(sora)
  const amended = (why: Why): Facts =>
    factsOf({
      lesson: sora,
      net: { ...net, latent: amend(named(net, 'latent'), [cell(0, 1), cell(1, 0)], why) },
      values: {},
    })

  it('is found at each of its cells, and nowhere else', () => {
    const isAt = (row: number, column: number) => isAmended(amended('edit'), 'latent', { row, column })
    expect([isAt(1, 2), isAt(2, 1), isAt(1, 1), isAt(2, 2)]).toEqual([true, true, false, false])
    expect(isAmended(amended('edit'), 'noised', { row: 1, column: 2 })).toBe(false)
  })

  it('is in no matrix that the lesson has not', () => {
    expect(isAmended(factsOf({ lesson: sora, net: {}, values: {} }), 'scores', corner)).toBe(false)
  })

  it('is a misprint or a reader’s change', () => {
    expect([isAsPrinted(amended('misprint')), isChanged(amended('misprint'))]).toEqual([true, false])
    expect([isAsPrinted(amended('edit')), isChanged(amended('edit'))]).toEqual([false, true])
  })

  it('is no tie, though its shares are equal', () => {
    const shares: readonly (readonly Exact[])[] = [
      [half, 1, half, half],
      [half, 0, half, 0],
      [0, 0, 0, 0],
      [0, 0, 0, half],
    ]
    const facts = (cells: Parameters<typeof amend>[1]): Facts =>
      factsOf({
        lesson: sora,
        net: { ...net, attention: amend(named(net, 'attention'), cells, 'misprint') },
        values: { attention: shares },
      })
    expect(tied(facts([]))).toEqual([1, 3, 4])
    expect(tied(facts([cell(1, 2)]))).toEqual([1, 4])
    expect(tied(facts([cell(0, 1)]))).toEqual([1, 3, 4])
  })
})
