import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scene } from '../src/scene.ts'
import { places } from '../src/telling.ts'
import { toldOf } from '../src/told.ts'
import { type Action, start, type Tour, tour } from '../src/tour.ts'
import { lessons, sora } from './support.ts'

const run = (...actions: readonly Action[]): Tour => actions.reduce((state, action) => tour(state, action, sora), start)
const noise = { name: 'noise', row: 0, column: 0 }
const edit = (value: number, merge = false): Action => ({ type: 'edit', edit: { cell: noise, value }, merge })

describe('a tour', () => {
  it('walks every place and stops at both ends', () => {
    let state = run({ type: 'back' })
    expect(state).toBe(start)
    const seen = [state.place]
    for (let i = 0; i < 20; i++) {
      state = tour(state, { type: 'next' }, sora)
      if (state.place !== seen.at(-1)) seen.push(state.place)
    }
    expect(seen).toEqual(places)
  })

  it('follows a cell and returns to where it was', () => {
    const at = run({ type: 'goto', place: 'decode' }, { type: 'pick', cell: { name: 'denoised', row: 0, column: 0 } })
    const away = tour(
      at,
      { type: 'follow', to: { place: 'denoise', cell: { name: 'denoised', row: 0, column: 0 } } },
      sora,
    )
    expect(away.place).toBe('denoise')
    expect(tour(away, { type: 'return' }, sora)).toMatchObject({ place: 'decode', cell: at.cell, trail: [] })
    expect(tour(at, { type: 'return' }, sora)).toBe(at)
  })

  it('undoes and redoes edits, a gesture at once', () => {
    const state = run(edit(5), edit(6, true), edit(7, true))
    expect(state.edits).toEqual([{ cell: noise, value: 7 }])
    const undone = tour(state, { type: 'undo' }, sora)
    expect(undone.edits).toEqual([])
    expect(tour(undone, { type: 'redo' }, sora).edits).toEqual(state.edits)
    expect(tour(tour(undone, edit(1), sora), { type: 'redo' }, sora).edits).toEqual([{ cell: noise, value: 1 }])
  })

  it('takes a computed number back to what is computed, in the reading on show', () => {
    const cell = { name: 'latent', row: 0, column: 0 }
    const set = (value: number): Action => ({ type: 'edit', edit: { cell, value } })
    expect(run(set(5)).edits).toEqual([{ cell, value: 5 }])
    expect(run(edit(7), set(5), set(0)).edits).toEqual([{ cell: noise, value: 7 }])
    expect(run(set(0)).edits).toEqual([])
    const scale = { name: 'scaleShift', row: 0, column: 0 }
    const [slip] = sora.errata.filter(({ matrix }) => matrix === 'scaleShift')
    const [row, column] = [(slip?.row ?? 0) - 1, (slip?.column ?? 0) - 1]
    const corrected: Action = { type: 'edit', edit: { cell: { ...scale, row, column }, value: slip?.correct ?? 0 } }
    expect(run(corrected).edits).toEqual([])
    expect(run({ type: 'reading', reading: 'printed' }, corrected).edits).toHaveLength(1)
  })

  it('can undo a reset', () => {
    const state = run(edit(5), { type: 'reset' })
    expect(state.edits).toEqual([])
    expect(tour(state, { type: 'undo' }, sora).edits).toEqual([{ cell: noise, value: 5 }])
    expect(run({ type: 'reset' })).toBe(start)
  })

  it('refuses an edit that does not fit', () => {
    expect(run({ type: 'edit', edit: { cell: { name: 't', row: 0, column: 0 }, value: 9 } })).toBe(start)
    expect(run({ type: 'edit', edit: { cell: { name: 'latent', row: 9, column: 0 }, value: 9 } })).toBe(start)
  })

  it('generates in no more steps than the clock has', () => {
    expect(run({ type: 'generation', steps: 3 }).generation).toBe(3)
    expect(run({ type: 'generation', steps: 9 }).generation).toBe(3)
    const t = { name: 't', row: 0, column: 0 }
    expect(run({ type: 'generation', steps: 3 }, { type: 'edit', edit: { cell: t, value: 2 } }).generation).toBe(2)
  })

  const action: fc.Arbitrary<Action> = fc.oneof(
    fc
      .constantFrom('next', 'back', 'undo', 'redo', 'reset', 'slopes', 'box', 'proof', 'return', 'reading')
      .map((type): Action => ({ type })),
    fc.constantFrom(...places).map((place): Action => ({ type: 'goto', place })),
    fc.integer({ min: -3, max: 9 }).map((steps): Action => ({ type: 'generation', steps })),
    fc
      .record({
        name: fc.constantFrom('noise', 'video', 't', 'query', 'attention', 'latent', 'd_query'),
        row: fc.nat(5),
        column: fc.nat(5),
      })
      .chain(cell =>
        fc.oneof(
          fc.constant<Action>({ type: 'pick', cell }),
          fc.integer({ min: -9, max: 9 }).map((value): Action => ({ type: 'edit', edit: { cell, value } })),
        ),
      ),
  )

  it('takes any actions on any lesson, and every state has a scene', () => {
    fc.assert(
      fc.property(fc.constantFrom(...lessons), fc.array(action, { maxLength: 25 }), (lesson, actions) => {
        let state = start
        for (const next of actions) state = tour(state, next, lesson)
        const shown = scene(state, lesson)
        expect(shown.place).toBe(state.place)
        expect(shown.map.filter(({ here }) => here)).toHaveLength(1)
        const again = scene(state, lesson)
        expect([again.blocks, again.line, toldOf(again)]).toEqual([shown.blocks, shown.line, toldOf(shown)])
      }),
      { numRuns: 60 },
    )
  })
})
