// Reads files back by other means than those that wrote them: where each text of a PDF stands, the tables of a page.

import type { Name } from '@dit-by-hand/core/names'
import { at } from '@dit-by-hand/graph/at'
import { getDocumentProxy } from 'unpdf'
import { edges, type Page, papers, type Worksheet } from '../../src/sheet/paper.ts'

/** A piece of text on a page: its middle in millimetres from the upper left, and how wide it is. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly wide: number
}

export interface PdfBack {
  readonly info: { readonly [key: string]: unknown }
  readonly marked: boolean
  readonly outline: readonly string[]
  readonly pages: readonly { readonly pieces: readonly Piece[]; readonly tree: unknown }[]
}

const millimetres = (points: number): number => (points * 25.4) / 72

export async function pdfBack(bytes: Uint8Array): Promise<PdfBack> {
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const pages: { readonly pieces: readonly Piece[]; readonly tree: unknown }[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const [, , , top = 0] = page.view
    const { items } = await page.getTextContent()
    const pieces = items.flatMap((item): readonly Piece[] => {
      if (!('str' in item) || item.str.trim() === '') return []
      const [, , , high, left, baseline] = item.transform.map(Number)
      if (high === undefined || left === undefined || baseline === undefined)
        throw new TypeError('a text without a place')
      return [
        {
          text: item.str.trim(),
          x: millimetres(left + item.width / 2),
          y: millimetres(top - baseline - high * 0.33),
          wide: millimetres(item.width),
        },
      ]
    })
    pages.push({ pieces, tree: await page.getStructTree() })
  }
  const { info } = await document.getMetadata()
  const mark = await document.getMarkInfo()
  const outline = (await document.getOutline()) ?? []
  return { info: { ...info }, marked: mark?.Marked === true, outline: outline.map(({ title }) => title), pages }
}

/** What stands in the cells of a matrix of a page: '' where nothing does. A video is whole again, frame under frame. */
export function cellsOnPage(
  pieces: readonly Piece[],
  page: Page,
  sheet: Worksheet,
  name: Name,
): readonly (readonly string[])[] {
  const { width } = papers[sheet.paper]
  const left = edges.side + (width - 2 * edges.side - page.square * page.columns) / 2
  const top = edges.top + edges.title
  return page.stations
    .flatMap(({ matrices }) => matrices)
    .filter(matrix => matrix.name === name && !matrix.turned)
    .flatMap(({ row, column, wide, cells }) =>
      cells.map((across, r) =>
        across.map((_, c) => {
          const [x, y] = [left + (column + c * wide) * page.square, top + (row + r) * page.square]
          const here = pieces.filter(
            piece => piece.x > x && piece.x < x + wide * page.square && piece.y > y && piece.y < y + page.square,
          )
          return joined(here)
        }),
      ),
    )
}

/** One text; or a sign, what is above a line and what is below it. */
function joined(pieces: readonly Piece[]): string {
  const [sign, ...parts] = pieces.toSorted((a, b) => Number(b.text === '−') - Number(a.text === '−') || a.y - b.y)
  if (!sign) return ''
  if (parts.length === 0) return sign.text
  return sign.text === '−'
    ? `−${parts.map(({ text }) => text).join('/')}`
    : [sign, ...parts].map(({ text }) => text).join('/')
}

const plainText = (html: string): string =>
  html
    .replace(/<span class="vh">.*?<\/span>/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** The tables of a page of HTML by caption, those without one going on from the table before. */
export function htmlTables(html: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const tables = new Map<string, (readonly string[])[]>()
  let caption = ''
  for (const [, table = ''] of html.matchAll(/<table[^>]*>(.*?)<\/table>/gs)) {
    const own = /<caption>(.*?)<\/caption>/s.exec(table)
    if (own) caption = plainText(at(own, 1)).trim()
    const rows = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => plainText(cell)),
    )
    tables.set(caption, [...(tables.get(caption) ?? []), ...rows])
  }
  return tables
}

/** The tables of a text in Markdown by caption. */
export function markdownTables(text: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const cellsIn = (line: string): readonly string[] =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim())
  return new Map(
    text
      .split('\n\n')
      .filter(part => part.startsWith('|'))
      .map(part => {
        const [head = '', , ...rows] = part.trim().split('\n')
        return [at(cellsIn(head), 0), rows.map(row => cellsIn(row).slice(1))] as const
      }),
  )
}

/** The arrays of a text in TeX by title, the frames of a video put together again; fractions as n/d. */
export function texTables(text: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = [
    ...text.matchAll(
      /\{\\small ([^}]*(?:\{[^}]*\}[^}]*)*)\}\\par.*?\n\\begin\{tabular\}.*?\\hline\n(.*?)\n\\end\{tabular\}/gs,
    ),
  ].map(([, title = '', body = '']) => ({
    title: title.replaceAll('{-}', '-').replace(/ \d+$/, ''),
    isNew: !/ (?!1$)\d+$/.test(title),
    rows: body.split('\n').map(row =>
      row
        .replace(/ \\\\ \\hline$/, '')
        .split('&')
        .map(cell =>
          cell
            .trim()
            .replace(/\\tfrac\{(\d+)\}\{(\d+)\}/, '$1/$2')
            .replace('-', '−'),
        ),
    ),
  }))
  const tables = new Map<string, readonly (readonly string[])[]>()
  for (const { title, isNew, rows } of found) tables.set(title, [...(isNew ? [] : (tables.get(title) ?? [])), ...rows])
  return tables
}
