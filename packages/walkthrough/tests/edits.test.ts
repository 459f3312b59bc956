import { givenOf } from '@dit-by-hand/core/lesson'
import { fromCell, toText } from '@dit-by-hand/graph/exact'
import { lineOf } from '@dit-by-hand/graph/text'
import { caseOf } from '@dit-by-hand/spec/cases'
import { parseLesson } from '@dit-by-hand/spec/load'
import { isTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../src/address.ts'
import { addressOf } from '../src/arriving.ts'
import { edited, givenCell, whyNot, withEdit } from '../src/edits.ts'
import { lineSpoken } from '../src/line-spoken.ts'
import { scene, typedNow } from '../src/scene.ts'
import { toldOf } from '../src/told.ts'
import { start, tour } from '../src/tour.ts'
import { readCell } from '../src/typed.ts'
import { workedWith } from '../src/workbench.ts'
import { lessons, settle, sora } from './support.ts'
import { every } from './thorough.ts'

describe('a typed number', () => {
  it.each([
    ['3', 3],
    [' -3 ', -3],
    ['−3', -3],
    ['+7', 7],
    ['1/2', '1/2'],
    ['2/4', '1/2'],
    ['−2 / 4', '-1/2'],
    ['4/2', 2],
    ['1/-2', '-1/2'],
    ['-0', 0],
    ['–12', -12],
    ['12/34', '6/17'],
    ['-2  /  4', '-1/2'],
    ['2 /4', '1/2'],
    ['2/ 4', '1/2'],
    ['-100/-50', 2],
  ])('%s is read', (typed, value) => {
    expect(readCell(typed)).toEqual({ ok: true, value })
  })

  it.each<readonly [string, string]>([
    ['', 'Type a whole number, or a fraction such as 1/2.'],
    ['0.5', 'Decimals are not exact; write 1/2.'],
    ['-1,25', 'Decimals are not exact; write -5/4.'],
    ['.75', 'Decimals are not exact; write 3/4.'],
    ['-12.125', 'Decimals are not exact; write -97/8.'],
    ['99999999999999999999.0', 'Decimals are not exact; write a fraction.'],
    ['  two ', '“two” is not a number; use a whole number, or a fraction such as 1/2.'],
    ...['1+2', 'x1', '1x', '1/2x', 'x1/2', '1/', '/2', '--1', '1/2/3', '1.', '1.5x', 'x1.5', '--1.5', '1/x', '-'].map(
      typed => [typed, `“${typed}” is not a number; use a whole number, or a fraction such as 1/2.`] as const,
    ),
    ['1'.repeat(24), 'That is too large to stay exact; the largest whole number is 9007199254740991.'],
    ['1'.repeat(25), 'That is more than 24 characters long; use a shorter number.'],
    ['two', '“two” is not a number; use a whole number, or a fraction such as 1/2.'],
    ['1/0', 'A fraction cannot have 0 below the line.'],
    ['99999999999999999999', 'That is too large to stay exact; the largest whole number is 9007199254740991.'],
    ['1'.repeat(30), 'That is more than 24 characters long; use a shorter number.'],
  ])('%s is refused with a reason', (typed, why) => {
    expect(readCell(typed)).toEqual({ ok: false, why })
  })

  it('never throws, whatever is typed, and reads what a lesson can hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), typed => {
        const read = readCell(typed)
        if (read.ok) expect(toText(fromCell(read.value))).toBe(String(read.value))
      }),
    )
  })
})

describe('an edit', () => {
  it.runIf(isTurn(2))('reaches every given cell of every lesson, and nothing else', () => {
    for (const lesson of every(4, lessons)) {
      for (const [name, grid] of Object.entries(givenOf(lesson)))
        grid?.forEach((row, r) =>
          row.forEach((_, c) => {
            const cell = { name, row: r, column: c }
            expect(toText(fromCell(givenCell(lesson, cell) ?? Number.NaN))).toBe(toText(grid[r]![c]!))
            const value = name === 't' ? (lesson.timestep.t === 0 ? 1 : 0) : 17
            const changed = edited(lesson, [{ cell, value }])
            expect(() => parseLesson(changed)).not.toThrow()
            for (const [other, now] of Object.entries(givenOf(changed)))
              expect(now).toEqual(
                givenOf(lesson)[other as 'video']?.map((cells, rr) =>
                  cells.map((x, cc) => (other === name && rr === r && cc === c ? value : x)),
                ),
              )
          }),
        )
    }
  })

  it('says why it cannot be made', () => {
    const t = { name: 't', row: 0, column: 0 }
    expect(whyNot(sora, { cell: t, value: 4 })).toBe(
      'The timestep is a whole number from 0 to 3: it is written in 2 bits.',
    )
    for (const value of ['1/2', 1.5]) expect(whyNot(sora, { cell: t, value })).toMatch(/whole number/)
    expect(whyNot(sora, { prompt: [] })).toBe('A prompt needs at least one word.')
    for (const [name, row, column] of [
      ['latent', 9, 0],
      ['latent', -1, 0],
      ['latent', 0, -1],
      ['video', 99, 0],
      ['d_scores', 0, 0],
      ['nothing', 0, 0],
    ] as const)
      expect(whyNot(sora, { cell: { name, row, column }, value: 1 })).toBe('The lesson has no such number.')
    expect(edited(sora, [{ cell: t, value: 4 }])).toBe(sora)
  })

  it('of a word is one of that word, in whatever order the lesson lists its words', () => {
    const { sora: first = [], is = [], sky = [] } = sora.prompt.words
    const lesson = { ...sora, prompt: { ...sora.prompt, words: { sky, is, sora: first } } }
    const cell = { name: 'words', row: 0, column: 0 }
    expect([givenCell(lesson, cell), givenCell(lesson, { ...cell, column: 2 })]).toEqual([1, -1])
    expect(edited(lesson, [{ cell, value: 7 }]).prompt.words).toEqual({ sky, is, sora: [7, 0, -1] })
    expect(givenCell(lesson, { name: 'noise', row: 0, column: 0 })).toBe(-2)
  })

  it('of a given number leaves it given: nothing is told to have been computed', () => {
    const cell = { name: 'noise', row: 0, column: 0 }
    const { line } = scene({ ...start, place: 'noise', edits: [{ cell, value: 7 }], cell }, sora)
    expect(line).toMatchObject({ given: true, result: '7' })
    expect(line && lineOf(line.values)).toBe('7')
  })

  it('is dropped when it says what the lesson says, and the latest for a cell wins', () => {
    const cell = { name: 'noise', row: 0, column: 0 }
    const first = withEdit(sora, [], { cell, value: 5 })
    expect(withEdit(sora, first, { cell, value: 6 })).toEqual([{ cell, value: 6 }])
    expect(withEdit(sora, first, { cell, value: -2 })).toEqual([])
  })
})

