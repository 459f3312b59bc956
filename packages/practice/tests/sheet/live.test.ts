// The live spreadsheet: formulas that follow changed numbers, in LibreOffice, to what the specification answers; true
// values beside every formula; and a blank one that knows right from wrong however it is typed.
import { answerOf } from '@dit-by-hand/core/answer'
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import { type AnswerName, namesFor } from '@dit-by-hand/spec/names'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { xlsxBytes } from '../../src/files/xlsx.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import type { Book, BookSheet } from '../../src/sheet/live/book.ts'
import { formulaText, longestFormula } from '../../src/sheet/live/formula.ts'
import { fullSheet, readingCell, readingWords } from '../../src/sheet/live/full.ts'
import { geometryOf } from '../../src/sheet/live/geometry.ts'
import { thorough } from '../thorough.ts'
import { hasOffice, recalculated, type Shown, withoutOffice } from './office.ts'

/** How far a spreadsheet's doubles may be from the exact numbers, of their size or of 1. */
const bound = 1e-9

const workedOf = (lesson: Lesson, reading: Reading = 'corrected'): Worked => work(lesson, netOf(lesson, reading))
const sheetOf = (lesson: Lesson): BookSheet => fullSheet('Walk', { title: lesson.title, origin: 'a test' }, lesson)
const bookOf = (sheet: BookSheet): Book => ({ title: 'test', paper: 'a4', sheets: [sheet] })

/** The worksheet of one lesson with the given numbers of another of the same sizes, typed over. What is kept beside the
 *  formulas is the first one's, or a number that is never right. */
function changed(sheet: BookSheet, to: BookSheet, kept: 'old' | 'stale' = 'old'): BookSheet {
  const wanted = new Map(to.cells.map(cell => [`${cell.row} ${cell.column}`, cell]))
  return {
    ...sheet,
    cells: sheet.cells.map(cell => {
      if (cell.part === 'input') return { ...named(Object.fromEntries(wanted), `${cell.row} ${cell.column}`) }
      return cell.formula === undefined || kept === 'old' ? cell : { ...cell, value: 12345 }
    }),
  }
}

interface Compared {
  readonly cells: number
  readonly wrong: readonly string[]
}

function gridOf(answer: Values, name: AnswerName): AnswerMatrix {
  const grid = name === 'generatedVideo' ? answer[name]?.flat() : answer[name]
  if (!grid) throw new RangeError(`the answer has no ${name}`)
  return grid
}

/** Every matrix that the specification answers, as the spreadsheet shows it. */
function compared(shown: Shown, sheet: string, lesson: Lesson, answer: Values): Compared {
  const rows = named(Object.fromEntries(shown), sheet, 'the file')
  const geometry = geometryOf(workedOf(lesson))
  const wrong: string[] = []
  let cells = 0
  for (const name of namesFor(lesson.attention.kind)) {
    const grid = gridOf(answer, name)
    const spot = geometry.home(name)
    grid.forEach((row, r) => {
      row.forEach((cell, c) => {
        cells++
        const right = typeof cell === 'number' ? cell : toNumber(fromCell(cell))
        const here = rows[spot.row + r]?.[spot.column + c]
        if (typeof here !== 'number' || Math.abs(here - right) > bound * Math.max(1, Math.abs(right)))
          wrong.push(`${lesson.id} ${name}[${r + 1},${c + 1}] is ${here}, should be ${right}`)
      })
    })
  }
  return { cells, wrong }
}

const withReading = (sheet: BookSheet, reading: Reading): BookSheet => ({
  ...sheet,
  cells: sheet.cells.map(cell =>
    cell.row === readingCell.row && cell.column === readingCell.column && cell.part === 'input'
      ? { ...cell, value: readingWords[reading] }
      : cell,
  ),
})

