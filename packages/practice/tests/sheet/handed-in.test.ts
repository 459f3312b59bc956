// Spreadsheets that come back: what was typed is found again, in a file of LibreOffice too, and strangers' files are refused.
import { netOf, work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { toNumber, toText } from '@dit-by-hand/graph/exact'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { handedIn } from '../../src/files/handed-in.ts'
import { askedBack, askedOf, filesOf } from '../../src/files/worksheets.ts'
import { xlsxBytes } from '../../src/files/xlsx.ts'
import { markCells } from '../../src/marking/mark.ts'
import { difficulties, type Problem, problem } from '../../src/problem/problem.ts'
import { addressText } from '../../src/sheet/live/address.ts'
import { blankSheets } from '../../src/sheet/live/blank.ts'
import type { BookCell } from '../../src/sheet/live/book.ts'
import { fillingOf, openCells } from '../../src/sheet/live/filling.ts'
import { geometryOf } from '../../src/sheet/live/geometry.ts'
import { allSteps, type Steps, stepRange } from '../../src/sheet/steps.ts'
import { hasOffice, recalculated, resaved } from './office.ts'

/** A worksheet of a problem with the right number in every open cell, but for what `typed` says. */
function filled(
  of: Problem,
  steps: Steps,
  typed: (cell: BookCell, right: string) => string | number,
): Promise<Uint8Array> {
  const worked = work(of.lesson, netOf(of.lesson))
  const open = new Map(
    openCells(fillingOf('Walk', worked, steps)).map(({ row, column, cell }) => [`${row} ${column}`, cell]),
  )
  const right = (cell: BookCell): string => {
    const { name, row, column } = named(Object.fromEntries(open), `${cell.row} ${cell.column}`)
    return toText(at(at(named(worked.values, name), row), column))
  }
  const { title } = of.lesson
  const [first, ...hidden] = blankSheets('Walk', { title, origin: askedOf(of, steps).origin }, worked, steps)
  if (!first) throw new RangeError('there is no worksheet')
  const cells = first.cells.map(cell => (cell.part === 'answer' ? { ...cell, value: typed(cell, right(cell)) } : cell))
  return xlsxBytes({ title, paper: 'a4', sheets: [{ ...first, cells }, ...hidden] })
}

/** A spreadsheet as a library writes it that works no formula out. */
function uncached(bytes: Uint8Array): Uint8Array {
  const all = unzipSync(bytes)
  const sheet = strFromU8(named(all, 'xl/worksheets/sheet1.xml'))
  const without = sheet.replace(/(<f>1\+1<\/f>)<v>2<\/v>/, '$1')
  if (without === sheet) throw new RangeError('there is no formula 1+1')
  return zipSync({ ...all, 'xl/worksheets/sheet1.xml': strToU8(without) })
}

const verdicts = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const { problem: of, typed } = await handedIn(bytes)
  const all = markCells(
    of,
    typed,
    typed.map(({ cell }) => cell),
  )
  return all.map(({ state }) => state)
}

