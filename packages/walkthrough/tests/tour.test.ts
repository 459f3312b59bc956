import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { promptOf } from '../src/prompt.ts'
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

  it('stays where it is asked for what is so already, or past the ends', () => {
    const last = run({ type: 'goto', place: 'closing' })
    expect(tour(last, { type: 'next' }, sora)).toBe(last)
    expect(tour(last, { type: 'goto', place: 'closing' }, sora)).toBe(last)
    const staged = run({ type: 'goto', place: 'slopes' }, { type: 'stage', stage: 'layer' })
    expect(staged).toMatchObject({ stage: 'layer', cell: null })
    expect(tour(staged, { type: 'stage', stage: 'layer' }, sora)).toBe(staged)
    expect([tour(start, { type: 'undo' }, sora), tour(start, { type: 'redo' }, sora)]).toEqual([start, start])
  })

  it('opens and closes what can be shown, and closes the box with the cell in it', () => {
    for (const type of ['slopes', 'box', 'proof'] as const) {
      expect(run({ type })[type]).toBe(!start[type])
      expect(run({ type }, { type })).toEqual(start)
    }
    const pick = (place: (typeof places)[number]): Tour =>
      run({ type: 'goto', place }, { type: 'pick', cell: noise }, { type: 'box' })
    expect([pick('attention').cell, pick('noise').cell]).toEqual([null, noise])
    expect(run({ type: 'reading' }).reading).toBe('printed')
    expect(run({ type: 'reading' }, { type: 'reading' }).reading).toBe('corrected')
    expect(run({ type: 'reading', reading: 'corrected' }).reading).toBe('corrected')
  })

  it('puts a proof away with the cell it was of', () => {
    const proving = run(
      { type: 'goto', place: 'slopes' },
      { type: 'stage', stage: 'layer' },
      { type: 'pick', cell: noise },
      { type: 'proof' },
    )
    expect(proving.proof).toBe(true)
    const actions: readonly Action[] = [
      { type: 'next' },
      { type: 'goto', place: 'noise' },
      { type: 'pick', cell: { ...noise, row: 1 } },
      { type: 'follow', to: { place: 'noise', cell: noise } },
      { type: 'stage', stage: 'error' },
      { type: 'turn', by: 1 },
    ]
    for (const action of actions) expect(tour(proving, action, sora).proof, action.type).toBe(false)
    const followed = run({ type: 'follow', to: { place: 'noise', cell: noise } }, { type: 'proof' }, { type: 'return' })
    expect(followed.proof).toBe(false)
  })

  it('remembers the way by which it came: stage and pass too, a hundred stops, and none once it goes elsewhere', () => {
    const to = { place: 'noise', cell: noise } as const
    const away = run({ type: 'goto', place: 'slopes' }, { type: 'stage', stage: 'layer' }, { type: 'follow', to })
    expect(away).toMatchObject({ stage: null, trail: [{ place: 'slopes', cell: null, stage: 'layer' }] })
    expect(tour(away, { type: 'return' }, sora)).toMatchObject({ place: 'slopes', stage: 'layer', trail: [] })
    const late = run({ type: 'generation', steps: 3 }, { type: 'pass', pass: 2 }, { type: 'follow', to })
    expect(late.trail).toEqual([{ place: 'opening', cell: null, pass: 2 }])
    expect(tour({ ...late, pass: 1 }, { type: 'return' }, sora).pass).toBe(2)
    expect(tour(away, { type: 'goto', place: 'video' }, sora).trail).toEqual([])
    const far = run(
      ...Array.from({ length: 130 }, (_, row): Action => ({ type: 'follow', to: { ...to, cell: { ...noise, row } } })),
    )
    expect(far.trail).toHaveLength(100)
    expect(far.trail.at(-1)?.cell?.row).toBe(128)
  })

  it('remembers a thousand changes', () => {
    const changed = run(...Array.from({ length: 1010 }, (_, value) => edit(value + 10)))
    expect(changed.past).toHaveLength(1000)
    expect(changed.past.at(-1)).toEqual([{ cell: noise, value: 1018 }])
    expect(run(edit(5, true)).past).toEqual([[]])
    expect(tour(run(edit(5), { type: 'undo' }), edit(6), sora).future).toEqual([])
  })

  it('counts passes from 1 to as many as there are, the last being none in particular', () => {
    const passed = (steps: number, pass: number) => {
      const { generation, pass: shown } = run({ type: 'generation', steps }, { type: 'pass', pass })
      return [generation, shown]
    }
    expect([passed(3, 1), passed(3, 2), passed(3, 3), passed(3, 9)]).toEqual([
      [3, 1],
      [3, 2],
      [3, null],
      [3, null],
    ])
    expect([passed(3, 0), passed(3, -2), passed(3, 1.9), passed(2.7, Number.NaN), passed(Number.NaN, 1)]).toEqual([
      [3, 1],
      [3, 1],
      [3, 1],
      [2, 1],
      [1, null],
    ])
    expect(
      run({ type: 'generation', steps: 3 }, { type: 'pass', pass: 1 }, { type: 'generation', steps: 2 }).pass,
    ).toBeNull()
  })

  it('looks at no word that is said no more, and at all else as before', () => {
    const [first] = promptOf(sora)
    if (!first) throw new Error('the lesson says nothing')
    const fewer: Action = { type: 'edit', edit: { prompt: [first] } }
    const word = { name: 'words', row: 0, column: 2 }
    expect(run({ type: 'pick', cell: word }, fewer).cell).toBeNull()
    expect(run({ type: 'pick', cell: { ...word, column: 0 } }, fewer).cell).toEqual({ ...word, column: 0 })
    expect(run({ type: 'pick', cell: noise }, fewer).cell).toEqual(noise)
    expect(run({ type: 'pick', cell: { name: 'latent', row: 0, column: 0 } }, fewer).cell).not.toBeNull()
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
