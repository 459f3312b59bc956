// The walk in detail: what each action does to the state, and what each key does to the cell in focus.
import { caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { edited, givenCell, whyNot, withEdit } from '../src/edits.ts'
import { type Direction, moved, nextMatrix, origin } from '../src/moves.ts'
import { type Scene, scene, stepOf } from '../src/scene.ts'
import { places } from '../src/telling.ts'
import { type Action, start, type Tour, tour } from '../src/tour.ts'
import { readCell } from '../src/typed.ts'
import { lessons, sora } from './support.ts'

const run = (...actions: readonly Action[]): Tour => actions.reduce((state, action) => tour(state, action, sora), start)
const at = (name: string, row = 0, column = 0): { name: string; row: number; column: number } => ({ name, row, column })
const edit = (value: number, cell = at('noise'), merge = false): Action => ({
  type: 'edit',
  edit: { cell, value },
  merge,
})
const denoised = at('denoised', 1, 2)

describe('going somewhere else', () => {
  const full: Tour = { ...start, place: 'decode', cell: denoised, proof: true, trail: [{ place: 'noise', cell: null }] }

  it('leaves cell, proof and trail behind', () => {
    for (const action of [{ type: 'next' }, { type: 'back' }, { type: 'goto', place: 'noise' }] as const)
      expect(tour(full, action, sora)).toMatchObject({ cell: null, proof: false, trail: [] })
    expect(tour(full, { type: 'next' }, sora).place).toBe('video')
    expect(tour(full, { type: 'back' }, sora).place).toBe('denoise')
  })

  it('changes nothing where one is already, or at the end', () => {
    expect(tour(full, { type: 'goto', place: 'decode' }, sora)).toBe(full)
    const closing: Tour = { ...full, place: 'closing' }
    expect(tour(closing, { type: 'next' }, sora)).toBe(closing)
  })
})

describe('picking and following', () => {
  it('picks a cell and puts the proof away', () => {
    const proved = run({ type: 'goto', place: 'decode' }, { type: 'proof' })
    expect(proved.proof).toBe(true)
    expect(tour(proved, { type: 'pick', cell: denoised }, sora)).toMatchObject({ cell: denoised, proof: false })
    expect(tour(proved, { type: 'proof' }, sora).proof).toBe(false)
  })

  it('remembers the way and goes it back, without proofs', () => {
    const from = { ...run({ type: 'goto', place: 'decode' }, { type: 'pick', cell: denoised }), proof: true }
    const away = tour(from, { type: 'follow', to: { place: 'denoise', cell: at('noised') } }, sora)
    expect(away).toMatchObject({ place: 'denoise', cell: at('noised'), proof: false })
    expect(away.trail).toEqual([{ place: 'decode', cell: denoised }])
    const further = tour({ ...away, proof: true }, { type: 'follow', to: { place: 'noise', cell: null } }, sora)
    expect(further.trail).toEqual([
      { place: 'decode', cell: denoised },
      { place: 'denoise', cell: at('noised') },
    ])
    const back = tour({ ...further, proof: true }, { type: 'return' }, sora)
    expect(back).toMatchObject({ place: 'denoise', cell: at('noised'), proof: false })
    expect(back.trail).toEqual([{ place: 'decode', cell: denoised }])
  })

  it('remembers a hundred stops', () => {
    let state = start
    for (let i = 0; i < 105; i++)
      state = tour(state, { type: 'follow', to: { place: 'noise', cell: at('noise', i) } }, sora)
    expect(state.trail).toHaveLength(100)
    expect(state.trail.at(-1)?.cell).toEqual(at('noise', 103))
    expect(state.trail[0]?.cell).toEqual(at('noise', 4))
  })
})

describe('switches', () => {
  it('turn, and turn back', () => {
    expect(start).toMatchObject({ slopes: false, box: true, proof: false, reading: 'corrected', generation: 1 })
    expect([run({ type: 'slopes' }).slopes, run({ type: 'slopes' }, { type: 'slopes' }).slopes]).toEqual([true, false])
    expect([run({ type: 'box' }).box, run({ type: 'box' }, { type: 'box' }).box]).toEqual([false, true])
    expect([run({ type: 'reading' }), run({ type: 'reading' }, { type: 'reading' })]).toMatchObject([
      { reading: 'printed' },
      { reading: 'corrected' },
    ])
    expect(run({ type: 'reading', reading: 'corrected' }).reading).toBe('corrected')
    expect(run({ type: 'reading', reading: 'printed' }, { type: 'reading', reading: 'printed' }).reading).toBe(
      'printed',
    )
  })

  it('begin the attention step anew when its box opens, and no other', () => {
    const pick: Action = { type: 'pick', cell: at('conditioned', 1, 1) }
    expect(run({ type: 'goto', place: 'attention' }, pick, { type: 'box' }).cell).toBeNull()
    expect(run({ type: 'goto', place: 'pooling' }, pick, { type: 'box' }).cell).toEqual(at('conditioned', 1, 1))
  })

  it('generate in a whole number of steps, at least one', () => {
    const steps = (n: number): number => run({ type: 'generation', steps: n }).generation
    expect([-1, 0, 1, 1.9, 2, 2.5, 3, 4, Number.NaN].map(steps)).toEqual([1, 1, 1, 1, 2, 2, 3, 3, 1])
  })
})

describe('undoing', () => {
  it('takes edits back one by one and makes them again', () => {
    const first = [{ cell: at('noise'), value: 5 }]
    const second = [...first, { cell: at('noise', 0, 1), value: 6 }]
    const state = run(edit(5), edit(6, at('noise', 0, 1)))
    expect(state).toMatchObject({ edits: second, past: [[], first], future: [] })
    const once = tour(state, { type: 'undo' }, sora)
    expect(once).toMatchObject({ edits: first, past: [[]], future: [second] })
    const twice = tour(once, { type: 'undo' }, sora)
    expect(twice).toMatchObject({ edits: [], past: [], future: [first, second] })
    expect(tour(twice, { type: 'undo' }, sora)).toBe(twice)
    const again = tour(twice, { type: 'redo' }, sora)
    expect(again).toMatchObject({ edits: first, past: [[]], future: [second] })
    expect(tour(again, { type: 'redo' }, sora)).toMatchObject({ edits: second, past: [[], first], future: [] })
    expect(tour(state, { type: 'redo' }, sora)).toBe(state)
  })

  it('forgets what was undone when something else is done', () => {
    const other = tour(tour(run(edit(5)), { type: 'undo' }, sora), edit(7), sora)
    expect(other).toMatchObject({ future: [], past: [[]] })
  })

  it('begins a gesture where there is nothing to merge with', () => {
    expect(run(edit(5, at('noise'), true)).past).toEqual([[]])
    expect(run(edit(5), edit(6, at('noise'), true)).past).toEqual([[]])
    expect(run(edit(5), edit(6)).past).toHaveLength(2)
    expect(run(edit(5), { type: 'edit', edit: { cell: at('noise'), value: 6 } }).past).toHaveLength(2)
    expect(run(edit(5), { type: 'reset' }).past).toHaveLength(2)
  })

  it('remembers a thousand changes', () => {
    let state = start
    for (let i = 1; i <= 1003; i++) state = tour(state, edit(i), sora)
    expect(state.past).toHaveLength(1000)
    expect(state.past.at(-1)).toEqual([{ cell: at('noise'), value: 1002 }])
  })

  it('keeps to the steps that the clock of the undone lesson has', () => {
    const three = run(edit(1, at('t')), { type: 'undo' }, { type: 'generation', steps: 3 })
    expect(three.generation).toBe(3)
    expect(tour(three, { type: 'redo' }, sora).generation).toBe(1)
    const later = { ...run(edit(2, at('t')), edit(3, at('t'))), generation: 3 }
    expect(tour(later, { type: 'undo' }, sora).generation).toBe(2)
  })
})

describe('a typed number, in detail', () => {
  it.each([
    ['12/-18', '-2/3'],
    ['-12/-18', '2/3'],
    ['–5', -5],
    ['6 /3', 2],
    ['6/ 3', 2],
    ['0/5', 0],
    ['1'.repeat(15), 111111111111111],
    ['1/9007199254740993', '1/9007199254740993'],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['000000000000000000000007', 7],
  ])('%s is read', (typed, value) => {
    expect(readCell(typed)).toEqual({ ok: true, value })
  })

  it.each([
    ['9007199254740992', /^That is too large/],
    ['0000000000000000000000007', /^That is more than 24/],
    ['1.50', /write 3\/2\.$/],
    ['2,0', /write 2\.$/],
    ['-.5', /write -1\/2\.$/],
    ['99999999999999999999.0', /write a fraction\.$/],
    ['1.2.3', /^“1\.2\.3” is not a number/],
    ['1/2/3', /is not a number/],
    ['x1', /is not a number/],
    ['1x', /is not a number/],
    ['x.5', /is not a number/],
    ['1.5x', /is not a number/],
    ['++1', /is not a number/],
    ['1+', /is not a number/],
    ['1. ', /is not a number/],
    ['  two ', /^“two” is not/],
    ['   ', /^Type a whole number/],
    ['0/0', /below the line/],
  ])('%s is refused', (typed, why) => {
    const read = readCell(typed)
    expect(read.ok ? '' : read.why).toMatch(why)
  })
})

describe('an edit, in detail', () => {
  it('of the timestep keeps to what its bits can say', () => {
    const t = at('t')
    for (const value of [0, 1, 2, 3]) expect(whyNot(sora, { cell: t, value })).toBeUndefined()
    for (const value of [-1, 4, '1/2']) expect(whyNot(sora, { cell: t, value })).toMatch(/from 0 to 3/)
    expect(whyNot(sora, { cell: at('noise'), value: '1/2' })).toBeUndefined()
  })

  it('replaces the one of its own cell, and stands last', () => {
    const here = at('noise', 1, 1)
    const others = [at('words', 1, 1), at('noise', 0, 1), at('noise', 1, 0)].map(cell => ({ cell, value: 9 }))
    expect(withEdit(sora, [{ cell: here, value: 8 }, ...others], { cell: here, value: 7 })).toEqual([
      ...others,
      { cell: here, value: 7 },
    ])
  })

  it('that fits nothing is left out, and the rest are made', () => {
    const kept = { cell: at('noise'), value: 4 }
    expect(edited(sora, [{ cell: at('nothing'), value: 1 }, kept, { cell: at('latent'), value: 1 }])).toEqual(
      edited(sora, [kept]),
    )
    expect(givenCell(sora, at('toString'))).toBeUndefined()
    expect(givenCell(sora, at('noise', 2, 0))).toBeUndefined()
  })

  it('finds no query where attention is given, and no given attention where it is not', () => {
    for (const lesson of lessons)
      for (const name of ['query', 'key', 'attention']) {
        const there = (lesson.attention.kind === 'given') === (name === 'attention')
        expect(givenCell(lesson, at(name)) !== undefined, `${lesson.id} ${name}`).toBe(there)
      }
  })
})

/** Where a key leads from a cell, as "name row column" with rows and columns from 0; "stays" where it leads nowhere. */
const leads = (place: Tour['place'], cell: ReturnType<typeof at>, direction: Direction, box = false): string => {
  const next = moved(scene({ ...start, place, cell, box }, sora), direction)
  if (!next) return 'nowhere'
  return next.name === cell.name && next.row === cell.row && next.column === cell.column
    ? 'stays'
    : `${next.name} ${next.row} ${next.column}`
}

describe('arrow keys', () => {
  it.each<[string, string]>([
    ['encode latent 0 1 down', 'latent 1 1'],
    ['encode latent 1 1 up', 'latent 0 1'],
    ['encode latent 1 1 left', 'latent 1 0'],
    ['encode latent 1 1 right', 'latent 1 2'],
    ['encode latent 1 3 right', 'stays'],
    ['encode latent 1 1 down', 'stays'],
    ['encode latent 0 2 up', 'encoderPre 1 2'],
    ['encode encoderPre 0 2 up', 'patches 3 2'],
    ['encode encoderPre 1 2 down', 'latent 0 2'],
    ['encode encoderPre 1 0 left', 'encoderBias 1 0'],
    ['encode encoderBias 1 0 left', 'encoderWeight 1 3'],
    ['encode encoderWeight 1 3 right', 'encoderBias 1 0'],
    ['encode encoderBias 0 0 right', 'encoderPre 0 0'],
    ['encode patches 3 3 down', 'encoderPre 0 3'],
    ['encode patches 3 0 left', 'encoderBias 1 0'],
    ['noise latent 0 3 right', 'noise 0 0'],
    ['noise noised 1 0 left', 'noise 1 3'],
    ['feed-forward pooled 1 3 down', 'predictedNoise 0 3'],
    ['closing loss 0 0 left', 'generatedVideo 0 1'],
    ['closing denoised 1 3 down', 'loss 0 0'],
    ['closing loss 0 0 up', 'denoised 1 0'],
    ['modulation scaleShift 3 0 right', 'scale 1 0'],
    ['modulation scaleShift 0 0 right', 'scale 0 0'],
    ['decode decoded 0 0 up', 'decoderPre 3 0'],
    ['pooling conditioned 0 3 right', 'pooled 0 0'],
    ['pooling pooled 0 3 up', 'attention 3 3'],
    ['pooling attention 2 0 left', 'conditioned 1 3'],
  ])('%s leads to %s', (from, to) => {
    const [place = '', name = '', row, column, direction = ''] = from.split(' ')
    const there = places.find(one => one === place)
    if (!there) throw new Error(`there is no place ${place}`)
    expect(leads(there, at(name, Number(row), Number(column)), direction as Direction)).toBe(to)
  })

  it('pass from frame to frame of a video, which stand side by side', () => {
    const video = (row: number, column: number, direction: Direction): string =>
      leads('opening', at('video', row, column), direction)
    expect(video(0, 1, 'right')).toBe('video 2 0')
    expect(video(3, 1, 'right')).toBe('video 5 0')
    expect(video(2, 0, 'left')).toBe('video 0 1')
    expect(video(1, 1, 'down')).toBe('video 2 1')
    expect(video(7, 1, 'right')).toBe('noise 1 0')
    expect(video(6, 1, 'right')).toBe('noise 1 0')
    expect(video(0, 0, 'left')).toBe('stays')
    expect(video(7, 0, 'down')).toBe('encoderWeight 0 0')
  })

  it('begin at the first matrix where nothing on the sheet is in focus', () => {
    const shown = scene({ ...start, place: 'noise', cell: at('video', 2, 1) }, sora)
    expect(moved(shown, 'down')).toEqual(at('latent'))
    expect(moved({ ...shown, line: null }, 'down')).toEqual(at('latent'))
    expect(moved({ ...shown, blocks: [] }, 'down')).toBeNull()
  })
})

describe('tab', () => {
  const shown = (name: string): Scene => scene({ ...start, place: 'noise', cell: at(name, 1, 1) }, sora)
  it('goes round and round, to first cells', () => {
    expect(nextMatrix(shown('latent'), 1)).toEqual(at('noise'))
    expect(nextMatrix(shown('noise'), 1)).toEqual(at('noised'))
    expect(nextMatrix(shown('noised'), 1)).toEqual(at('latent'))
    expect(nextMatrix(shown('latent'), -1)).toEqual(at('noised'))
    expect(nextMatrix(shown('noised'), -1)).toEqual(at('noise'))
  })

  it('begins at the first matrix, and finds nothing on an empty sheet', () => {
    expect(nextMatrix({ ...shown('latent'), line: null }, 1)).toEqual(at('latent'))
    expect(nextMatrix({ ...shown('latent'), blocks: [] }, 1)).toBeNull()
    expect(nextMatrix({ ...shown('latent'), blocks: [], line: null }, -1)).toBeNull()
  })
})

describe('following a number', () => {
  const from = (place: Tour['place'], cell: ReturnType<typeof at>): ReturnType<typeof origin> =>
    origin(scene({ ...start, place, cell }, sora))

  it('leads home first, and at home to what it is made from', () => {
    expect(from('decode', denoised)).toEqual({ place: 'denoise', cell: denoised })
    expect(from('denoise', denoised)).toEqual({ place: 'denoise', cell: at('noised', 1, 2) })
    expect(from('opening', at('video'))).toEqual({ place: 'patchify', cell: at('video') })
    expect(from('patchify', at('video'))).toBeNull()
  })

  it('leads to where a source stands, when it does not stand here', () => {
    expect(origin({ ...scene({ ...start, place: 'noise' }, sora), line: null })).toBeNull()
    const noised = scene({ ...start, place: 'noise', cell: at('noised', 1, 2) }, sora)
    expect(origin(noised)).toEqual({ place: 'noise', cell: at('latent', 1, 2) })
    const alone = { ...noised, blocks: noised.blocks.filter(({ name }) => name === 'noised') }
    expect(origin(alone)).toEqual({ place: 'encode', cell: at('latent', 1, 2) })
  })
})

describe('places', () => {
  it('are numbered as the steps are, the opening and the closing apart', () => {
    expect(places.map(stepOf)).toEqual([null, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, null])
  })

  it('know the cases', () => {
    expect(caseOf('sora-is-sky').lesson).toBe(sora)
  })
})