describe('an edit of a computed number', () => {
  const cell = { name: 'pooled', row: 0, column: 1 }
  const edits = [{ cell, value: 9 }]
  const shown = scene({ ...start, place: 'feed-forward', edits, cell }, sora)
  const at = (name: string, row: number, column: number) =>
    shown.blocks.find(block => block.name === name)!.rows[row]![column]!

  it('leaves the lesson alone, and all downstream follows', () => {
    expect(whyNot(sora, edits[0]!)).toBeUndefined()
    expect(edited(sora, edits)).toBe(sora)
    expect(edited(sora, [{ cell: { name: 'attention', row: 0, column: 0 }, value: 1 }])).toBe(sora)
    expect(shown.lesson).toBe(sora)
    expect(at('pooled', 0, 1)).toMatchObject({ text: '9', was: '5', given: false })
    // 1·9 − 1·1 − 4, where it was 1·5 − 1·1 − 4
    expect(at('predictedNoise', 0, 1)).toMatchObject({ text: '4', was: '0' })
    expect(at('predictedNoise', 0, 0).was).toBeNull()
  })

  it('is said in its own line of arithmetic', () => {
    expect(lineOf(shown.line!.values)).toMatch(/^9 \(changed; computed: .+\)$/)
    expect(lineSpoken(shown.line!.cell, shown.facts)).toMatch(/is 9 as changed, where the arithmetic gives [^,]*\d\.$/)
  })

  it('leaves nothing told that was told of the numbers before', () => {
    const [before, after] = ([[], edits] as const).map(made => {
      const shown = scene({ ...start, place: 'modulate', edits: made }, sora)
      const { blocks } = shown
      const { story } = toldOf(shown)
      const computed = blocks.flatMap(({ rows }) => rows.flat()).filter(({ given }) => !given)
      return [story !== null, computed.some(({ origin }) => origin !== null)]
    })
    expect([before, after]).toEqual([
      [true, true],
      [false, false],
    ])
  })

  it('stands beside an edit of a given number, in both readings, and is taken back', () => {
    const both = [...edits, { cell: { name: 'noise', row: 0, column: 0 }, value: 7 }]
    for (const reading of ['corrected', 'printed'] as const) {
      const worked = workedWith(sora, both, reading)
      expect(worked.values.pooled?.[0]?.[1]).toBe(9)
      expect(worked.values.noise?.[0]?.[0]).toBe(7)
    }
    const now = tour({ ...start, edits: [] }, { type: 'edit', edit: edits[0]! }, sora)
    expect(now.edits).toEqual(edits)
    expect(tour(now, { type: 'undo' }, sora).edits).toEqual([])
    expect(tour(now, { type: 'reset' }, sora).edits).toEqual([])
  })

  it('goes into an address and comes back', () => {
    const fragment = encode(addressOf({ ...start, edits }, { kind: 'case', id: 'sora-is-sky' }))
    const decoded = decode(fragment)
    expect(decoded.ok && settle(decoded.address, 'feed-forward', sora)?.edits).toEqual(edits)
  })

  it('is typed over what the cell says now', () => {
    expect(typedNow(shown, cell)).toBe(9)
    expect(typedNow(shown, { name: 'noise', row: 0, column: 0 })).toBe(-2)
    expect(typedNow(shown, { name: 'noise', row: 9, column: 0 })).toBeUndefined()
    const soft = scene({ ...start, place: 'attention' }, caseOf('soft-sky').lesson)
    expect(typedNow(soft, { name: 'attention', row: 0, column: 0 })).toBe('')
  })
})
