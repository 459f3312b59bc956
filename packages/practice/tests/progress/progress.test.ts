// Progress: a pure function of events, and JSON that comes back the same.
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pose } from '../../src/exercise/pose.ts'
import { problem } from '../../src/problem/problem.ts'
import { eventText, ProgressError, progressText, readEvent, readProgress } from '../../src/progress/file.ts'
import { type Event, hintsAt, keyOf, nothing, opened, placeOf, progressed } from '../../src/progress/progress.ts'

const place = (seed: number, kind: 'walk' | 'shapes' = 'walk') =>
  placeOf(pose(problem({ seed, difficulty: 'hard-attention' }), { kind }))
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom(1, 2).map((seed): Event => ({ type: 'open', place: place(seed) })),
  fc
    .tuple(fc.constantFrom('latent 1 1', 'noised 1 2', 'loss 1 1'), fc.string({ maxLength: 20 }))
    .map(([id, text]): Event => ({ type: 'type', id, text })),
  fc.constantFrom('latent 1 1', 'loss 1 1').map((id): Event => ({ type: 'hint', id })),
  fc.constantFrom('latent', 'loss').map((task): Event => ({ type: 'done', task })),
  fc.constantFrom('latent', 'loss').map((task): Event => ({ type: 'reveal', task, entries: { 'loss 1 1': '3' } })),
  fc.nat(20).map((to): Event => ({ type: 'go', to })),
  fc.constantFrom<Event>({ type: 'reset', what: 'exercise' }, { type: 'reset', what: 'everything' }),
)

describe('progress', () => {
  it('keeps what was typed, hints, looks, and where one was, for each exercise', () => {
    const all: readonly Event[] = [
      { type: 'open', place: place(7) },
      { type: 'type', id: 'latent 1 1', text: '3' },
      { type: 'hint', id: 'latent 1 1' },
      { type: 'go', to: 4 },
      { type: 'open', place: place(7, 'shapes') },
      { type: 'done', task: 'shape latent' },
      { type: 'open', place: place(7) },
    ]
    const now = all.reduce(progressed, nothing)
    expect(opened(now)).toMatchObject({ entries: { 'latent 1 1': '3' }, at: 4, done: [], hints: { 'latent 1 1': 1 } })
    expect(now.works[keyOf(place(7, 'shapes'))]).toMatchObject({ done: ['shape latent'] })
  })

  it('gives three hints and no more, forgets what is emptied, and begins anew when told to', () => {
    const hint: Event = { type: 'hint', id: 'loss 1 1' }
    const start = [{ type: 'open', place: place(1) } as const, hint, hint, hint, hint].reduce(progressed, nothing)
    const work = opened(start)
    expect(work && hintsAt(work, 'loss 1 1')).toBe(3)
    const emptied = [
      { type: 'type', id: 'a', text: '1' } as const,
      { type: 'type', id: 'a', text: '' } as const,
    ].reduce(progressed, start)
    expect(opened(emptied)?.entries).toEqual({})
    expect(opened(progressed(start, { type: 'reset', what: 'exercise' }))?.hints).toEqual({})
    expect(progressed(start, { type: 'reset', what: 'everything' })).toEqual(nothing)
  })

  it('takes in what was kept elsewhere', () => {
    const here = [{ type: 'open', place: place(1) } as const].reduce(progressed, nothing)
    const there = [{ type: 'open', place: place(2) } as const, { type: 'go', to: 3 } as const].reduce(
      progressed,
      nothing,
    )
    const both = progressed(here, { type: 'import', progress: there })
    expect(Object.keys(both.works)).toHaveLength(2)
    expect(both.open).toBe(here.open)
  })

  it.runIf(isTurn(0))('comes back from its text the same, and so does every event', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 25 }), all => {
        const now = all.reduce(progressed, nothing)
        expect(readProgress(progressText(now))).toEqual(now)
        const again = all.map(event => readEvent(eventText(event).trim()))
        expect(again).toEqual(all)
        expect(readEvent(eventText({ type: 'import', progress: now }).trim())).toMatchObject({ type: 'import' })
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['{', 'not valid JSON'],
    ['[]', 'it is an object'],
    ['{"version": 2, "open": null, "works": []}', 'reads version 1'],
    ['{"version": 1, "open": null, "works": [{}]}', 'works[0].problem'],
    [
      '{"version": 1, "open": null, "works": [{"problem": {"seed": 1, "difficulty": "softmax", "ties": false, "version": 1}, "exercise": {"kind": "walk", "steps": [14], "blanks": "cell"}}]}',
      'steps[0] is 14; it is a step from 1 to 13',
    ],
  ])('refuses %s: %s', (text, why) => {
    expect(() => readProgress(text)).toThrow(ProgressError)
    expect(() => readProgress(text)).toThrow(why)
  })
})
