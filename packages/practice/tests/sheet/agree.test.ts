// One seed, one truth: PDF, spreadsheet, page, TeX and Markdown are read back, and say cell by cell what core answers;
// what a student gets says nothing of it.
import { netOf, work } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { toNumber } from '@dit-by-hand/graph/exact'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { memo } from '@dit-by-hand/graph/memo'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { stepNumbers } from '@dit-by-hand/spec/names'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { matrices } from '@dit-by-hand/walkthrough/matrices'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { namesAt } from '../../src/exercise/pose.ts'
import { filesOf, type Request } from '../../src/files/worksheets.ts'
import { markCells } from '../../src/marking/mark.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import { paperNumber } from '../../src/sheet/cells.ts'
import { geometryOf } from '../../src/sheet/live/geometry.ts'
import { formulaLine } from '../../src/sheet/paper.ts'
import { allSteps } from '../../src/sheet/steps.ts'
import { keyTo, type Wanted, worksheet } from '../../src/sheet/worksheet.ts'
import { thorough } from '../thorough.ts'
import { cellsOnPage, htmlTables, markdownTables, pdfBack, texTables } from './paper-back.ts'

const seed = 7
const lessons: readonly Lesson[] = [
  // In a short run softmax alone.
  ...difficulties
    .filter((_, i) => thorough || i === difficulties.indexOf('softmax'))
    .map(difficulty => problem({ seed, difficulty }).lesson),
  caseOf('fractions').lesson,
  ...(thorough ? [caseOf('sora-is-sky').lesson, caseOf('soft-sky').lesson, caseOf('hard-ties').lesson] : []),
]

const requestFor = (lesson: Lesson): Request => ({
  asked: [{ lesson, as: 'x', origin: 'a test' }],
  formats: ['pdf', 'xlsx', 'html', 'tex', 'md'],
  key: true,
  steps: allSteps,
  layout: 'sheet',
  paper: 'a4',
})

const wantedFor = (lesson: Lesson): Wanted => ({
  lesson,
  origin: 'a test',
  steps: allSteps,
  layout: 'sheet',
  paper: 'a4',
})

async function made(lesson: Lesson, name: string): Promise<Uint8Array | string> {
  const file = filesOf(requestFor(lesson)).find(each => each.name === name)
  if (!file) throw new RangeError(`there is no ${name}`)
  return file.made()
}
const textOf = async (lesson: Lesson, name: string): Promise<string> => {
  const content = await made(lesson, name)
  if (typeof content !== 'string') throw new TypeError(`${name} is no text`)
  return content
}
const bytesOf = async (lesson: Lesson, name: string): Promise<Uint8Array> => {
  const content = await made(lesson, name)
  if (typeof content === 'string') throw new TypeError(`${name} is text`)
  return content
}

/** The key as it is read back from its PDF. */
const keyBack = memo(async (lesson: Lesson) => pdfBack(await bytesOf(lesson, 'key-x.pdf')))

/** What core answers, as paper shows it; '' where it is to be filled in. */
function truth(lesson: Lesson, blank: boolean): ReadonlyMap<Name, readonly (readonly string[])[]> {
  const { net, values } = work(lesson, netOf(lesson))
  return new Map(
    entriesOf(net).map(([name, { op }]) => [
      name,
      named(values, name).map(row => row.map(value => (blank && op !== 'input' ? '' : paperNumber(value)))),
    ]),
  )
}

/** The matrices that one sheet shows. */
const shownOn = (lesson: Lesson): readonly Name[] => [
  ...new Set(
    at(worksheet(wantedFor(lesson)).pages, 0).stations.flatMap(({ matrices: all }) => all.map(({ name }) => name)),
  ),
]

