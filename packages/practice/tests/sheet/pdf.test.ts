// PDF as paper and as text: embedded faces, a true minus, a tree for screen readers, and no word lost without a word.
import { at } from '@dit-by-hand/graph/at'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { htmlText } from '../../src/files/html.ts'
import { faceNames, runsOf } from '../../src/files/pdf/faces.ts'
import { pdfBytes } from '../../src/files/pdf/pdf.ts'
import { type Format, filesOf, type Request } from '../../src/files/worksheets.ts'
import { difficulties, problem } from '../../src/problem/problem.ts'
import { edges, type Paper, papers } from '../../src/sheet/paper.ts'
import { PaperError } from '../../src/sheet/paper-error.ts'
import { allSteps, stepRange } from '../../src/sheet/steps.ts'
import { fitsOneSheet, keyTo, smallestSquare, type Wanted, worksheet } from '../../src/sheet/worksheet.ts'
import { pdfBack } from './paper-back.ts'

const wanted = (lesson: Lesson, more: Partial<Wanted> = {}): Wanted => ({
  lesson,
  origin: 'Seed 7 · dit worksheet --seed 7',
  steps: allSteps,
  layout: 'sheet',
  paper: 'a4',
  ...more,
})
const { lesson: sky } = caseOf('sora-is-sky')

/** Whether a file has a text in it. */
const holds =
  (text: string) =>
  (bytes: Uint8Array): boolean =>
    new TextDecoder().decode(bytes).includes(text)

/** Every element of a tree of structure, by what it is. */
function kindsIn(tree: unknown): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return []
  const own = 'role' in tree && typeof tree.role === 'string' ? [tree.role] : []
  const inner = 'children' in tree && Array.isArray(tree.children) ? tree.children.flatMap(kindsIn) : []
  return [...own, ...inner]
}

/** What a reader of screens reads instead of what is drawn. */
function actualTexts(bytes: Uint8Array): readonly string[] {
  const raw = Buffer.from(bytes).toString('latin1')
  return [...raw.matchAll(/\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)/g)].map(([, text = '']) => {
    const plain = Buffer.from(text.replaceAll(/\\([\s\S])/g, '$1'), 'latin1')
    return plain[0] === 0xfe ? plain.subarray(2).swap16().toString('utf16le') : plain.toString('latin1')
  })
}