describe('a spreadsheet that comes back', () => {
  it.each(difficulties)('is known by its footer, and all of it found right: %s', async difficulty => {
    const ties = difficulty === 'two-frame-patches'
    const of = problem({ seed: 7, difficulty, ties })
    const bytes = await filled(of, allSteps, (_, right) => right)
    const back = await handedIn(bytes)
    expect(back.problem).toEqual(of)
    expect(new Set(await verdicts(bytes))).toEqual(new Set(['right']))
  })

  it('has blanks, numbers that a program read as such, and nothing outside the steps that were asked', async () => {
    const of = problem({ seed: 9, difficulty: 'hard-attention' })
    let count = 0
    // What doubles leave over of 0.3 − 0.1 − 0.2 is nothing.
    const bytes = await filled(of, [2, 3], (_, right) => (count++ === 0 ? '' : Number(right) - 5.551115123125783e-17))
    expect(await verdicts(bytes)).toEqual(['blank', ...Array.from({ length: 23 }, () => 'right')])
  })

  it.skipIf(!hasOffice || !isTurn(0))('may have been saved by LibreOffice', async () => {
    const of = problem({ seed: 7, difficulty: 'softmax' })
    const bytes = resaved(await filled(of, allSteps, (_, right) => right))
    expect(new Set(await verdicts(bytes))).toEqual(new Set(['right']))
  })

  it.skipIf(!hasOffice || !isTurn(4))(
    'of some steps has the others standing filled in, which no empty cell disturbs',
    async () => {
      const of = problem({ seed: 9, difficulty: 'softmax' })
      const worked = work(of.lesson, netOf(of.lesson))
      const steps: Steps = [2, 5, 7, 8, 9]
      const shown = at(await recalculated([await filled(of, steps, () => '')]), 0)
      const rows = at([...shown.values()], 0)
      const geometry = geometryOf(worked, 2)
      for (const name of ['noised', 'condition', 'conditioned'] as const) {
        const { row, column } = geometry.home(name)
        expect(Number(rows[row]?.[column]), name).toBe(toNumber(at(at(named(worked.values, name), 0), 0)))
      }
    },
  )

  it('is found beside worksheets of the learner’s own, and is refused where it is there twice', async () => {
    const of = problem({ seed: 7, difficulty: 'hard-attention' })
    const worked = work(of.lesson, netOf(of.lesson))
    const [first, ...hidden] = blankSheets('Walk', { title: '', origin: askedOf(of, [2]).origin }, worked, [2])
    if (!first) throw new RangeError('there is no worksheet')
    const [at] = openCells(fillingOf('Walk', worked, [2]))
    const cells = first.cells.map(cell =>
      cell.row === at?.row && cell.column === at.column ? { ...cell, value: '5' } : cell,
    )
    const book = (...sheets: readonly (typeof first)[]): Promise<Uint8Array> =>
      xlsxBytes({ title: '', paper: 'a4', sheets: [...sheets, ...hidden] })
    const scratch = { ...first, name: 'Scratch', cells: cells.slice(0, 2) }
    const { typed } = await handedIn(await book(scratch, { ...first, cells }))
    expect(typed.map(({ text }) => text).filter(text => text !== '')).toEqual(['5'])
    const twice = await book(first, { ...first, name: 'Copy' })
    await expect(handedIn(twice)).rejects.toThrow('“Walk” and “Copy” are both worksheets')
  })

  it('is asked back as it was asked', () => {
    for (const steps of [allSteps, [4], stepRange(2, 13), [2, 5, 7, 8, 9]] satisfies readonly Steps[])
      for (const ties of [false, true]) {
        const of = problem({ seed: 4294967295, difficulty: 'three-frames', ties })
        const { lesson, ...asked } = of
        expect(askedBack(askedOf(of, steps).origin)).toEqual({ asked, steps })
      }
  })

  it('is refused where a row was put in: its cells are no longer where they were', async () => {
    const of = problem({ seed: 7, difficulty: 'hard-attention' })
    const worked = work(of.lesson, netOf(of.lesson))
    const [first, ...hidden] = blankSheets('Walk', { title: '', origin: askedOf(of, allSteps).origin }, worked)
    if (!first) throw new RangeError('there is no worksheet')
    const { row, column } = geometryOf(worked, 2).home('scores')
    const cells = first.cells.map(cell => (cell.row < row - 1 ? cell : { ...cell, row: cell.row + 1 }))
    const book = await xlsxBytes({ title: '', paper: 'a4', sheets: [{ ...first, cells }, ...hidden] })
    const caption = new RegExp(
      `S scores” does not stand in ${addressText({ row: row - 1, column })}, .* a row or a column`,
    )
    await expect(handedIn(book)).rejects.toThrow(caption)
  })

  it('is refused where a formula was typed by a program that does not work it out', async () => {
    const of = problem({ seed: 7, difficulty: 'hard-attention' })
    const worked = work(of.lesson, netOf(of.lesson))
    const [first, ...hidden] = blankSheets('Walk', { title: '', origin: askedOf(of, allSteps).origin }, worked)
    const { row, column } = geometryOf(worked, 2).home('latent')
    const withFormula = async (more: Partial<BookCell>): Promise<Uint8Array> => {
      if (!first) throw new RangeError('there is no worksheet')
      const cells = first.cells.map(cell => (cell.row === row && cell.column === column ? { ...cell, ...more } : cell))
      return xlsxBytes({ title: '', paper: 'a4', sheets: [{ ...first, cells }, ...hidden] })
    }
    const { typed } = await handedIn(await withFormula({ value: 2, formula: '1+1' }))
    expect(typed.filter(({ text }) => text !== '')).toEqual([
      { cell: { name: 'latent', row: 0, column: 0 }, text: '2' },
    ])
    const without = `a formula stands in ${addressText({ row, column })}, without what it comes to`
    await expect(handedIn(uncached(await withFormula({ value: 2, formula: '1+1' })))).rejects.toThrow(without)
  })

  it.runIf(isTurn(1))('is refused where it is of no seed, no spreadsheet, or asks for what there is not', async () => {
    const of = problem({ seed: 7, difficulty: 'hard-attention' })
    const worked = work(of.lesson, netOf(of.lesson))
    const book = (origin: string): Promise<Uint8Array> =>
      xlsxBytes({ title: '', paper: 'a4', sheets: blankSheets('Walk', { title: '', origin }, worked) })
    await expect(book('dit worksheet --lesson mine').then(handedIn)).rejects.toThrow('does not say in B7')
    const { origin } = askedOf(of, allSteps)
    await expect(book(origin.replace('generator 1', 'generator 9')).then(handedIn)).rejects.toThrow('no version 9')
    await expect(book(origin.replaceAll(' 7', ' 77777777777')).then(handedIn)).rejects.toThrow('is no seed')
    await expect(book(origin.replace(' ·', ' --steps 9-20 ·')).then(handedIn)).rejects.toThrow()
    await expect(handedIn(new Uint8Array([80, 75, 3, 4, 0]))).rejects.toThrow('no spreadsheet that can be read')
    const [, key] = filesOf({
      asked: [askedOf(of, allSteps)],
      formats: ['xlsx'],
      key: true,
      steps: allSteps,
      layout: undefined,
      paper: 'a4',
    })
    const made = await key?.made()
    if (!(made instanceof Uint8Array)) throw new TypeError('a spreadsheet is bytes')
    await expect(handedIn(made)).rejects.toThrow('does not say in B7')
  })
})