describe.each(lessons.map(lesson => [lesson.id, lesson] as const))('the key to %s', (_, lesson) => {
  it.runIf(isTurn(3))('says in the PDF what core answers', async () => {
    const { pages } = await keyBack(lesson)
    const sheet = keyTo(wantedFor(lesson))
    const names = shownOn(lesson)
    expect(names.length).toBeGreaterThan(35)
    for (const name of names)
      expect({ [name]: cellsOnPage(at(pages, 0).pieces, at(sheet.pages, 0), sheet, name) }).toEqual({
        [name]: truth(lesson, false).get(name),
      })
  })

  it.runIf(isTurn(5))(
    'is right to the marker as it is read from the PDF, and wrong where one number is another',
    async () => {
      const { pages } = await keyBack(lesson)
      const sheet = keyTo(wantedFor(lesson))
      const filled = stepNumbers
        .flatMap(step => namesAt(lesson, step))
        .filter(name => shownOn(lesson).includes(name))
        .flatMap(name =>
          cellsOnPage(at(pages, 0).pieces, at(sheet.pages, 0), sheet, name).flatMap((row, r) =>
            row.map((text, c) => ({ cell: { name, row: r, column: c }, text })),
          ),
        )
        // Nobody types longer ones.
        .filter(({ text }) => text.length <= 24)
      expect(filled.length).toBeGreaterThan(180)
      const cells = filled.map(({ cell }) => cell)
      const verdicts = markCells({ lesson }, filled, cells)
      expect(verdicts.flatMap((verdict, i) => (verdict.state === 'right' ? [] : [[filled[i], verdict]]))).toEqual([])
      // The marker can tell: each tenth number altered is not right.
      for (const [i, { cell, text }] of filled.entries()) {
        if (i % (thorough ? 1 : 17) !== 0) continue
        const altered = filled.with(i, {
          cell,
          text: text.startsWith('−') ? text.slice(1) : `${text === '0' ? '' : '−'}${text === '0' ? '1' : text}`,
        })
        if (/^−?0\.00$/.test(text)) continue
        expect(at(markCells({ lesson }, altered, [cell]), 0).state, `${cell.name} ${text}`).toBe('wrong')
      }
    },
  )

  it('says the arithmetic of every computed number, each with its result', async () => {
    const { pages } = await keyBack(lesson)
    const text = pages
      .slice(1)
      .flatMap(({ pieces }) => pieces.map(piece => piece.text))
      .join('¦')
      .replace(/\s/g, '')
    const { net, values } = work(lesson, netOf(lesson))
    for (const [name, { op }] of entriesOf(net)) {
      if (op === 'input') continue
      named(values, name).forEach((row, r) => {
        row.forEach((value, c) => {
          const called = (column: number): string => `${matrices[name].symbol}[${r + 1},${column + 1}]=`
          // Up to the next of the row, or else far enough.
          const [, line = ''] = text.split(new RegExp(`(?<![\\p{L}∂])${called(c).replace(/[[\]]/g, '\\$&')}`, 'u'))
          const own = (c + 1 < row.length ? line.slice(0, line.indexOf(called(c + 1))) : line.slice(0, 400)).replaceAll(
            '¦',
            '',
          )
          expect({ cell: called(c), own: `=${own}` }).toEqual({
            cell: called(c),
            own: expect.stringMatching(new RegExp(`=${paperNumber(value)}(?![\\d./])`)),
          })
        })
      })
    }
  })

  it('says in page, TeX and Markdown what core answers', async () => {
    const html = htmlTables(await textOf(lesson, 'key-x.html'))
    const md = markdownTables(await textOf(lesson, 'key-x.md'))
    const tex = texTables(await textOf(lesson, 'key-x.tex'))
    for (const name of shownOn(lesson)) {
      const { symbol, title } = matrices[name]
      const right = truth(lesson, false).get(name)
      expect({ name, html: html.get(`${symbol} ${title}`) }).toEqual({ name, html: right })
      expect({ name, md: md.get(`${symbol} ${title}`) }).toEqual({ name, md: right })
      expect({ name, tex: tex.get(title) }).toEqual({ name, tex: right })
    }
  })

  it('says in the spreadsheet what core answers', async () => {
    const { sheets } = await readXlsx(await bytesOf(lesson, 'key-x.xlsx'))
    const worked = work(lesson, netOf(lesson))
    const geometry = geometryOf(worked)
    const { rows } = at(sheets, 0)
    for (const [name] of entriesOf(worked.net)) {
      const spot = geometry.home(name)
      const here = named(worked.values, name).map((row, r) => row.map((_, c) => rows[spot.row + r]?.[spot.column + c]))
      expect({ [name]: here }).toEqual({ [name]: named(worked.values, name).map(row => row.map(toNumber)) })
    }
  })
})

describe.each(lessons.map(lesson => [lesson.id, lesson] as const))('the worksheet of %s', (_, lesson) => {
  it('is open in the PDF wherever a number is computed, and nothing else says it', async () => {
    const bytes = await bytesOf(lesson, 'worksheet-x.pdf')
    const { pages, info } = await pdfBack(bytes)
    expect(pages).toHaveLength(1)
    const sheet = worksheet(wantedFor(lesson))
    let numbers = 0
    for (const name of shownOn(lesson)) {
      const cells = cellsOnPage(at(pages, 0).pieces, at(sheet.pages, 0), sheet, name)
      expect({ [name]: cells }).toEqual({ [name]: truth(lesson, true).get(name) })
      numbers += cells.flat().filter(cell => cell !== '').length
    }
    // Beside the given numbers stand thirteen steps and the numbers of frames, and no number more; the parts of a fraction
    // are two.
    const lone = at(pages, 0).pieces.filter(({ text }) => /^[−-]?[\d./]+$/.test(text)).length
    const given = shownOn(lesson).flatMap(name => named(Object.fromEntries(truth(lesson, true)), name).flat())
    const fractions = given.filter(cell => cell.includes('/')).length
    expect(lone - numbers - fractions).toBe(13 + 2 * lesson.video.length)
    // What is said instead of what is drawn is drawn, too, but for open cells.
    const drawn = at(sheet.pages, 0).stations.flatMap(({ step, title, formulas, matrices, signs }) => [
      ...[`${step} ${title}`, ...formulas.flat().map(formulaLine), ...signs.map(({ text }) => text)],
      ...matrices.flatMap(matrix => [`${matrix.symbol} ${matrix.title}`, ...matrix.cells.flat()]),
    ])
    const said = [...JSON.stringify(at(pages, 0).tree).matchAll(/"alt":"([^"]*)"/g)].map(([, alt]) => alt)
    expect(said.filter(alt => alt !== 'to be filled in' && !drawn.includes(alt ?? null))).toEqual([])
    expect(info).toMatchObject({ Title: lesson.title, Creator: 'dit', Producer: 'dit' })
  })

  it('is open in page, TeX and Markdown', async () => {
    const html = htmlTables(await textOf(lesson, 'worksheet-x.html'))
    const md = markdownTables(await textOf(lesson, 'worksheet-x.md'))
    const tex = texTables(await textOf(lesson, 'worksheet-x.tex'))
    for (const name of shownOn(lesson)) {
      const { symbol, title } = matrices[name]
      const right = truth(lesson, true).get(name)
      expect({ name, html: html.get(`${symbol} ${title}`) }).toEqual({ name, html: right })
      expect({ name, md: md.get(`${symbol} ${title}`) }).toEqual({ name, md: right })
      expect({ name, tex: tex.get(title) }).toEqual({ name, tex: right })
    }
  })
})
