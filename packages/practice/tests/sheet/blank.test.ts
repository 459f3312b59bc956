// The blank spreadsheet: no answer is in it, and its checks, worked by LibreOffice, know what was typed however it is
// written, say what went wrong, and judge later numbers by one's own earlier ones.
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { type Exact, fromCell, toNumber, toText } from '@dit-by-hand/graph/exact'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { type CellValue, readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { xlsxBytes } from '../../src/files/xlsx.ts'
import { markCells } from '../../src/marking/mark.ts'
import { problem } from '../../src/problem/problem.ts'
import { addressText } from '../../src/sheet/live/address.ts'
import { blankSheets } from '../../src/sheet/live/blank.ts'
import type { BookCell, BookSheet } from '../../src/sheet/live/book.ts'
import { helpers } from '../../src/sheet/live/filling.ts'
import { geometryOf } from '../../src/sheet/live/geometry.ts'
import { cleanFormula, numberFormula, unread, unsignedFormula } from '../../src/sheet/live/typed.ts'
import { none, numbers } from '../marking/writings.ts'
import { hasOffice, partOf, recalculated, type Shown, withoutOffice } from './office.ts'

const workedOf = (lesson: Lesson): Worked => work(lesson, netOf(lesson))

/** A workbook that reads texts, one a row, as the blank worksheet does. */
function reading(texts: readonly (string | number)[]): Promise<Uint8Array> {
  const down = (name: string, part: 'answer' | 'note', cell: (row: number) => Pick<BookCell, 'value' | 'formula'>) => ({
    name,
    widths: [20],
    cells: texts.map((_, row) => ({ row, column: 0, part, ...cell(row) })),
  })
  const at = (sheet: string, row: number): string => addressText({ sheet, row, column: 0 })
  return xlsxBytes({
    title: 'test',
    paper: 'a4',
    sheets: [
      down('Walk', 'answer', row => ({ value: texts[row] ?? '' })),
      down(helpers.clean, 'note', row => ({ value: '', formula: cleanFormula(at('Walk', row)) })),
      down(helpers.unsigned, 'note', row => ({ value: '', formula: unsignedFormula(at(helpers.clean, row)) })),
      down(helpers.typed, 'note', row => ({
        value: '',
        formula: numberFormula(at('Walk', row), at(helpers.clean, row), at(helpers.unsigned, row)),
      })),
    ],
  })
}

/** Writes of a value, in the ways of different people. */
const writings: readonly ((value: Exact) => string)[] = [
  toText,
  value => toText(value).replace('-', '−'),
  value => ` ${toText(value).replace('-', '- ')} `,
  value => (typeof value === 'number' ? `${value},0` : toText(value).replace('/', ' / ')),
  value => (typeof value === 'number' ? `${value}/1` : toText(value)),
  value => toText(value).replace('/', '⁄').replace('-', '–'),
  value => (typeof value === 'number' && Math.abs(value) > 1 ? `${value - Math.sign(value)} 2/2` : toText(value)),
]

type Typed = (name: Name, row: number, column: number, value: Exact) => string

/** The sheets of a blank workbook with something typed into every open cell. */
function filled(name: string, lesson: Lesson, typed: Typed): readonly BookSheet[] {
  const worked = workedOf(lesson)
  const geometry = geometryOf(worked, 2)
  const texts = new Map<string, string>()
  for (const [matrix, node] of entriesOf(worked.net)) {
    if (node.op === 'input') continue
    const spot = geometry.home(matrix)
    named(worked.values, matrix).forEach((cells, r) => {
      cells.forEach((value, c) => {
        texts.set(`${spot.row + r} ${spot.column + c}`, typed(matrix, r, c, value))
      })
    })
  }
  return blankSheets(name, { title: lesson.title, origin: 'a test' }, worked).map(sheet => ({
    ...sheet,
    cells: sheet.cells.map(cell =>
      cell.part === 'answer'
        ? { ...cell, value: named(Object.fromEntries(texts), `${cell.row} ${cell.column}`) }
        : cell,
    ),
  }))
}

interface Judged {
  /** What is said at the top. */
  readonly head: string
  /** What is said of a cell, rows and columns from 0. */
  readonly said: (name: Name, row: number, column: number) => string
  /** What is said beside a row of a matrix. */
  readonly beside: (name: Name, row: number) => string
  readonly rows: readonly (readonly CellValue[])[]
}

const bookOf = (lesson: Lesson, typed: Typed): Promise<Uint8Array> =>
  xlsxBytes({ title: 'test', paper: 'a4', sheets: filled('Walk', lesson, typed) })

/** What a workbook of a lesson shows. */
function judged(lesson: Lesson, shown: Shown): Judged {
  const [walk, why] = ['Walk', helpers.why].map(name => named(Object.fromEntries(shown), name, 'the file'))
  const geometry = geometryOf(workedOf(lesson), 2)
  return {
    head: String(walk?.[5]?.[1]),
    rows: walk ?? [],
    beside(name, row) {
      const spot = geometry.home(name)
      return String(walk?.[spot.row + row]?.[spot.column + spot.columns])
    },
    said(name, row, column) {
      const spot = geometry.home(name)
      return String(why?.[spot.row + row]?.[spot.column + column] ?? '')
    },
  }
}

const all = (lesson: Lesson): number =>
  entriesOf(workedOf(lesson).net).reduce(
    (sum, [, { op, shape }]) => (op === 'input' ? sum : sum + shape[0] * shape[1]),
    0,
  )

describe('the blank worksheet', () => {
  it.runIf(isTurn(2))(
    'holds no answer: nothing in an open cell, and every value beside a formula is empty',
    async () => {
      for (const id of ['sora-is-sky', 'soft-sky', 'fractions'] as const) {
        const { lesson } = caseOf(id)
        const bytes = await xlsxBytes({
          title: 'test',
          paper: 'a4',
          sheets: blankSheets('Walk', { title: lesson.title, origin: 'a test' }, workedOf(lesson)),
        })
        const { sheets, properties } = await readXlsx(bytes, { readStyles: true })
        const given = new Set(
          entriesOf(workedOf(lesson).net)
            .filter(([, { op }]) => op === 'input')
            .flatMap(([name]) => named(workedOf(lesson).values, name).flat().map(toNumber)),
        )
        const told = sheets
          .flatMap(({ rows }) => rows.flat())
          .filter(value => value !== null && typeof value !== 'string')
        expect(told.filter(value => !given.has(Number(value)))).toEqual([])
        const texts = sheets.flatMap(({ rows }) => rows.flat()).filter(value => typeof value === 'string')
        expect(texts.filter(text => /^[-−]?\d+([./]\d+)?$/.test(text))).toEqual([])
        expect(JSON.stringify(properties)).not.toMatch(/answer|value/)
      }
    },
  )

  it('says how a matrix is made in the signs that stand above the squares', () => {
    const { lesson } = caseOf('sora-is-sky')
    const [first] = blankSheets('Walk', { title: '', origin: '' }, workedOf(lesson))
    const notes = first?.cells.filter(({ part }) => part === 'note').map(({ value }) => value)
    expect(notes).toEqual(expect.arrayContaining(['Ze = We · P + be', 'Z = max(0, We · P + be)', 'Wf′ = Wf − η · ∂Wf']))
  })

  it('asks for no function that Google Sheets has not, nor an old program', () => {
    const known =
      'ABS AND COUNTIF EXP FIND FLOOR IF IFERROR INDEX ISNUMBER LEFT LEN MATCH MAX MID MIN MOD OR REPT ROUND SQRT SUBSTITUTE SUM SUMPRODUCT SUMSQ TANH TEXT TRIM VALUE'
    const { lesson } = caseOf('soft-sky')
    const used = blankSheets('Walk', { title: '', origin: '' }, workedOf(lesson)).flatMap(({ cells }) =>
      cells.flatMap(({ formula }) => formula?.replace(/"[^"]*"/g, '').match(/[\w.]+(?=\()/g) ?? []),
    )
    expect([...new Set(used)].filter(name => !known.split(' ').includes(name))).toEqual([])
  })

  it('quotes the name of the sheet that is printed, which Excel asks for', async () => {
    const { lesson } = caseOf('sora-is-sky')
    const sheets = blankSheets('Walk 7', { title: '', origin: '' }, workedOf(lesson))
    const book = partOf(await xlsxBytes({ title: '', paper: 'a4', sheets }), 'xl/workbook.xml')
    expect(book.match(/<definedName .*?<\/definedName>/g)).toEqual([
      expect.stringMatching(/^<definedName name="_xlnm\.Print_Area" localSheetId="0">'Walk 7'!\$A\$1:\$[A-Z]+\$\d+</),
    ])
  })

  it('writes no number with an exponent in a formula, which not every program reads', () => {
    const { lesson } = caseOf('soft-sky')
    const formulas = blankSheets('Walk', { title: lesson.title, origin: 'a test' }, workedOf(lesson)).flatMap(
      ({ cells }) => cells.flatMap(({ formula }) => formula ?? []),
    )
    expect(formulas.length).toBeGreaterThan(100)
    expect(formulas.map(formula => formula.replace(/"[^"]*"/g, '')).filter(formula => /\de/i.test(formula))).toEqual([])
  })
})

describe.skipIf(!hasOffice)('filled in, in LibreOffice', () => {
  const { lesson: sky } = caseOf('sora-is-sky')
  const { lesson: soft } = caseOf('soft-sky')
  const value = (name: Name, row: number, column: number): Exact => {
    const found = named(workedOf(sky).values, name)[row]?.[column]
    if (found === undefined) throw new RangeError(`there is no ${name}[${row},${column}]`)
    return found
  }
  const inManyWays = (): Typed => {
    let turn = 0
    return (_name, _row, _column, value) => {
      turn++
      return named(Object.fromEntries(writings.entries()), String(turn % writings.length))(value)
    }
  }
  const inDecimals: Typed = (_name, _row, _column, value) => toNumber(value).toFixed(2).replace('.', ',')
  const withSlips: Typed = (name, row, column, right) => {
    const bias = toNumber(value('feedForwardBias', 0, 0))
    const here = `${name} ${row} ${column}`
    if (here === 'latent 0 0') return toText(value('encoderPre', 0, 0))
    if (here === 'noised 0 1') return 'two'
    if (here === 'denoised 1 3') return '1 2'
    if (here === 'predictedNoise 0 0') return String(toNumber(right) - bias)
    if (here === 'lossGradient 0 0') return String(toNumber(right) - bias)
    if (here === 'scaleShift 2 0') return '-1'
    if (here === 'scaled 1 3') return String(-toNumber(right))
    if (here === 'lossGradient 1 1')
      return String(toNumber(value('predictedNoise', 1, 1)) + toNumber(value('noise', 1, 1)))
    if (here === 'attention 1 0') return toText(value('attention', 0, 1))
    if (here === 'loss 0 0') return '0.4'
    if (here === 'patches 0 0') return '77'
    if (here === 'textEmbedding 0 0') return ''
    if (here === 'decoded 0 0') return '1//2'
    return toText(right)
  }

  // The shares of a first column are 0.00865, 0.77880, 0.17377, 0.03877; e and the latent are whole.
  const closely: readonly (readonly [name: Name, row: number, column: number, typed: string, isRight: boolean])[] = [
    ['attention', 0, 0, '0.0001', false],
    ['attention', 1, 0, '0.77', true],
    ['attention', 2, 0, '0.174', true],
    ['attention', 3, 0, '0.03', false],
    ['attention', 0, 1, '0.69', true],
    ['attention', 1, 1, '0.01', true],
    ['latent', 0, 0, '3.01', false],
  ]
  const ninth = problem({ seed: 9, difficulty: 'softmax' }).lesson
  const nearly: Typed = (name, row, column, right) => {
    const found = closely.find(([...place]) => `${place.slice(0, 3)}` === `${[name, row, column]}`)
    return found ? found[3] : Number.isInteger(right) ? String(right) : toNumber(right).toFixed(2)
  }

  let shown: readonly Shown[] = []
  /** Of formulas, the first with what doubles leave over. */
  const worked = [5.551115123125783e-17, -0.25]
  const texts = [...[...numbers, ...none].map(([text]) => text), ...worked]
  beforeAll(async () => {
    const books = [
      bookOf(sky, inManyWays()),
      bookOf(soft, inDecimals),
      bookOf(sky, withSlips),
      reading(texts),
      bookOf(ninth, nearly),
    ]
    shown = await recalculated(await Promise.all(books))
  })

  it('reads what people type as the terminal does', () => {
    const read = named(Object.fromEntries(at(shown, 3)), helpers.typed).map(([cell]) => cell)
    const wanted = [...numbers.map(([, value]) => toNumber(fromCell(value))), ...none.map(() => unread), ...worked]
    const asTyped = (values: readonly unknown[]) =>
      texts.map((text, i) => [text, typeof values[i] === 'number' ? values[i].toFixed(9) : values[i]])
    expect(asTyped(read)).toEqual(asTyped(wanted))
  })

  it('finds every right number right, however it is written', () => {
    const { head } = judged(sky, at(shown, 0))
    expect(head).toBe(`${all(sky)} of ${all(sky)} cells are right`)
  })

  it('takes two decimals where softmax makes decimals', () => {
    const { head } = judged(soft, at(shown, 1))
    expect(head).toBe(`${all(soft)} of ${all(soft)} cells are right`)
  })

  it('judges what comes after a softmax by the digits that are typed, as the marker does', () => {
    const { said } = judged(ninth, at(shown, 4))
    for (const [name, row, column, typed, isRight] of closely) {
      const cell = { name, row, column }
      const marked = at(markCells({ lesson: ninth }, [{ cell, text: typed }], [cell]), 0).state === 'right'
      const place = `${name} ${row} ${column}`
      expect({ place, sheet: said(name, row, column) === '✓', marked }).toEqual({
        place,
        sheet: isRight,
        marked: isRight,
      })
    }
  })

  it('says above a matrix the first thing that is wrong in it, and beside each row whether it is right', () => {
    const { rows, beside } = judged(sky, at(shown, 2))
    const above = rows.flat().filter(text => /^[✗…] /.test(String(text)))
    expect(above).toContain('✗ Z, row 1, column 1: that is the value before max(0, ·): nothing below zero passes')
    expect(above).toContain('… what it is made from is still missing')
    expect([0, 1].map(row => beside('latent', row))).toEqual(['✗', '✓'])
    expect(beside('condition', 0)).toBe('…')
  })

  it('says what went wrong, and judges what follows by what was typed', () => {
    const { said } = judged(sky, at(shown, 2))
    expect(value('encoderPre', 0, 0)).toBeLessThan(0)
    expect(said('latent', 0, 0)).toBe(
      '✗ Z, row 1, column 1: that is the value before max(0, ·): nothing below zero passes',
    )
    expect(said('noised', 0, 1)).toBe(
      '✗ Zt, row 1, column 2: that is not a number: write one such as 3, -1, 0.5 or 1/2',
    )
    expect(said('denoised', 1, 3)).toMatch(/that is not a number: write/)
    expect(said('decoded', 0, 0)).toMatch(/that is not a number: write/)
    expect(said('predictedNoise', 0, 0)).toBe('✗ εθ, row 1, column 1: bf is still to be added')
    expect(said('lossGradient', 0, 0)).toBe('✓')
    expect(said('scaleShift', 2, 0)).toMatch(/: that is what the article prints: a misprint, see the errata$/)
    expect(said('scaled', 1, 3)).toMatch(/the sign is flipped$/)
    expect(said('lossGradient', 1, 1)).toMatch(/that is the sum: it should be the difference$/)
    expect(said('attention', 1, 0)).toMatch(/that is the number of row 1, column 2: rows and columns changed places$/)
    expect(said('patches', 0, 0)).toBe('✗ P, row 1, column 1: not yet; it is V[1,1]')
    expect(said('textEmbedding', 0, 0)).toBe('')
    expect(said('condition', 0, 0)).toBe('… what it is made from is still missing')
    expect(said('noised', 1, 1)).toBe('✓')
  })
})

if (!hasOffice) it.skip(withoutOffice)