describe('the live worksheet', () => {
  it.runIf(isTurn(4))(
    'has a formula with its true value for every number that is not given, and only old functions',
    async () => {
      const functions = new Set<string>()
      for (const { lesson } of cases()) {
        const sheet = sheetOf(lesson)
        const worked = workedOf(lesson)
        const geometry = geometryOf(worked)
        for (const cell of sheet.cells) {
          if (!['copy', 'result', 'misprint'].includes(cell.part)) continue
          expect(cell.formula).toBeDefined()
          for (const [, name] of (cell.formula ?? '').matchAll(/([A-Z.]+)\(/g)) functions.add(name ?? '')
          expect((cell.formula ?? '').length).toBeLessThanOrEqual(longestFormula)
        }
        for (const name of namesFor(lesson.attention.kind).filter(as => as !== 'noise')) {
          const spot = geometry.home(name)
          const here = sheet.cells.filter(
            ({ row, column, part }) =>
              row >= spot.row &&
              row < spot.row + spot.rows &&
              column >= spot.column &&
              column < spot.column + spot.columns &&
              (part === 'result' || part === 'misprint' || part === 'input'),
          )
          expect(here.map(({ value }) => value)).toEqual(named(worked.values, name).flat().map(toNumber))
        }
      }
      expect([...functions].toSorted()).toEqual(
        ['EXP', 'FLOOR', 'IF', 'MAX', 'MOD', 'ROUND', 'SQRT', 'SUM', 'SUMPRODUCT', 'SUMSQ'].toSorted(),
      )
    },
  )

  it('keeps every value in the file, noughts too, and is the same file twice', async () => {
    const sheet = sheetOf(caseOf('soft-sky').lesson)
    const bytes = await xlsxBytes(bookOf(sheet))
    expect(await xlsxBytes(bookOf(sheet))).toEqual(bytes)
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    const back = at(sheets, 0)
    const formulas = sheet.cells.filter(cell => cell.formula !== undefined)
    expect(formulas.filter(({ value }) => value === 0).length).toBeGreaterThan(20)
    for (const { row, column, value, formula } of formulas) {
      const cell = back.cells?.get(`${row},${column}`)
      expect({ formula: cell?.formula, value: cell?.formulaResult }).toEqual({ formula, value })
    }
  })

  it('shows fractions as fractions, and none with a whole part', () => {
    const formats = sheetOf(caseOf('fractions').lesson).cells.flatMap(({ format }) => format ?? [])
    expect(formats).toContain('?/?;"−"?/?')
    for (const format of formats) expect(format).toMatch(/^([^# ;]+);"−"\1$/)
  })

  it('refuses a formula that is longer than a spreadsheet takes', () => {
    const terms = Array.from({ length: 2000 }, (_, i) => ({
      kind: 'product' as const,
      left: { kind: 'cell' as const, cell: { name: 'a', row: 0, column: i } },
      right: { kind: 'cell' as const, cell: { name: 'b', row: i, column: 0 } },
    }))
    const where = ({ name, row, column }: { name: string; row: number; column: number }) => ({
      row: name === 'a' ? row : row + 5000,
      column,
    })
    expect(() => formulaText({ kind: 'sum', terms }, { where })).toThrow(/a spreadsheet takes 8192/)
  })
})

/** So many worksheets a file: a program takes many small files faster than one large one. */
const perFile = 8

const books = (sheets: readonly BookSheet[]): Promise<readonly Uint8Array[]> =>
  Promise.all(
    Array.from({ length: Math.ceil(sheets.length / perFile) }, (_, i) =>
      xlsxBytes({ title: 'test', paper: 'a4', sheets: sheets.slice(i * perFile, (i + 1) * perFile) }),
    ),
  )

describe.skipIf(!hasOffice)('in LibreOffice', () => {
  const asked = cases().flatMap(({ lesson, answer }) =>
    (['corrected', 'printed'] as const).flatMap(reading => {
      const right = answer[reading]
      return right ? [{ name: `${lesson.id} ${reading.slice(0, 4)}`, lesson, reading, answer: right }] : []
    }),
  )
  const stale = asked.filter(({ reading }, i) => thorough || i % 8 === (reading === 'printed' ? 0 : 4))
  const turned = difficulties
    .filter((_, i) => thorough || i % 2 === 1)
    .flatMap(difficulty =>
      Array.from({ length: thorough ? 50 : 1 }, (_, seed) => {
        const [from, to] = [seed, seed + 1].map(each => problem({ seed: each, difficulty }).lesson)
        if (!from || !to) throw new RangeError('two problems are needed')
        return { name: `${difficulty} ${seed}`.slice(0, 31), from, to }
      }),
    )

  /** Every sheet of them all, in one run. */
  let shown: Shown = new Map()
  beforeAll(async () => {
    const sheets = [
      ...stale.map(({ name, lesson, reading }) => {
        const sheet = withReading(sheetOf(lesson), reading)
        return { ...changed(sheet, sheet, 'stale'), name }
      }),
      ...turned.map(({ name, from, to }) => ({ ...changed(sheetOf(from), sheetOf(to)), name })),
    ]
    shown = new Map((await recalculated(await books(sheets))).flatMap(file => [...file]))
  }, 1_800_000)

  it('comes to what the specification answers after every value was made stale, in both readings', () => {
    const results = stale.map(({ name, lesson, answer }) => compared(shown, name, lesson, answer))
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(results.reduce((sum, { cells }) => sum + cells, 0)).toBeGreaterThan(200 * stale.length)
    expect(new Set(stale.map(({ reading }) => reading)).size).toBe(2)
  })

  it('follows when the given numbers of one seed are typed over with those of the next', () => {
    const results = turned.map(({ name, to }) => compared(shown, name, to, answerOf(workedOf(to))))
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(results.every(({ cells }) => cells > 100)).toBe(true)
    expect(results.length).toBeGreaterThan(1)
  })
})

if (!hasOffice) it.skip(withoutOffice)