describe('a worksheet as PDF', () => {
  it('is one landscape page of the paper asked for, with its seed and a line for a name', async () => {
    for (const [paper, size] of [
      ['a4', '[0 0 841.889764 595.275591]'],
      ['letter', '[0 0 792 612]'],
    ] as const) {
      const bytes = await pdfBytes(sky.title, [worksheet(wanted(sky, { paper }))])
      const { pages } = await pdfBack(bytes)
      expect(pages).toHaveLength(1)
      expect(new TextDecoder('latin1').decode(bytes)).toContain(`/MediaBox ${size}`)
      const texts = at(pages, 0).pieces.map(({ text }) => text)
      expect(texts.join(' ')).toContain('Seed 7 · dit worksheet --seed 7')
      expect(texts).toContain('Name')
    }
  })

  it.runIf(isTurn(3))(
    'says at the foot where the numbers of the walkthrough come from, clear of the name',
    async () => {
      const origin = 'dit worksheet --lesson sora-is-sky'
      const told = 'article: We, be, t, γβ, γ, β, ∂εθ[2,2] · exercise: e, τ, c · else reconstructed'
      const made = async (lesson: Lesson, format: Format, paper: Paper, file = 0): Promise<Uint8Array> => {
        const asked = [{ lesson, as: lesson.id, origin: `dit worksheet --lesson ${lesson.id}` }]
        const files = filesOf({ asked, formats: [format], key: true, steps: allSteps, layout: 'sheet', paper })
        const bytes = await at(files, file).made()
        return typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
      }
      for (const paper of ['a4', 'letter'] as const) {
        const { pieces } = at((await pdfBack(await made(sky, 'pdf', paper))).pages, 0)
        const name = at(
          pieces,
          pieces.findIndex(({ text }) => text === 'Name'),
        )
        const foot = pieces.filter(piece => piece !== name && Math.abs(piece.y - name.y) < 1)
        expect(foot.map(({ text }) => text).join(' ')).toBe(`${origin} · ${told}`)
        for (const { text, x, wide } of foot) expect([text, x + wide / 2 < name.x - name.wide]).toEqual([text, true])
      }
      const textOf = async (lesson: Lesson, format: Format, file = 0): Promise<string> => {
        const bytes = await made(lesson, format, 'a4', file)
        return new TextDecoder().decode(
          format === 'xlsx' ? at(Object.values(unzipSync(bytes)).filter(holds(told)), 0) : bytes,
        )
      }
      for (const format of ['xlsx', 'ipynb', 'md'] as const)
        for (const file of [0, 1]) expect(await textOf(sky, format, file)).toContain(told)
      expect(await textOf(caseOf('soft-sky').lesson, 'md')).not.toContain('reconstructed')
    },
  )

  it('is tagged: titles, tables with a caption, rows and cells, and open cells said to be open', async () => {
    const { pages, marked } = await pdfBack(await pdfBytes(sky.title, [worksheet(wanted(sky))]))
    const kinds = kindsIn(at(pages, 0).tree)
    const count = (kind: string): number => kinds.filter(each => each === kind).length
    expect(marked).toBe(true)
    expect({ titles: count('H1'), steps: count('H2') }).toEqual({ titles: 1, steps: 13 })
    const matrices = at(worksheet(wanted(sky)).pages, 0).stations.flatMap(station => station.matrices)
    expect(count('Table')).toBe(matrices.length)
    expect(count('TD')).toBe(matrices.reduce((sum, { cells }) => sum + cells.flat().length, 0))
    expect(JSON.stringify(at(pages, 0).tree)).toContain('"alt":"to be filled in"')
  })

  it('says in its legend what stands on the page, and no more', async () => {
    const told = { pixels: 'pixels', attention: 'attention', training: 'about the training' }
    const part = worksheet(wanted(sky, { steps: stepRange(2, 6) }))
    const [page] = (await pdfBack(await pdfBytes(sky.title, [part]))).pages
    const texts = page?.pieces.map(({ text }) => text)
    expect(Object.values(told).filter(words => texts?.includes(words))).toEqual([told.pixels])
    const html = htmlText(sky.title, [part])
    expect(Object.values(told).filter(words => html.includes(`</span>${words}</li>`))).toEqual([told.pixels])
  })

  it('numbers the frames of a video between the feet of their brackets', async () => {
    const sheet = worksheet(wanted(sky))
    const { square, columns, stations } = at(sheet.pages, 0)
    const { pages } = await pdfBack(await pdfBytes(sky.title, [sheet]))
    const left = (papers.a4.width - square * columns) / 2
    for (const { frame, row, column, cells } of at(stations, 0).matrices.filter(({ name }) => name === 'video')) {
      const middle = left + (column + at(cells, 0).length / 2) * square
      const below = edges.top + edges.title + (row + cells.length + 0.25) * square
      const found = at(pages, 0).pieces.filter(
        ({ x, y }) => Math.abs(x - middle) < 0.05 * square && Math.abs(y - below) < 0.05 * square,
      )
      expect(found.map(({ text }) => text)).toEqual([String(frame?.number)])
    }
  })

  it.runIf(isTurn(4))('numbers the pages of each sheet and key, those of arithmetic as well', async () => {
    const keys = [1, 2].map(() => keyTo(wanted(sky)))
    const { pages } = await pdfBack(await pdfBytes('Keys', [worksheet(wanted(sky)), ...keys]))
    const numbers = pages.map(
      ({ pieces }) =>
        /(\d+\/\d+)$/.exec(pieces.map(({ text }) => text).findLast(text => text.startsWith('·')) ?? '')?.[1],
    )
    const each = (pages.length - 1) / 2
    expect(each).toBeGreaterThan(2)
    const own = Array.from({ length: each }, (_, i) => `${i + 1}/${each}`)
    expect(numbers).toEqual([undefined, ...own, ...own])
  })

  it.runIf(isTurn(0))('finds each sheet of a book by its title', async () => {
    const key = ({ seed }: { readonly seed: number }) => keyTo(wanted(sky, { seed }))
    const bytes = await pdfBytes('book', [key({ seed: 7 }), key({ seed: 8 })])
    const { outline, pages } = await pdfBack(bytes)
    expect(outline).toEqual(['Key to sheet 7: Sora is sky', 'Key to sheet 8: Sora is sky'])
    expect(at(pages, 0).pieces.map(({ text }) => text)).toContain('Key to sheet 7: Sora is sky')
  })

  it('says in words what stands in pieces: a fraction, a formula, a line of arithmetic', async () => {
    const { lesson } = caseOf('hard-ties')
    const said = actualTexts(await pdfBytes(lesson.title, [keyTo(wanted(lesson))]))
    expect(said).toContain('1/4')
    expect(said).toContain('Z = max(0, We · P + be)')
    expect(said).toContain('9 Predict the noise')
    // A number that is its own arithmetic is said once.
    expect(said).toContain('∂Wq[1,1] = 0')
    expect(said.filter(text => / = (.*) = \1$/.test(text))).toEqual([])
  })

  it.runIf(isTurn(5))(
    'embeds every face, prints a true minus and Greek letters, and is the same file twice',
    async () => {
      const bytes = await pdfBytes(sky.title, [keyTo(wanted(sky))])
      expect(await pdfBytes(sky.title, [keyTo(wanted(sky))])).toEqual(bytes)
      const raw = new TextDecoder('latin1').decode(bytes)
      const fonts = [...raw.matchAll(/\/BaseFont \/([A-Z]{6}\+)?([\w-]+)/g)].map(([, , name]) => name)
      expect(new Set(fonts)).toEqual(
        new Set(['DiT-sans-regular', 'DiT-sans-bold', 'DiT-sans-italic', 'DiT-serif-bold', 'DiT-serif-italic']),
      )
      expect(raw.match(/\/FontFile2 /g)?.length).toBe(5)
      const { pages } = await pdfBack(bytes)
      const text = pages.flatMap(({ pieces }) => pieces.map(piece => piece.text)).join(' ')
      for (const sign of ['−1', '∂', 'ε', 'γβ', 'τ', 'max(0, ', '·']) expect(text).toContain(sign)
      expect(text).not.toMatch(/["\ufffd\p{Cc}]/u)
    },
  )

  it('takes words in Latin, Greek and Cyrillic letters, and says which character it cannot set', async () => {
    for (const title of ['Łódź, “naïve” – ½', 'Η θάλασσα', 'Небо и вода'])
      expect(
        runsOf(title, 'title')
          .map(({ text }) => text)
          .join(''),
      ).toBe(title)
    for (const face of faceNames)
      expect(
        runsOf('−3', face)
          .map(({ text }) => text)
          .join(''),
      ).toBe('−3')
    const foreign: Lesson = { ...sky, title: '水の空' }
    await expect(pdfBytes(foreign.title, [worksheet(wanted(foreign))])).rejects.toThrow(PaperError)
    await expect(pdfBytes(foreign.title, [worksheet(wanted(foreign))])).rejects.toThrow(
      /character 水 \(U\+6C34\).*html, xlsx and md/,
    )
  })
})

describe('step pages as PDF', () => {
  it('set every sign between matrices; ⊙, which no face has, is drawn of two and read as one', async () => {
    const sheet = worksheet(wanted(sky, { layout: 'steps' }))
    const bytes = await pdfBytes(sky.title, [sheet])
    const { pages } = await pdfBack(bytes)
    for (const [i, { stations }] of sheet.pages.entries()) {
      const texts = at(pages, i).pieces.map(({ text }) => text)
      for (const { text } of stations.flatMap(({ signs }) => signs))
        expect(texts).toEqual(expect.arrayContaining(text === '⊙' ? ['○', '·'] : [text]))
    }
    expect(
      sheet.pages.flatMap(({ stations }) => stations).flatMap(({ signs }) => signs.map(({ text }) => text)),
    ).toContain('⊙')
  })
})

describe('the layout', () => {
  it('gives every bundled lesson a page for each step with squares on the page, and none on top of another', () => {
    for (const { lesson } of cases()) {
      const { pages } = worksheet(wanted(lesson, { layout: 'steps' }))
      expect(pages.length).toBeGreaterThanOrEqual(13)
      for (const page of [...pages, ...(fitsOneSheet(lesson, 'a4') ? worksheet(wanted(lesson)).pages : [])]) {
        const boxes = page.stations.flatMap(({ matrices }) =>
          matrices.map(({ name, row, column, wide, cells }) => ({
            name,
            top: row - 0.9,
            left: column,
            bottom: row + cells.length,
            right: column + (cells[0]?.length ?? 0) * wide,
          })),
        )
        for (const [i, a] of boxes.entries()) {
          expect(a.right).toBeLessThanOrEqual(page.columns + 0.01)
          expect(a.bottom).toBeLessThanOrEqual(page.rows + 0.01)
          const isApart = (b: typeof a): boolean =>
            a.right < b.left || b.right < a.left || a.bottom <= b.top + 0.9 || b.bottom <= a.top + 0.9
          const under = boxes.slice(i + 1).filter(b => !isApart(b))
          expect(under, `${page.title}: under ${a.name}`).toEqual([])
        }
      }
    }
  })

  it('puts the lessons of the walk on one sheet with squares to write in', () => {
    for (const id of ['sora-is-sky', 'soft-sky', 'hard-attention'] as const)
      for (const paper of ['a4', 'letter'] as const) {
        const page = at(worksheet(wanted(caseOf(id).lesson, { paper })).pages, 0)
        expect(page.square).toBeGreaterThanOrEqual(smallestSquare)
      }
  })

  it('tells on one sheet how every number is made that is to be filled in, but for those that only move', () => {
    const moved = ['patches', 'generatedVideo']
    for (const { lesson } of cases().filter(each => fitsOneSheet(each.lesson, 'a4'))) {
      const { stations } = at(worksheet(wanted(lesson)).pages, 0)
      const told = stations.flatMap(({ formulas }) => formulas.flat()).map(formula => at(formula, 0).text)
      const open = stations.flatMap(({ matrices }) => matrices).filter(({ cells }) => cells.flat().includes(null))
      expect(open.filter(({ name }) => !moved.includes(name)).filter(({ symbol }) => !told.includes(symbol))).toEqual(
        [],
      )
    }
  })

  it.each(difficulties)('lets no text lie over another on one sheet: %s', async difficulty => {
    for (const paper of ['a4', 'letter'] as const) {
      const { lesson } = problem({ seed: 7, difficulty })
      if (!fitsOneSheet(lesson, paper)) continue
      const { pages } = await pdfBack(await pdfBytes(lesson.title, [worksheet(wanted(lesson, { paper }))]))
      const pieces = at(pages, 0).pieces.filter(({ text }) => text !== '○')
      for (const [i, a] of pieces.entries()) {
        const over = pieces
          .slice(i + 1)
          .filter(b => Math.abs(a.y - b.y) < 0.3 && Math.abs(a.x - b.x) < (a.wide + b.wide) / 2 - 0.5)
        expect(over, `over “${a.text}”`).toEqual([])
        expect(a.x + a.wide / 2).toBeLessThan(papers[paper].width - edges.side + 0.5)
      }
    }
  })

  it('asks for some steps alone, what comes before them filled in', () => {
    const { pages } = worksheet(wanted(sky, { layout: 'steps', steps: stepRange(2, 6) }))
    expect(pages.map(({ stations }) => at(stations, 0).step)).toEqual([2, 3, 4, 5, 6])
    const drawn = pages.flatMap(({ stations }) => stations.flatMap(({ matrices }) => matrices))
    const open = new Set(drawn.filter(({ cells }) => cells.flat().includes(null)).map(({ name }) => name))
    expect(open).toContain('latent')
    expect(open).not.toContain('patches')
  })

  it('puts some steps on one sheet, what comes before them filled in, and nothing after them', () => {
    const { pages } = worksheet(wanted(sky, { layout: 'sheet', steps: stepRange(2, 6) }))
    const { stations, square } = at(pages, 0)
    expect(pages).toHaveLength(1)
    expect(stations.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6])
    expect(square).toBeGreaterThan(at(worksheet(wanted(sky)).pages, 0).square)
    const open = stations.filter(({ matrices }) => matrices.some(({ cells }) => cells.flat().includes(null)))
    expect(open.map(({ step }) => step)).toEqual([2, 3, 4, 5, 6])
  })

  it('refuses what does not fit, and says what does', () => {
    const request: Request = {
      asked: [{ lesson: caseOf('latent-wider-than-patch').lesson, as: '7', origin: '' }],
      formats: ['md'],
      key: false,
      steps: allSteps,
      layout: 'sheet',
      paper: 'a4',
    }
    const [file] = filesOf(request)
    return expect(file?.made()).rejects.toThrow(/--layout steps/)
  })
})
