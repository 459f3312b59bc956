import { type Exact, equal, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { cases } from '@dit-by-hand/spec/cases'
import type { AnswerCell, AnswerMatrix } from '@dit-by-hand/spec/format'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { matrices } from '../src/matrices.ts'
import { moved, nextMatrix, origin } from '../src/moves.ts'
import { promptOf } from '../src/prompt.ts'
import { proofOf } from '../src/proof.ts'
import { type Block, type CellView, type Scene, scene, unlit, viewAt } from '../src/scene.ts'
import { places } from '../src/telling.ts'
import { toldOf } from '../src/told.ts'
import { type Action, start, type Tour, tour } from '../src/tour.ts'
import { lessons, sora } from './support.ts'
import { every } from './thorough.ts'

const at = (...actions: readonly Action[]): { readonly state: Tour; readonly shown: Scene } => {
  const state = actions.reduce((now, action) => tour(now, action, sora), start)
  return { state, shown: scene(state, sora) }
}
const goto = (place: Tour['place']): Action => ({ type: 'goto', place })
const block = (shown: Scene, name: string): Block => {
  const found = shown.blocks.find(each => each.name === name)
  if (!found) throw new Error(`${name} is not on show at ${shown.place}`)
  return found
}
const cell = (shown: Scene, name: string, row: number, column: number): CellView =>
  block(shown, name).rows[row - 1]![column - 1]!

/** The oracle writes fractions where they are exact, decimals elsewhere. */
const decimal = (cell: string | number | undefined): number =>
  typeof cell === 'string' ? toNumber(fromCell(cell)) : (cell ?? Number.NaN)

describe('a scene', () => {
  it('shows the oracle’s numbers at every place of every case, in both readings', () => {
    for (const { lesson, answer } of cases())
      for (const reading of ['corrected', 'printed'] as const) {
        const expected = answer[reading] ?? answer.corrected
        for (const place of places)
          for (const box of [false, true]) {
            const shown = scene({ ...start, place, reading, box }, lesson)
            expect(shown.blocks.length).toBeGreaterThan(0)
            for (const { name, rows } of shown.blocks) {
              const answered = Object.entries(expected).find(([key]) => key === name)?.[1]
              if (!answered) continue
              const flat = (name === 'generatedVideo' ? answered.flat() : answered) as AnswerMatrix
              const isRight = (value: Exact, oracle: AnswerCell | undefined): boolean =>
                lesson.attention.kind === 'softmax'
                  ? Math.abs(toNumber(value) - decimal(oracle)) < 5e-10
                  : equal(value, fromCell(oracle ?? Number.NaN))
              const wrong = rows.flatMap((cells, r) => cells.filter(({ value }, c) => !isRight(value, flat[r]?.[c])))
              expect(wrong, `${lesson.id} ${name}`).toEqual([])
            }
          }
      }
  })

  it('lays no two things on one square', () => {
    for (const lesson of lessons)
      for (const place of places)
        for (const box of [false, true]) {
          const { blocks, signs } = scene({ ...start, place, box }, lesson)
          const squares = [
            ...blocks.flatMap(({ at: { row, column, rowSpan } }) =>
              Array.from({ length: rowSpan }, (_, i) => `${row + i},${column}`),
            ),
            ...signs.map(({ at: { row, column } }) => `${row},${column}`),
          ]
          expect(new Set(squares).size, `${lesson.id} ${place}`).toBe(squares.length)
        }
  })

  it('starts with a cell in focus, lit together with what it is made from', () => {
    const { shown } = at(goto('encode'), { type: 'pick', cell: { name: 'latent', row: 0, column: 2 } })
    expect(shown.line).toMatchObject({ result: '3', given: false })
    expect(shown.line?.values.map(({ text }) => text).join('')).toBe('max(0, 1·3 + 0·3 − 1·0 + 0·0 + 0)')
    expect(cell(shown, 'latent', 1, 3).lit).toBe('focus')
    expect(block(shown, 'encoderWeight').rows[0]?.every(({ lit }) => lit === 'source')).toBe(true)
    expect(block(shown, 'patches').rows.every(row => row[2]?.lit === 'source')).toBe(true)
    expect(cell(shown, 'patches', 1, 1).lit).toBeNull()
    for (const place of places) expect(scene({ ...start, place }, sora).line, place).not.toBeNull()
  })

  it('marks what an edit changed, and only that', () => {
    const { shown } = at(goto('noise'), {
      type: 'edit',
      edit: { cell: { name: 'noise', row: 0, column: 0 }, value: 1 },
    })
    expect(cell(shown, 'noise', 1, 1)).toMatchObject({ text: '1', was: '−2', origin: null })
    expect(cell(shown, 'noised', 1, 1)).toMatchObject({ text: '1', was: '−2' })
    expect(cell(shown, 'noised', 1, 2).was).toBeNull()
    expect(
      block(shown, 'latent')
        .rows.flat()
        .every(({ was }) => was === null),
    ).toBe(true)
  })

  it('is found cell by cell, where it shows them', () => {
    const { shown } = at(goto('noise'))
    const ref = { name: 'noised', row: 1, column: 2 }
    expect(viewAt(shown, ref)).toBe(cell(shown, 'noised', 2, 3))
    for (const other of [
      { ...ref, name: 'video' },
      { ...ref, row: 2 },
      { ...ref, column: 4 },
    ])
      expect(viewAt(shown, other)).toBeNull()
  })

  it('without its light is the same where nothing is in focus and no gradient shown', () => {
    const lit = block(at(goto('feed-forward'), { type: 'slopes' }).shown, 'feedForwardWeight')
    expect(lit.rows[0]?.[0]).toMatchObject({ lit: 'source', gradient: '10' })
    const plain = at(goto('feed-forward'), { type: 'pick', cell: { name: 'video', row: 0, column: 0 } }).shown
    expect(unlit(lit)).toEqual(block(plain, 'feedForwardWeight'))
  })

  it('marks misprints where they stand, in both readings', () => {
    const corrected = at(goto('modulation')).shown
    expect(cell(corrected, 'scaleShift', 3, 1)).toMatchObject({ text: '1', misprint: { printed: '−1', correct: '1' } })
    const printed = at(goto('modulation'), { type: 'reading' }).shown
    expect(cell(printed, 'scaleShift', 3, 1)).toMatchObject({ text: '−1', misprint: { printed: '−1', correct: '1' } })
    expect(cell(at(goto('slopes')).shown, 'lossGradient', 2, 2).misprint).toMatchObject({
      printed: null,
      correct: '−1',
    })
    expect(toldOf(corrected).errata.map(({ id }) => id)).toContain('shift-sign')
  })

  it('says what is right in place of a misprint as the reader has changed the lesson, and marks none where nothing was printed', () => {
    const row = 2
    const weight: Action = { type: 'edit', edit: { cell: { name: 'modulationWeight', row, column: 1 }, value: 5 } }
    const shift: Action = { type: 'edit', edit: { cell: { name: 'scaleShift', row, column: 0 }, value: 9 } }
    const shiftAfter = (...actions: readonly Action[]): CellView =>
      cell(at(goto('modulation'), ...actions).shown, 'scaleShift', 3, 1)
    // The condition is 0, 1, −1, 1, 1, so that the third row of the weight, 1, 0, −1, 1, −1, makes 1; with 5 in column 2 it makes 6.
    expect(shiftAfter(weight).misprint?.correct).toBe(shiftAfter(weight).text)
    expect(shiftAfter(weight, { type: 'reading' })).toMatchObject({ text: '−1', misprint: { correct: '6' } })
    expect(shiftAfter(shift)).toMatchObject({ text: '9', misprint: { printed: '−1', correct: '1' } })
    expect(shiftAfter(weight, shift)).toMatchObject({ text: '9', misprint: { correct: '6' } })
    expect(shiftAfter({ type: 'generation', steps: 3 }, { type: 'pass', pass: 2 }).misprint).toBeNull()
  })

  it('tells the source of every given number of the walkthrough', () => {
    const { shown } = at()
    const given = shown.blocks.flatMap(({ rows }) => rows.flat())
    expect(given.every(({ origin: from }) => from !== null)).toBe(true)
    expect(cell(at(goto('encode')).shown, 'encoderWeight', 1, 1).origin?.kind).toBe('article')
    const [word] = promptOf(sora)
    if (!word) throw new Error('the lesson says nothing')
    const other = at({ type: 'edit', edit: { prompt: [word] } }).shown
    const from = (name: string) =>
      block(other, name)
        .rows.flat()
        .map(view => view.origin !== null)
    expect([new Set(from('words')), new Set(from('encoderWeight'))]).toEqual([new Set([false]), new Set([true])])
  })

  it('shows what is in the box, and closes it', () => {
    const closed = at(goto('attention'), { type: 'box' }).shown
    expect(closed).toMatchObject({ box: 'closed' })
    expect(closed.blocks.map(({ name }) => name)).not.toContain('query')
    const open = at(goto('attention')).shown
    expect(open.box).toBe('open')
    expect(open.blocks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['query', 'key', 'queries', 'keys', 'scores', 'attention']),
    )
  })

  it('puts gradients under values, and proves them', () => {
    const { shown } = at(
      goto('slopes'),
      { type: 'slopes' },
      { type: 'pick', cell: { name: 'feedForwardWeight', row: 0, column: 0 } },
      { type: 'proof' },
    )
    expect(cell(shown, 'feedForwardWeight', 1, 1).gradient).toBe('10')
    expect(proofOf(shown)?.nudge.slope).toBe(10)
    expect(proofOf(shown)?.text).toMatch(/= 10$/)
    expect(
      at(goto('feed-forward'))
        .shown.blocks.flatMap(({ rows }) => rows.flat())
        .every(({ gradient }) => gradient === null),
    ).toBe(true)
  })

  it('shows every step of a longer generation', () => {
    const { shown } = at(goto('video'), { type: 'generation', steps: 3 })
    expect(shown.generations.map(({ t }) => t)).toEqual([3, 2, 1])
  })
})

