// Labels against numbers, on random lessons: heads, captions, ranges, lines and spoken lines say what the values say.

import { compare, type Exact, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import { lineOf } from '@dit-by-hand/graph/text'
import { lessons as randomLessons } from '@dit-by-hand/spec/arbitraries'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import { derive } from '@dit-by-hand/spec/laws/derive'
import { isAnswerName } from '@dit-by-hand/spec/names'
import { decimal, decimals, exact } from '@dit-by-hand/spec/number'
import { type Sizes, shapeOf, sizesOf } from '@dit-by-hand/spec/sizes'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import type { Axis } from '../src/heads.ts'
import { lineFor } from '../src/line.ts'
import { lineSpoken } from '../src/line-spoken.ts'
import { cellTitle, columnHead, isName, matrices, rowHead } from '../src/matrices.ts'
import { proofFor } from '../src/proof.ts'
import type { Range } from '../src/ranges.ts'
import { scene } from '../src/scene.ts'
import { type Facts, places } from '../src/telling.ts'
import { start } from '../src/tour.ts'
import { workedOf } from '../src/workbench.ts'
import { workedOut } from './arithmetic.ts'
import { rangeIn } from './support.ts'
import { rounds } from './thorough.ts'

const drawn: readonly Lesson[] = [
  ...randomLessons({ seed: 61, runs: rounds(24, 10), flavour: 'handFriendly' }),
  ...randomLessons({ seed: 62, runs: rounds(12, 5), flavour: 'wild' }),
]
const readings: readonly Reading[] = ['corrected', 'printed']
const names = Object.keys(matrices).filter(isName)
type Grid = readonly (readonly Exact[])[]

/** Every named matrix of a lesson in a reading. */
function* all(lessons: readonly Lesson[] = drawn): Generator<{
  readonly name: (typeof names)[number]
  readonly grid: Grid
  readonly lesson: Lesson
  readonly reading: Reading
  readonly facts: Facts
}> {
  for (const lesson of lessons)
    for (const reading of readings) {
      const worked = workedOf(lesson, reading)
      const facts = factsOf(worked)
      for (const name of names) {
        const grid = worked.values[name]
        if (grid) yield { name, grid, lesson, reading, facts }
      }
    }
}

describe('captions', () => {
  /** How many there are of what an axis counts, from the sizes of a lesson alone. */
  const count: { readonly [A in Axis]: (size: Sizes, lesson: Lesson) => number } = {
    pixel: ({ pixels }) => pixels,
    patch: ({ patches }) => patches,
    feature: ({ latent }) => latent,
    'key patch': ({ patches }) => patches,
    'query patch': ({ patches }) => patches,
    'key feature': ({ key }) => key,
    'query feature': ({ key }) => key,
    'text feature': ({ text }) => text,
    bit: ({ bits }) => bits,
    condition: ({ condition }) => condition,
    'scale or shift': ({ latent }) => 2 * latent,
    word: (_, { prompt }) => Object.keys(prompt.words).length,
    'frame row': ({ video }) => video.frames * video.rows,
    'pixel column': ({ video }) => video.columns,
    single: () => 1,
  }

  it('count the rows and columns that the matrix has', () => {
    for (const { name, grid, lesson } of all()) {
      const size = sizesOf(lesson)
      const { rows, columns } = matrices[name]
      const said = [count[rows](size, lesson), count[columns](size, lesson)]
      expect([name, ...said]).toEqual([name, grid.length, grid[0]?.length])
      if (isAnswerName(name)) expect([name, ...said]).toEqual([name, ...(shapeOf(name, lesson) ?? [])])
    }
  })

  it('stand in every scene beside as many rows, columns and frames as there are', () => {
    let blocks = 0
    for (const lesson of drawn.slice(0, 12))
      for (const place of places)
        for (const box of [false, true]) {
          const shown = scene({ ...start, place, box }, lesson)
          for (const { name, shape, rows, rowHeads, columnHeads, frames, title, symbol, role } of shown.blocks) {
            blocks++
            const about = matrices[name]
            expect([title, symbol, role]).toEqual([about.title, about.symbol, about.role])
            expect([rows.length, rowHeads.length]).toEqual([shape[0], shape[0]])
            expect(columnHeads.length).toBe(shape[1])
            for (const cells of rows) expect(cells.length).toBe(shape[1])
            if (frames) expect(frames.count * frames.rows).toBe(shape[0])
            expect(frames !== null).toBe(name === 'video' || name === 'generatedVideo')
            const otherwise = rows.flat().filter(({ whole, text, value }) => (whole ?? text) !== showNumber(value))
            expect(otherwise).toEqual([])
          }
        }
    expect(blocks).toBeGreaterThan(500)
  })
})

describe('heads', () => {
  const number = (x: Exact | undefined): number => (x === undefined ? Number.NaN : toNumber(x))

  it('say of each row and column what its numbers are', () => {
    for (const { name, grid, lesson, reading, facts } of all()) {
      if (reading === 'printed') continue
      const { t } = lesson.timestep
      grid.forEach((cells, r) => {
        const row = rowHead(name, r, facts)
        cells.forEach((cell, c) => {
          const column = columnHead(name, c, facts)
          const told = `${name}: ${cellTitle({ name, row: r, column: c }, facts)}`
          const bit = /^bit worth (\d+)$/.exec(row)
          if (bit && (name === 'condition' || name === 'timeEmbedding'))
            expect([told, number(cell)]).toEqual([told, Math.floor(t / Number(bit[1])) % 2])
          const text = /^text (\d+)$/.exec(row)
          if (text && name === 'condition')
            expect([told, cell]).toEqual([told, facts.cell('textEmbedding', Number(text[1]), 1)])
          const half = /^(scale|shift) (\d+)$/.exec(row)
          if (half && name === 'scaleShift')
            expect([told, cell]).toEqual([
              told,
              facts.cell(half[1] === 'scale' ? 'scale' : 'shift', Number(half[2]), 1),
            ])
          const word = /^word (.+)$/.exec(column)
          if (word) expect([told, cell]).toEqual([told, fromCell(lesson.prompt.words[word[1] ?? '']?.[r] ?? 'none')])
          const frame = /^frame (\d+), row (\d+)$/.exec(row)
          const pixel = /^column (\d+)$/.exec(column)
          if (name === 'video' && frame && pixel) {
            const given = lesson.video[Number(frame[1]) - 1]?.[Number(frame[2]) - 1]?.[Number(pixel[1]) - 1]
            expect([told, cell]).toEqual([told, fromCell(given ?? 'none')])
          }
        })
      })
    }
  })

  it('tell rows and columns apart', () => {
    for (const { name, grid, facts } of all()) {
      const rows = grid.map((_, r) => rowHead(name, r, facts))
      const columns = (grid[0] ?? []).map((_, c) => columnHead(name, c, facts))
      expect([name, new Set(rows).size, new Set(columns).size]).toEqual([name, rows.length, columns.length])
    }
  })
})

describe('ranges', () => {
  /** What is said of a matrix, where this is what holds. */
  type Ranging = (name: string, known: Range | undefined) => Range | undefined

  /** What a range says that the numbers do not keep. */
  function broken(grid: Grid, { least, most, whole, columnSum }: Range): readonly string[] {
    const told: string[] = []
    for (const x of grid.flat()) {
      if (least !== undefined && compare(x, least) < 0) told.push(`${toNumber(x)} is less than ${least}`)
      if (most !== undefined && compare(x, most) > 0) told.push(`${toNumber(x)} is more than ${most}`)
      if (whole && !Number.isInteger(toNumber(x))) told.push(`${toNumber(x)} is not whole`)
    }
    if (columnSum !== undefined)
      for (const c of grid[0]?.keys() ?? []) {
        const sum = grid.reduce((total, row) => total + toNumber(row[c] ?? Number.NaN), 0)
        if (!(Math.abs(sum - columnSum) < 1e-9)) told.push(`column ${c + 1} adds up to ${sum}, not ${columnSum}`)
      }
    return told
  }

  const ranged = [...all()].map(({ name, grid, lesson, reading }) => ({
    name,
    grid,
    known: rangeIn(name, lesson, reading),
  }))

  function brokenBy(ranging: Ranging): readonly string[] {
    return ranged.flatMap(({ name, grid, known }) => {
      const told = ranging(name, known)
      return told ? broken(grid, told).map(text => `${name}: ${text}`) : []
    })
  }

  it('hold', () => {
    expect(brokenBy((_, known) => known)).toEqual([])
  })

  it('are caught where they are wrong', () => {
    const instead =
      (of: string, wrong: (known: Range | undefined) => Range | undefined): Ranging =>
      (name, known) =>
        name === of ? wrong(known) : known
    const planted: readonly (readonly [string, Ranging])[] = [
      ['latent', instead('latent', () => ({ least: 0, most: 1 }))],
      ['encoderPre', instead('encoderPre', () => ({ least: 0 }))],
      ['attention', instead('attention', () => ({ least: 0, most: 1, columnSum: 1 }))],
      ['attention', instead('attention', known => known && { ...known, columnSum: 2 })],
      ['attention', instead('attention', known => known && { ...known, whole: true })],
      ['scores', instead('scores', () => ({ least: -1, most: 1 }))],
      ['timeEmbedding', instead('timeEmbedding', known => known && { ...known, most: 0 })],
      ['loss', instead('loss', () => ({ least: 0, most: 1 }))],
      ['t', instead('t', known => known && { ...known, most: 1 })],
    ]
    for (const [name, ranging] of planted) {
      const found = brokenBy(ranging)
      expect([name, found.length > 0, found.every(text => text.startsWith(name))]).toEqual([name, true, true])
    }
  })

  it('are no wider than they need be: every bound is met somewhere', () => {
    const met = new Map<string, boolean>()
    for (const { name, grid, known } of ranged) {
      if (!known || name === 'loss') continue
      for (const [bound, value] of [
        ['least', known.least],
        ['most', known.most],
      ] as const) {
        if (value === undefined) continue
        const key = `${name} ${bound}`
        met.set(key, met.get(key) === true || grid.flat().some(x => compare(x, value) === 0))
      }
    }
    expect([...met].filter(([, isMet]) => !isMet)).toEqual([])
    expect(met.size).toBeGreaterThan(6)
  })
})

describe('the line of arithmetic', () => {
  /** A few cells of every matrix: the corners and one in the middle. */
  function* cells(
    lessons: readonly Lesson[],
  ): Generator<{ readonly ref: CellRef; readonly value: Exact; readonly facts: Facts; readonly lesson: Lesson }> {
    for (const { name, grid, reading, facts, lesson } of all(lessons)) {
      if (reading === 'printed') continue
      const [height, width] = [grid.length, grid[0]?.length ?? 0]
      for (const [row, column] of new Map([
        [0, 0],
        [height - 1, width - 1],
        [Math.floor(height / 2), 0],
      ])) {
        const value = grid[row]?.[column]
        if (value !== undefined) yield { ref: { name, row, column }, value, facts, lesson }
      }
    }
  }

  it('comes to its result, and to what the formulas of the specification give', () => {
    const few = drawn
      .filter(({ attention, errata }) => attention.kind !== 'softmax' && errata.length === 0)
      .slice(0, 12)
    let read = 0
    for (const { ref, value, facts, lesson } of cells(few)) {
      const line = lineFor(ref, workedOf(lesson, 'corrected'), facts)
      const text = lineOf(line.values)
      const expected = toNumber(value)
      const found = workedOut(text)
      const room = 1e-9 * Math.max(1, Math.abs(expected), ...(text.match(/\d+/g) ?? []).map(Number).map(x => x * x))
      expect(Math.abs(found - expected), `${line.title}: ${text} is ${found}, not ${expected}`).toBeLessThanOrEqual(
        room,
      )
      expect(line.result).toBe(showNumber(value))
      if (isAnswerName(ref.name)) {
        const k = lesson.attention.kind === 'softmax' ? decimals : exact
        const right = derive(k, lesson)(ref.name)[ref.row]?.[ref.column]
        const off = right === undefined ? Number.NaN : Math.abs(decimal(right) - expected)
        expect(off, line.title).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)))
      }
      read++
    }
    expect(read).toBeGreaterThan(500)
  })

  const softened = randomLessons({ seed: 61, runs: 16, flavour: 'handFriendly' }).filter(
    ({ attention, errata }) => attention.kind === 'softmax' && errata.length === 0,
  )

  it.runIf(isTurn(4))(
    'comes to its result in decimals too, as they are printed, where nearly equal ones cancel',
    () => {
      let [read, finer] = [0, 0]
      for (const { name, grid, reading, lesson, facts } of all(softened))
        for (const [row, values] of (reading === 'corrected' ? grid : []).entries())
          for (const [column, value] of values.entries()) {
            const line = lineFor({ name, row, column }, workedOf(lesson, 'corrected'), facts)
            const text = lineOf(line.values)
            const [expected, found] = [toNumber(value), workedOut(text)]
            // Less is left over from the last bits of doubles.
            const room = Math.abs(expected) < 1e-9 ? 5e-3 : 0.051 * Math.abs(expected)
            expect(Math.abs(found - expected), `${line.title}: ${text} is ${found}, not ${expected}`).toBeLessThan(room)
            if (/\.\d{5}/.test(text)) finer++
            read++
          }
      expect(read).toBeGreaterThan(500)
      expect(finer).toBeGreaterThan(0)
      expect(finer).toBeLessThan(read / 100)
    },
  )

  it('comes to its result where it proves a gradient', () => {
    let [read, finer] = [0, 0]
    for (const { ref, lesson } of cells(softened)) {
      const proof = proofFor(ref, workedOf(lesson, 'corrected'))
      if (!proof) continue
      const [text = '', above = '', below = ''] = /\(([^ J]+) − ([^ J]+)\) \/ \(2 · 1\/8192\)/.exec(proof.text) ?? []
      const [expected, found] = [toNumber(proof.nudge.slope), workedOut(`(${above} − ${below})·4096`)]
      const room = Math.abs(expected) < 1e-5 ? 1 : 0.051 * Math.abs(expected)
      expect(Math.abs(found - expected), `${ref.name}: ${text} is not ${expected}`).toBeLessThan(room)
      if (/\.\d{5}/.test(text)) finer++
      read++
    }
    expect(read).toBeGreaterThan(50)
    expect(finer).toBeGreaterThan(0)
  })

  /** The numbers of a text in order, signs forgotten; what belongs to the construct and to no number is left out. */
  const numbersIn = (text: string, constructs: readonly RegExp[]): readonly string[] =>
    constructs.reduce((left, construct) => left.replace(construct, ' '), text).match(/\d+(\.\d+)?(e[+−]\d+)?/g) ?? []

  it('is spoken with the very numbers that are printed', () => {
    let compared = 0
    for (const { ref, value, facts, lesson } of cells(drawn.slice(0, 30))) {
      const line = lineFor(ref, workedOf(lesson, 'corrected'), facts)
      const printed = lineOf(line.values)
      const spoken = lineSpoken(ref, facts)
      const aloud = spoken
        .replace(/minus /g, '−')
        .replace(/ times ten to the power (−?)(\d)/g, (_, sign, digit) => `e${sign === '' ? '+' : sign}${digit}`)
      expect(aloud.startsWith(`${line.title} is `), spoken).toBe(true)
      expect(spoken).not.toMatch(/[·√²[\]^]|−\s/)
      if (line.given) {
        expect(aloud).toBe(`${line.title} is ${showNumber(value).replace('/', ' over ')}, given.`)
        continue
      }
      const said = showNumber(value).replace('/', ' over ')
      const taken = /^(.*?)(?:, taken over from (.*))?\.$/s.exec(aloud.slice(line.title.length + 4))
      if (!aloud.includes(', which makes ')) {
        expect(taken?.[1], spoken).toBe(said)
        const [from] = line.sources
        if (taken?.[2]) expect(taken[2]).toBe(from && cellTitle(from, facts))
        expect(printed).toBe(showNumber(value))
        continue
      }
      const [, body = '', result = ''] = /^(.*), which makes (.*)\.$/s.exec(aloud.slice(line.title.length + 4)) ?? []
      expect(result).toBe(said)
      const heard = numbersIn(body, [
        /the larger of 0 and/g,
        /\b1 if /g,
        / is above 0, else 0/g,
        /, else 0/g,
        /worth \d+/g,
        /shared by \d+ that tie/g,
        /e to the /g,
      ])
      const shown = numbersIn(printed, [
        /(?<!= )max\(0, /g,
        / > 0\]/g,
        / at 2[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
        / ÷ \d+ that tie/g,
        /e\^/g,
      ])
      expect(heard, `${spoken}\n${printed}`).toEqual(shown)
      compared++
    }
    expect(compared).toBeGreaterThan(800)
  })

  it('is read by a reader that can be wrong', () => {
    expect(workedOut('max(0, 1·3 − (−2)·1/2 + 0)')).toBe(4)
    expect(workedOut('(−3)² + 2²')).toBe(13)
    expect(workedOut('[4 = max(4, −1, 4)] ÷ 2 that tie')).toBe(0.5)
    expect(workedOut('[0 > 0]')).toBe(0)
    expect(workedOut('digit of 6 at 2¹')).toBe(1)
    expect(() => workedOut('1 plus 2')).toThrow(SyntaxError)
    expect(workedOut('2·3 + 1')).not.toBe(8)
  })
})
