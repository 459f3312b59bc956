// Another prompt: words left out, said again, added; what follows; and that it is undone, linked and refused like any change.

import { toCell } from '@dit-by-hand/graph/exact'
import { same } from '@dit-by-hand/graph/same'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import { parseLesson } from '@dit-by-hand/spec/load'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode, home } from '../src/address.ts'
import { addressOf } from '../src/arriving.ts'
import { type Edit, edited, promptNow, withEdit } from '../src/edits.ts'
import {
  longestText,
  longestWord,
  mostTimes,
  type Prompt,
  promptOf,
  type Said,
  saying,
  sayings,
  whyNotPrompt,
} from '../src/prompt.ts'
import { scene } from '../src/scene.ts'
import { start, type Tour, tour } from '../src/tour.ts'
import { workedWith } from '../src/workbench.ts'
import { settle, sora } from './support.ts'

const first = promptOf(sora)
const said = (prompt: Prompt, lesson: Lesson = sora): Tour => tour(start, { type: 'edit', edit: { prompt } }, lesson)
const column = (
  state: Tour,
  name: 'textEmbedding' | 'scale' | 'shift',
  lesson: Lesson = sora,
): readonly (Cell | number)[] => (workedWith(lesson, state.edits, state.reading).values[name] ?? []).flat().map(toCell)
/** Whether the lesson can have a prompt of one word. */
const isTaken = (said: Partial<Said>): boolean =>
  whyNotPrompt(sora, [{ word: 'sky', times: 1, vector: [0, 0, 0], ...said }]) === undefined
const often = (word: string, times: number): Prompt =>
  first.map(each => (each.word === word ? { ...each, times } : each))

