// What may never happen on any screen: a frame that is too tall or too wide, a focus out of sight, a number that is not
// the lesson's.
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { isAnswerName } from '@dit-by-hand/spec/names'
import { inTurn, thorough, turn } from '@dit-by-hand/tools/thorough'
import { terminalKeys } from '@dit-by-hand/walkthrough/keys'
import { type Place, places, type StageId, stageIds } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matrixRows, numberWidth } from '../../src/screen/matrix.ts'
import { pressed } from '../../src/screen/press.ts'
import { type Shown, shown } from '../../src/screen/screen.ts'
import { sheetOf } from '../../src/screen/sheet.ts'
import { type Size, smallest } from '../../src/screen/size.ts'
import { rowText, rowWidth } from '../../src/screen/text.ts'
import { painted } from '../../src/screen/theme.ts'
import { sceneOf, startWalk, type Walk } from '../../src/screen/walk.ts'

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 160, rows: 50 },
  { columns: 60, rows: 20 },
  { columns: 40, rows: 12 },
  { columns: 110, rows: 16 },
  { columns: 50, rows: 60 },
]

const view = (walk: Walk, size: Size): Shown => shown(walk, size, 1)

const press = (walk: Walk, keys: readonly string[], size: Size): Walk =>
  keys.reduce((now, key) => pressed(now, key, state => view(state, size).extent), walk)

function expectFits(walk: Walk, size: Size): void {
  const { rows } = view(walk, size)
  expect(rows.length).toBe(size.rows - 1)
  for (const row of rows) expect(rowWidth(row), rowText(row)).toBeLessThanOrEqual(size.columns)
}

const at = (place: Place, lesson: Lesson, reading: Reading = 'corrected'): Walk =>
  startWalk(lesson, { ...start, place, reading }, 'a-lesson.json')

describe('colour', () => {
  it('is never that of words or numbers: on a light terminal yellow ones could not be read', () => {
    for (const place of places)
      for (const piece of view(at(place, caseOf('sora-is-sky').lesson), { columns: 160, rows: 50 }).rows.flat())
        if (/\b(3[1-6]|9[1-6])m/.test(painted([piece], true))) expect(piece.text, place).not.toMatch(/[\p{L}\d]/u)
  })
})

describe('the head of the page', () => {
  it('keeps the step beside a long title of the lesson, and the name of its file at the end of a long path', () => {
    const lesson = { ...caseOf('sora-is-sky').lesson, title: 'on and on '.repeat(20) }
    const walk = startWalk(lesson, { ...start, place: 'encode' }, `/${'deep/'.repeat(20)}mine.json`)
    const [head, rule] = view(walk, { columns: 160, rows: 50 }).rows.map(rowText)
    expect(head).toMatch(/^ 2 {2}Encode the patches {2}on and on .*… $/)
    expect(rule).toContain('/deep/mine.json ─')
  })
})

describe('every place, lesson and size', () => {
  it.each(inTurn(caseIds, 3, turn))('%s fits', id => {
    const { lesson } = caseOf(id)
    for (const [i, place] of inTurn([...places.entries()], 2, caseIds.indexOf(id)))
      for (const size of inTurn(sizes, 6, Math.floor((i + caseIds.indexOf(id)) / 2))) {
        const walk = at(place, lesson)
        expectFits(walk, size)
        if (size.rows <= 24)
          for (const keys of [['b'], ['o', 'Tab'], ['?'], ['c'], ['v'], ['f'], ['x', 's']])
            expectFits(press(walk, keys, size), size)
      }
  })

  it('says calmly when the window is too small', () => {
    const { lesson } = caseOf('sora-is-sky')
    const text = view(at('encode', lesson), { columns: 40, rows: 12 }).rows.map(rowText).join('\n')
    expect(text).toContain('too small')
    expect(text).toContain(`${smallest.columns}×${smallest.rows}`)
  })
})

