// Spreadsheets on paper: no page ends within a matrix, however large, and negative numbers have a true minus.
import { netOf, type Worked, work } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { xlsxBytes } from '../../src/files/xlsx.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import { blankSheets } from '../../src/sheet/live/blank.ts'
import type { BookCell, BookSheet } from '../../src/sheet/live/book.ts'
import { fullSheet } from '../../src/sheet/live/full.ts'
import { type Geometry, geometryOf } from '../../src/sheet/live/geometry.ts'
import { printOf } from '../../src/sheet/live/print.ts'
import { thorough } from '../thorough.ts'
import { hasOffice, printed, withoutOffice } from './office.ts'
import { pdfBack } from './paper-back.ts'

const workedOf = (lesson: Lesson): Worked => work(lesson, netOf(lesson))
const said = { title: 'A sheet', origin: 'a test' }
const papers = ['a4', 'letter'] as const

/** What is given and filled in, and where its matrices stand. */
function sheetsOf(lesson: Lesson): readonly (readonly [BookSheet, Geometry])[] {
  const worked = workedOf(lesson)
  const blank = at(blankSheets('Blank', said, worked), 0, 'the sheets')
  return [
    [blank, geometryOf(worked, 2)],
    [fullSheet('Full', said, lesson), geometryOf(worked)],
  ]
}

describe('a spreadsheet on paper', () => {
  const lessons = [
    ...cases().map(({ lesson }) => lesson),
    ...difficulties.map(difficulty => problem({ seed: 3, difficulty }).lesson),
    // In a short run every fourth.
  ].filter((_, i) => thorough || i % 4 === 0)

  it.runIf(isTurn(2))('ends no page within a matrix, or between it and its caption', () => {
    let ends = 0
    for (const paper of papers)
      for (const [sheet, { sections }] of lessons.flatMap(sheetsOf)) {
        const { breaks } = printOf(sheet, paper)
        ends += breaks.length
        const cut = sections.flatMap(({ spots }) =>
          spots.filter(({ row, rows }) => breaks.some(end => end >= row && end < row + rows)),
        )
        expect(cut).toEqual([])
      }
    expect(ends).toBeGreaterThan(10 * lessons.length)
  })

  it('is printed smaller where a matrix is higher than a page', () => {
    const high = 90
    const cells = Array.from({ length: high + 1 }, (_, row): BookCell => {
      if (row === 0) return { row, column: 1, part: 'caption', value: 'V' }
      return { row, column: 1, part: 'input', value: row, edges: [row === 1, true, row === high, true] }
    })
    for (const paper of papers) {
      const { columns, breaks } = printOf({ name: 'high', cells, widths: [2, 8] }, paper)
      expect(breaks).toEqual([])
      // Rows of 15 points, columns of 48: as much smaller across as down.
      expect(columns).toBeGreaterThan((15 * high) / 48)
    }
  })
})

if (!hasOffice) it.skip(withoutOffice)

describe.skipIf(!hasOffice)('a spreadsheet on paper, in LibreOffice', () => {
  it.runIf(thorough)(
    'has the pages that it was made for, and a true minus before every negative number',
    async () => {
      for (const paper of papers)
        for (const lesson of [caseOf('long-video').lesson, problem({ seed: 7, difficulty: 'softmax' }).lesson]) {
          const sheets = [...blankSheets('Blank 1', said, workedOf(lesson)), fullSheet('Full 1', said, lesson)]
          const shown = sheets.filter(({ hidden }) => !hidden)
          expect(sheets.length - shown.length).toBeGreaterThan(0)
          const { pages } = await pdfBack(printed(await xlsxBytes({ title: '', paper, sheets })))
          expect(pages.length).toBe(shown.reduce((sum, sheet) => sum + printOf(sheet, paper).breaks.length + 1, 0))
          const texts = pages.flatMap(({ pieces }) => pieces.map(({ text }) => text))
          expect(texts.filter(text => /^−\d/.test(text)).length).toBeGreaterThan(20)
          expect(texts.filter(text => /^-\d/.test(text))).toEqual([])
        }
    },
    300_000,
  )
})