describe('a prompt', () => {
  it('is read off a lesson and makes the same lesson again', () => {
    expect(first.map(({ word, times }) => [word, times])).toEqual([
      ['sora', 1],
      ['is', 1],
      ['sky', 1],
    ])
    for (const { lesson } of cases()) expect(saying(lesson, promptOf(lesson)).prompt).toEqual(lesson.prompt)
  })

  it('that says a word again makes a lesson with its vector that many times as long', () => {
    const twice = saying(sora, often('sky', 2))
    expect(twice.prompt.text).toBe('sora is sky×2')
    expect(twice.prompt.words['sky×2']).toEqual(sora.prompt.words.sky?.map(cell => 2 * Number(cell)))
    expect(parseLesson(twice)).toEqual(twice)
    expect(promptOf(twice)).toEqual(often('sky', 2))
    expect([sayings('sky×2'), sayings('sky'), sayings('×2')]).toEqual([
      { word: 'sky', times: 2 },
      { word: 'sky', times: 1 },
      { word: '×2', times: 1 },
    ])
  })

  it('moves scale and shift by what the weights make of the word, each time', () => {
    const moves = [2, 3, 4].map(n => column(said(often('sky', n)), 'textEmbedding').map(Number))
    const sky = sora.prompt.words.sky?.map(Number) ?? []
    const once = column(start, 'textEmbedding').map(Number)
    moves.forEach((embedding, i) =>
      expect(embedding).toEqual(once.map((cell, row) => cell + (i + 1) * (sky[row] ?? 0))),
    )
    for (const [name, from] of [
      ['scale', 0],
      ['shift', 2],
    ] as const) {
      const by = sora.modulation.weight
        .slice(from, from + 2)
        .map(row => sky.reduce((sum, cell, i) => sum + Number(row[i]) * cell, 0))
      expect(column(said(often('sky', 2)), name).map(Number)).toEqual(
        column(start, name).map((cell, row) => Number(cell) + (by[row] ?? 0)),
      )
    }
  })

  it('leaves words out, and takes new ones with a vector of their own', () => {
    const without = said(first.filter(({ word }) => word !== 'is'))
    expect(edited(sora, without.edits).prompt.text).toBe('sora sky')
    const cloud = { word: 'cloud', times: 1, vector: [0, '1/2', -3] }
    const more = tour(without, { type: 'edit', edit: { prompt: [...promptNow(sora, without.edits).now, cloud] } }, sora)
    const lesson = edited(sora, more.edits)
    expect(lesson.prompt).toMatchObject({ text: 'sora sky cloud', words: { cloud: [0, '1/2', -3] } })
    expect(parseLesson(lesson)).toEqual(lesson)
    expect(
      scene({ ...more, place: 'conditions' }, sora).blocks.find(({ name }) => name === 'words')?.columnHeads,
    ).toEqual(['word sora', 'word sky', 'word cloud'])
  })

  it('is undone, redone and taken back with the other changes', () => {
    const noise: Edit = { cell: { name: 'noise', row: 0, column: 0 }, value: 7 }
    const state = tour(said(often('is', 3)), { type: 'edit', edit: noise }, sora)
    expect(state.edits).toEqual([{ prompt: often('is', 3) }, noise])
    const back = tour(tour(state, { type: 'undo' }, sora), { type: 'undo' }, sora)
    expect(back.edits).toEqual([])
    expect(tour(back, { type: 'redo' }, sora).edits).toEqual([{ prompt: often('is', 3) }])
    expect(tour(state, { type: 'edit', edit: { prompt: first } }, sora).edits).toEqual([noise])
    expect(tour(state, { type: 'reset' }, sora).edits).toEqual([])
  })

  it('brings along what was changed in its words, and a change of a word is one of the new prompt', () => {
    const cell = { name: 'words', row: 0, column: 2 }
    const changed = withEdit(sora, [], { cell, value: 8 })
    const { now } = promptNow(sora, changed)
    expect(now[2]?.vector[0]).toBe(8)
    const twice = withEdit(sora, changed, { prompt: now.map(each => ({ ...each, times: 2 })) })
    expect(twice).toHaveLength(1)
    expect(edited(sora, twice).prompt.words['sky×2']?.[0]).toBe(16)
    const then = withEdit(sora, twice, { cell: { name: 'words', row: 0, column: 2 }, value: 9 })
    expect(promptNow(sora, then).now[2]?.vector[0]).toBe('9/2')
    expect(withEdit(sora, then, { cell: { name: 'words', row: 0, column: 2 }, value: 16 })).toEqual(twice)
    const shown = scene({ ...start, place: 'conditions', edits: then }, sora)
    const words = shown.blocks.find(({ name }) => name === 'words')
    expect(words?.rows[0]?.map(({ text, was }) => [text, was])).toEqual([
      ['2', null],
      ['0', null],
      ['9', '16'],
    ])
    expect(words?.rows[0]?.every(({ origin }) => origin === null)).toBe(true)
  })

  it('goes into a link and comes out of it', () => {
    const state = said([...often('sky', 4), { word: 'ça,va~*', times: 1, vector: [1, '-2/3', 0] }])
    const fragment = encode(addressOf(state, home.lesson))
    expect(fragment).toMatch(/^v2&say=/)
    const decoded = decode(fragment)
    expect(decoded.ok && settle(decoded.address, 'opening', sora)?.edits).toEqual(state.edits)
    expect(decoded.ok && settle(decoded.address, 'opening', caseOf('four-bit-time').lesson)).toBeUndefined()
  })

  it.each<[string, Prompt, RegExp]>([
    ['nothing', [], /at least one word/],
    [
      'too long a word',
      [{ word: 'x'.repeat(longestWord + 9), times: 1, vector: [0, 0, 0] }],
      /^“x{40}” is not a word of 1 to 40 characters without a space\.$/,
    ],
    [
      'a vector of another length',
      [{ word: 'sky', times: 1, vector: [0, 0] }],
      /of length 2; in this lesson they are of length 3/,
    ],
    ['a word twice', [...first, { word: 'Sky', times: 1, vector: [0, 0, 0] }], /already in the prompt/],
    ['a space', [{ word: 'blue sky', times: 1, vector: [0, 0, 0] }], /without a space/],
    [
      'a vector too short',
      [{ word: 'sky', times: 1, vector: [0] }],
      /of length 1; in this lesson they are of length 3/,
    ],
    ['too often', [{ word: 'sky', times: mostTimes + 1, vector: [0, 0, 0] }], /1 to 9 times/],
    ['half a time', [{ word: 'sky', times: 1.5, vector: [0, 0, 0] }], /1 to 9 times/],
    ['too large', [{ word: 'sky', times: 9, vector: [Number.MAX_SAFE_INTEGER, 0, 0] }], /too large/],
    [
      'too long',
      Array.from({ length: 9 }, (_, i) => ({ word: `${'x'.repeat(30)}${i}`, times: 1, vector: [0, 0, 0] })),
      /characters/,
    ],
    [
      'a name that no lesson can have',
      [{ word: '__proto__', times: 1, vector: [0, 0, 0] }],
      /is not a word of 1 to 40/,
    ],
  ])('that says %s is refused', (_, prompt, why) => {
    expect(whyNotPrompt(sora, prompt)).toMatch(why)
    expect(said(prompt)).toBe(start)
  })

  it('may be as long as a lesson’s text may be, and no longer', () => {
    const words = (last: number): Prompt =>
      ['a', 'b', 'c', 'd', 'e'].map((letter, i) => ({
        word: letter.repeat(i < 4 ? longestWord : last),
        times: 1,
        vector: [0, 0, 0],
      }))
    const room = longestText - 4 * (longestWord + 1)
    expect(whyNotPrompt(sora, words(room))).toBeUndefined()
    expect(whyNotPrompt(sora, words(room + 1))).toBe('This prompt has 201 characters; a prompt has at most 200.')
  })

  it('is another where one word, how often it is said or one number of it is', () => {
    const [one, two] = [
      { word: 'a', times: 1, vector: [0, 1] },
      { word: 'b', times: 2, vector: [2, '1/2'] },
    ] as const
    expect(same([one, two], [{ ...one }, { ...two, vector: [...two.vector] }])).toBe(true)
    expect(same([], [])).toBe(true)
    const others: readonly Prompt[] = [
      [one],
      [one, two, one],
      [two, one],
      [one, { ...two, word: 'c' }],
      [one, { ...two, times: 1 }],
      [one, { ...two, vector: [2] }],
      [one, { ...two, vector: [2, '1/2', 0] }],
      [one, { ...two, vector: [2, '1/3'] }],
      [{ ...one, vector: [1, 1] }, two],
    ]
    for (const other of others) expect(same([one, two], other), JSON.stringify(other)).toBe(false)
  })

  it('takes words of any letters and signs, but no space, nothing unseen, and not too long', () => {
    for (const word of ['a', 'ça', '空', '👍', 'x'.repeat(longestWord), '~*,', 'sky×2'])
      expect(isTaken({ word }), word).toBe(true)
    for (const word of ['', ' ', 'a b', 'a\n', '\u0007a', 'a\ud800', 'x'.repeat(longestWord + 1), '__proto__'])
      expect(isTaken({ word }), JSON.stringify(word)).toBe(false)
    const often = [0, 1, 2, 9, 10, 1.5, Number.NaN]
    expect(often.filter(times => isTaken({ times }))).toEqual([1, 2, 9])
    expect(['sky×10', 'sky×1', 'sky×2!', 'a×3×2'].map(sayings)).toEqual([
      { word: 'sky×10', times: 1 },
      { word: 'sky×1', times: 1 },
      { word: 'sky×2!', times: 1 },
      { word: 'a×3', times: 2 },
    ])
  })

  it('holds numbers while they are exact, and fractions while they are not too long', () => {
    const most = Number.MAX_SAFE_INTEGER
    const long = (digits: number): string => `1/${'3'.repeat(digits - 2)}`
    for (const cell of [most, -most, long(64)]) expect(isTaken({ vector: [0, 0, cell] }), String(cell)).toBe(true)
    expect(isTaken({ vector: [0, 0, long(65)] })).toBe(false)
    expect(isTaken({ vector: [0, most, 0], times: 2 })).toBe(false)
    expect(isTaken({ vector: ['1/2', 0, 0], times: 3 })).toBe(true)
  })

  it('is one that a lesson may have, where nothing is said against it', () => {
    const pool = [
      'sky',
      'Sky',
      'SKY×2',
      'sky×2',
      'sky×3',
      'straße',
      'strasse',
      'ça',
      'blue sky',
      '',
      '__proto__',
      'x'.repeat(99),
    ]
    const word: fc.Arbitrary<Said> = fc.record({
      word: fc.constantFrom(...pool),
      times: fc.constantFrom(1, 1, 2, 3, 9, 0, 10, 1.5),
      vector: fc.constantFrom<readonly Cell[]>(
        [0, 1, 2],
        ['1/2', 0, 0],
        [Number.MAX_SAFE_INTEGER, 0, 0],
        [0],
        [0, 0, 0, 0],
      ),
    })
    const likely = word.map(each => ({ ...each, vector: [0, 1, 2] }))
    fc.assert(
      fc.property(fc.array(fc.oneof(word, likely, likely), { maxLength: 4 }), prompt => {
        if (whyNotPrompt(sora, prompt) === undefined) parseLesson(saying(sora, prompt))
      }),
      { numRuns: 500 },
    )
  })

  it('knows a word again in small letters and large, said once or often', () => {
    const prompt = (...words: readonly (readonly [string, number])[]): Prompt =>
      words.map(([word, times]) => ({ word, times, vector: [0, 0, 0] }))
    for (const twice of [
      prompt(['sky', 2], ['sky', 1]),
      prompt(['sky×2', 1], ['Sky', 2]),
      prompt(['Sky', 2], ['sky×2', 1]),
    ])
      expect(whyNotPrompt(sora, twice)).toMatch(/is already in the prompt/)
    const apart = prompt(['straße', 1], ['STRASSE', 1])
    expect(whyNotPrompt(sora, apart)).toBeUndefined()
  })
})