describe('the cell in focus', () => {
  const ids = [
    'sora-is-sky',
    'long-video',
    'fractions',
    'softmax-attention',
    'wide-frames',
    'latent-wider-than-patch',
  ] as const
  it.each(inTurn(ids, 3, turn))('of %s is in sight in every matrix of every place', id => {
    const { lesson } = caseOf(id)
    const roomy = sizes.filter(({ columns, rows }) => columns >= smallest.columns && rows >= smallest.rows)
    for (const [i, place] of places.entries())
      for (const size of inTurn(roomy, 8, i + caseIds.indexOf(id))) {
        let walk = press(at(place, lesson), ['o', 'Tab'], size)
        const count = sceneOf(walk).blocks.length
        for (let i = 0; i < count; i++) {
          const marked = view(walk, size)
            .rows.slice(2)
            .flat()
            .filter(({ look }) => look === 'focus')
          expect(marked.length, `${place} at ${size.columns}×${size.rows}, matrix ${i + 1}`).toBeGreaterThan(0)
          walk = press(walk, ['Tab'], size)
        }
      }
  })
})

describe('any keys whatever', () => {
  const names = [
    ...new Set(terminalKeys.map(({ key }) => key)),
    '1',
    '3',
    '7',
    '−',
    '/',
    '.',
    'y',
    'e',
    'z',
    'ß',
  ].filter(name => name !== 'q')
  it('never break the screen', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...caseIds),
        fc.constantFrom(...sizes),
        fc.array(fc.constantFrom(...names), { minLength: 5, maxLength: 60 }),
        (id, size, keys) => {
          const { lesson } = caseOf(id)
          let walk = at('opening', lesson)
          for (const key of keys) {
            walk = press(walk, [key], size)
            expectFits(walk, size)
          }
        },
      ),
      { numRuns: thorough ? 100 : 12 },
    )
  })
})

describe('numbers on the screen', () => {
  const signed = (cell: number | string): string => String(cell).replace('-', '−')

  it.each(['sora-is-sky', 'hard-ties', 'fractions', 'two-frame-patches'] as const)(
    'of %s are the oracle’s, in every matrix',
    id => {
      const { lesson, answer } = caseOf(id)
      let compared = 0
      const stages: readonly (StageId | null)[] = [null, ...stageIds]
      const scenes = places.flatMap(place =>
        stages.map(stage => sceneOf({ tour: { ...start, place, stage: place === 'slopes' ? stage : null }, lesson })),
      )
      for (const { blocks } of scenes)
        for (const block of blocks) {
          const { name } = block
          if (!isAnswerName(name) || name === 'generatedVideo' || block.turned) continue
          const expected = answer.corrected[name]
          const drawing = { number: numberWidth(block.rows.flat(), null, false), typed: null, old: false }
          const rows = matrixRows(
            block,
            drawing,
            block.rows.map(() => 1),
          ).map(row => rowText(row).match(/≈?−?\d[\d.e−]*(\/\d+)?/g))
          // A long number is shortened; that it is near is asked where numbers are shortened.
          const shown = (cell: number | string, r: number, c: number): string => {
            const view = block.rows[r]?.[c]
            return view?.whole === signed(cell) ? view.text : signed(cell)
          }
          expect(rows, name).toEqual(expected?.map((cells, r) => cells.map((cell, c) => shown(cell, r, c))))
          compared++
        }
      expect(compared).toBeGreaterThan(20)
    },
  )
})

