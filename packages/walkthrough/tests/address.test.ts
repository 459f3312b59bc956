// The state in the address: there and back again, and whatever strangers may write.
import { mostSteps } from '@dit-by-hand/core/generate'
import { lessonOf } from '@dit-by-hand/spec/arbitraries'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, decode, encode, home } from '../src/address.ts'
import { addressOf, settled } from '../src/arriving.ts'
import { edited, givenCell } from '../src/edits.ts'
import { isName, matrices } from '../src/matrices.ts'
import { promptOf } from '../src/prompt.ts'
import { noTeaching, type Teaching } from '../src/teaching.ts'
import { places, stageIds } from '../src/telling.ts'
import { type Action, start, type Tour, tour } from '../src/tour.ts'
import { workedOf } from '../src/workbench.ts'
import { settle } from './support.ts'
import { rounds } from './thorough.ts'

const teaching: fc.Arbitrary<Teaching> = fc.record({
  hideResults: fc.boolean(),
  hiddenSteps: fc
    .uniqueArray(fc.integer({ min: 1, max: 13 }), { maxLength: 5 })
    .map(steps => steps.toSorted((a, b) => a - b)),
  locked: fc.boolean(),
  embed: fc.boolean(),
  present: fc.boolean(),
})

/** Any cell of a lesson, given or computed. */
const cellIn = (lesson: Lesson) => {
  const { values } = workedOf(lesson, 'corrected')
  const names = Object.keys(matrices)
    .filter(isName)
    .filter(name => values[name] !== undefined)
  return fc.constantFrom(...names).chain(name => {
    const grid = values[name] ?? []
    return fc.record({
      name: fc.constant(name),
      row: fc.integer({ min: 0, max: grid.length - 1 }),
      column: fc.integer({ min: 0, max: (grid[0]?.length ?? 1) - 1 }),
    })
  })
}

const value = fc.oneof(
  fc.integer({ min: -99, max: 99 }),
  fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(2, 3, 5))
    .map(([n, d]) => (n % d === 0 ? n / d : `-${n}/${d}`)),
)

/** Words of a lesson said more or less often, some left out, and one that it does not know. */
const promptIn = (lesson: Lesson) => {
  const known = promptOf(lesson)
  const text = known[0]?.vector.length ?? 0
  return fc
    .tuple(
      fc.subarray([...known]),
      fc.integer({ min: 1, max: 9 }),
      fc.array(value, { minLength: text, maxLength: text }),
      fc.constantFrom('cloud', 'a,b', 'élan', '雲', 'x×2'),
    )
    .map(([kept, times, vector, word]) => [
      ...kept.map(said => ({ ...said, times })),
      ...(kept.length % 2 === 0 ? [{ word, times: 1, vector }] : []),
    ])
}

const actionIn = (lesson: Lesson): fc.Arbitrary<Action> =>
  fc.oneof(
    fc.constantFrom<Action>({ type: 'next' }, { type: 'slopes' }, { type: 'box' }, { type: 'proof' }, { type: 'undo' }),
    fc.constantFrom(...places).map((place): Action => ({ type: 'goto', place })),
    cellIn(lesson).map((cell): Action => ({ type: 'pick', cell })),
    fc.tuple(cellIn(lesson), value).map(([cell, to]): Action => ({ type: 'edit', edit: { cell, value: to } })),
    fc.constantFrom('corrected', 'printed').map((reading): Action => ({ type: 'reading', reading })),
    fc.integer({ min: 1, max: 3 }).map((steps): Action => ({ type: 'generation', steps })),
    fc.integer({ min: 1, max: 3 }).map((pass): Action => ({ type: 'pass', pass })),
    fc.constantFrom(...stageIds).map((stage): Action => ({ type: 'stage', stage })),
    promptIn(lesson).map((prompt): Action => ({ type: 'edit', edit: { prompt } })),
  )

/** A walk that a reader may have come to, in one of the cases. */
const walk = fc.constantFrom(...caseIds).chain(id => {
  const { lesson } = caseOf(id)
  return fc.record({
    id: fc.constant(id),
    state: fc
      .array(actionIn(lesson), { maxLength: 12 })
      .map(actions => actions.reduce((now, action) => tour(now, action, lesson), start)),
    teaching,
  })
})

const withoutHistory = (state: Tour): Tour => ({ ...state, past: [], future: [], trail: [] })