describe('moves', () => {
  it.runIf(isTurn(5))(
    'stay on the sheet, and reach every cell',
    () => {
      for (const lesson of every(4, lessons))
        for (const place of places) {
          const seen = new Set<string>()
          const queue = [scene({ ...start, place }, lesson).line?.cell ?? null]
          for (let next = queue.pop(); next; next = queue.pop()) {
            const key = `${next.name} ${next.row} ${next.column}`
            if (seen.has(key)) continue
            seen.add(key)
            const shown = scene({ ...start, place, cell: next }, lesson)
            expect(shown.blocks.some(({ name }) => name === next?.name)).toBe(true)
            for (const way of ['up', 'down', 'left', 'right'] as const) queue.push(moved(shown, way))
            queue.push(nextMatrix(shown, 1), nextMatrix(shown, -1))
          }
          const all = scene({ ...start, place }, lesson).blocks.reduce(
            (total, { shape }) => total + shape[0] * shape[1],
            0,
          )
          expect(seen.size, `${lesson.id} ${place}`).toBe(all)
        }
    },
    120_000,
  )

  it('follow a number home, and then to what it is made from', () => {
    const latent = { name: 'latent', row: 0, column: 2 }
    const away = at(goto('noise'), { type: 'pick', cell: latent }).shown
    expect(origin(away)).toEqual({ place: 'encode', cell: latent })
    const home = at(goto('encode'), { type: 'pick', cell: latent }).shown
    expect(origin(home)).toMatchObject({ place: 'encode', cell: { name: 'encoderWeight', row: 0, column: 0 } })
    expect(matrices.latent.place).toBe('encode')
  })
})