describe('the sheet', () => {
  const { lesson } = caseOf('sora-is-sky')
  const lines = sheetOf(sceneOf({ tour: { ...start, place: 'encode' }, lesson }), {
    width: 78,
    typed: null,
    roomy: false,
  }).rows.map(rowText)
  const find = (text: string): number => lines.findIndex(line => line.includes(text))

  it('lays a product out as a teacher does: weight left, input above, result where they meet', () => {
    const input = find('P patches')
    const weight = find('We encoder weight')
    expect(input).toBeLessThan(weight)
    expect(lines[weight]).toContain('Ze latent before ReLU')
    expect(lines[weight]?.indexOf('Ze')).toBe(lines[input]?.indexOf('P patches'))
    expect(lines[weight + 1]?.indexOf('╭')).toBe(lines[input + 1]?.indexOf('┌'))
  })

  it('aligns the columns of input and result', () => {
    const digits = (line: string | undefined): readonly number[] =>
      [...(line?.slice(45) ?? '').matchAll(/\d/g)].map(({ index }) => index)
    expect(digits(lines[find('P patches') + 1])).toEqual(digits(lines[find('We encoder weight') + 1]))
  })

  it('keeps rows that belong together on one line, also where a misprint stands between them', () => {
    const drawn = sheetOf(sceneOf({ tour: { ...start, place: 'modulation' }, lesson }), {
      width: 78,
      typed: null,
      roomy: false,
    }).rows.map(rowText)
    const last = drawn.filter(line => line.startsWith('┗'))
    expect(last).toHaveLength(1)
    expect(last[0]).toMatch(/^┗ +0 +1 +−1 +1 +1 ┛ +┗ +1 ┛ +║ +5 /)
  })

  it('shows long captions where there is room and short ones where there is not', () => {
    const scene = sceneOf({ tour: { ...start, place: 'opening' }, lesson })
    const wide = sheetOf(scene, { width: 200, typed: null, roomy: false }).rows.map(rowText).join('\n')
    const narrow = sheetOf(scene, { width: 60, typed: null, roomy: false }).rows.map(rowText).join('\n')
    expect(wide).toContain('be encoder bias 2×1')
    expect(narrow).toContain('be 2×1')
    expect(narrow).not.toContain('encoder bias')
  })

  it('cuts what is too wide around the focus, and says on which side it goes on', () => {
    const long = caseOf('long-video').lesson
    const sheet = sheetOf(
      sceneOf({ tour: { ...start, place: 'attention', cell: { name: 'scores', row: 4, column: 4 } }, lesson: long }),
      {
        width: 60,
        typed: null,
        roomy: false,
      },
    )
    expect(sheet.rows.every(row => rowWidth(row) <= 60)).toBe(true)
    expect(sheet.rows.some(row => rowText(row).startsWith('‹'))).toBe(true)
    expect(sheet.rows.some(row => rowText(row).endsWith('›'))).toBe(true)
  })

  it.each(['sora-is-sky', 'soft-sky'] as const)(
    'shows no number or caption of %s in part, however narrow it is',
    id => {
      const { lesson } = caseOf(id)
      // The last stage has frames, which are numbered.
      for (const stage of stageIds.filter(each => each !== 'learning')) {
        const scene = sceneOf({ tour: { ...start, place: 'slopes', stage }, lesson })
        const whole = new Set(scene.blocks.flatMap(({ rows }) => rows.flat().map(({ text }) => text)))
        const captions = new Set(scene.blocks.flatMap(({ symbol, title }) => [symbol, ` ${title} `]))
        for (let width = 40; width <= 110; width += 5) {
          const { rows } = sheetOf(scene, { width, typed: null, roomy: false })
          // Captions say shapes, such as 2×4; everything else that is a number is a cell's.
          const numbers = rows.flatMap(row => rowText(row).match(/(?<![^\s‹[┆])[−\d./]*\d(?![^\s›\]┆†*])/g) ?? [])
          expect(numbers.filter(text => !whole.has(text))).toEqual([])
          const words = rows.flatMap(row =>
            row.map(({ text }) => text).filter(text => /\p{L}/u.test(text) && !/\d[×e]/.test(text)),
          )
          expect(words.filter(text => !captions.has(text))).toEqual([])
        }
      }
    },
  )

  it('takes the place of the map where it is too wide beside it', () => {
    const size = { columns: 160, rows: 50 }
    const [encode, slopes] = (['encode', 'slopes'] as const).map(place =>
      view(at(place, lesson), size).rows.map(rowText),
    )
    expect(encode?.[0]).not.toContain('[2]')
    expect(encode?.join('\n')).toContain('▸ 2 Encode the patches')
    expect(slopes?.[0]).toContain('9─[10]─11')
    // The whole row: weight, bias, predicted noise less sampled noise, the error, and the loss.
    expect(slopes?.join('\n')).toMatch(/┗ +0 +2 ┛ +┗ +−2 ┛ +┊ +2 +0 +0 +0 ┊ +┊ +2 +1 +0 +0 ┊ +┊ +0 +−1† +0 +0 +┊/)
  })
})