describe('an address', () => {
  it('leads back to the same state', () => {
    fc.assert(
      fc.property(walk, ({ id, state, teaching: settled }) => {
        const fragment = encode(addressOf(state, { kind: 'case', id }, settled))
        const decoded = decode(`#${fragment}`)
        if (!decoded.ok) throw new Error(decoded.notice)
        const { lesson } = caseOf(id)
        expect(decoded.address.lesson).toEqual({ kind: 'case', id })
        expect(settle(decoded.address, state.place, lesson)).toEqual(withoutHistory(state))
        const { hideResults, hiddenSteps, locked, embed, present } = decoded.address
        expect({ hideResults, hiddenSteps, locked, embed, present }).toEqual(settled)
        expect(encode(decoded.address)).toBe(fragment)
      }),
      { numRuns: rounds(1000, 200) },
    )
  })

  it('is empty for the untouched walk', () => {
    expect(encode(home)).toBe('')
    expect(decode('')).toEqual({ ok: true, address: home })
  })

  it('is readable', () => {
    const state = tour(
      { ...start, place: 'encode', reading: 'printed' },
      { type: 'edit', edit: { cell: { name: 'noise', row: 1, column: 2 }, value: '-1/2' } },
      caseOf('sora-is-sky').lesson,
    )
    expect(encode(addressOf(state, { kind: 'case', id: 'sora-is-sky' }, noTeaching))).toBe(
      'v1&reading=printed&set=noise.2.3:-1/2',
    )
  })

  it('keeps a packed lesson', () => {
    const address: Address = { ...home, lesson: { kind: 'packed', data: 'eJx-_a0' } }
    expect(decode(encode(address))).toEqual({ ok: true, address })
  })

  it('survives what a messenger does to commas and colons', () => {
    const fragment = 'v1&set=video.1.1:3,noise.2.3:-1/2'
    expect(decode(`#v1&${encodeURIComponent(fragment.slice(3)).replace(/%3D/g, '=')}`)).toEqual(decode(fragment))
  })
})

const pieces = fc.constantFrom(
  'v1',
  'v2',
  '&',
  '=',
  ':',
  ',',
  '.',
  '#',
  '%',
  '%00',
  '%E0%A4%A',
  'lesson',
  'pack',
  'set',
  'cell',
  'show',
  'steps',
  'pass',
  'at',
  'say',
  'hide',
  'as',
  'video',
  '~',
  '*',
  '(d7)',
  'update',
  '__proto__',
  'constructor',
  'toString',
  '1',
  '0',
  '-1',
  '1e9',
  '9999',
  '1/0',
  '2/4',
  'NaN',
  'results',
  '<script>alert(1)</script>',
  'javascript:alert(1)',
  '"',
  "'",
  '\u0000',
  '𝟙',
  '../',
  'embed',
  'printed',
)
const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
  fc.array(pieces, { minLength: 1, maxLength: 24 }).map(parts => parts.join('')),
  fc
    .tuple(fc.constantFrom('v1', 'v2', 'v3', 'v17'), fc.array(pieces, { minLength: 1, maxLength: 24 }))
    .map(([version, parts]) => `${version}&${parts.join('')}`),
)

describe('a hostile fragment', () => {
  it('gives the untouched lesson and a notice, or an address that is well formed', () => {
    fc.assert(
      fc.property(hostile, fragment => {
        const decoded = decode(fragment)
        if (decoded.ok) {
          const again = decode(encode(decoded.address))
          expect(again).toEqual({ ok: true, address: decoded.address })
          const { lesson } = caseOf('sora-is-sky')
          const state = settle(decoded.address, 'encode', lesson)
          if (decoded.left) settled(decoded.address, 'encode', lesson)
          if (state) expect(state.generation).toBeLessThanOrEqual(mostSteps(edited(lesson, state.edits)))
        } else expect(decoded.notice).toBe('This link is damaged, so the lesson is shown unchanged.')
      }),
      { numRuns: rounds(1000, 200) },
    )
  })

  it.each([
    'v2&reading=nearly',
    'reading=printed',
    'v1&reading=printed&reading=printed',
    'v1&reading=wrong',
    'v1&cell=__proto__.1.1',
    'v1&cell=latent.0.1',
    'v1&set=video.1.1:1.5',
    'v1&set=video.1.1:2/4',
    'v1&set=video.1.1:3,video.1.1:4',
    'v1&steps=4',
    'v1&hide=14',
    'v1&lesson=../../etc',
    'v1&pack=<b>',
    'v1&lesson=hard-ties&pack=abc',
    'v1&unknown=1',
    'v1&reading=',
    `v1&pack=${'a'.repeat(100_001)}`,
    '%',
  ])('%s is refused', fragment => {
    expect(decode(fragment).ok).toBe(false)
  })

  it('does not settle where the lesson has no such cell, edit or step', () => {
    const { lesson } = caseOf('sora-is-sky')
    for (const fragment of [
      'v1&cell=latent.3.1',
      'v1&set=latent.3.1:3',
      'v1&set=video.9.1:3',
      'v1&set=t.1.1:4',
      'v1&set=t.1.1:1&steps=2',
      'v1&set=video.1.1:0',
      'v1&cell=d_scores.1.1',
    ]) {
      const decoded = decode(fragment)
      expect(decoded.ok && settle(decoded.address, 'encode', lesson), fragment).toBe(undefined)
    }
  })
})

describe('any lesson', () => {
  it('settles the edits it takes', () => {
    fc.assert(
      fc.property(lessonOf.wild, lesson => {
        const cell = { name: 'noise', row: 0, column: 0 }
        const to = givenCell(lesson, cell) === 7 ? 8 : 7
        const decoded = decode(`v1&set=noise.1.1:${to}`)
        expect(decoded.ok && settle(decoded.address, 'noise', lesson)?.edits).toEqual([{ cell, value: to }])
      }),
      { numRuns: 30 },
    )
  })
})
