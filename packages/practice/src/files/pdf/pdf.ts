// Worksheets and keys as PDF: real text in embedded faces, tagged for screen readers, made for paper.
import {
  edges,
  formulaLine,
  type Page,
  papers,
  type SignFormula,
  type Station,
  type Worksheet,
} from '../../sheet/paper.ts'
import { roles, rolesOn } from '../../sheet/roles.ts'
import { drawLines } from './lines.ts'
import { drawMatrix, drawSwatch, drawSymbol, type Grid, ink, quiet } from './matrix.ts'
import { mm, Pen, type Struct, type TextStyle } from './pen.ts'

/**
 * One PDF of one worksheet, or of many, one after the other.
 * @throws {PaperError} where a title or a word has a character that cannot be set
 */
export async function pdfBytes(title: string, sheets: readonly Worksheet[]): Promise<Uint8Array> {
  const paper = sheets[0]?.paper
  if (paper === undefined) throw new RangeError('a PDF needs at least one worksheet')
  const { width, height } = papers[paper]
  const pen = new Pen(title, [mm(width), mm(height)])
  const whole = pen.document.struct('Document')
  pen.document.addStructure(whole)
  for (const sheet of sheets) {
    sheet.pages.forEach((page, i) => {
      const frame = (section: Struct): void => {
        drawTitle(pen, page, sheet, section)
        drawFooter(pen, sheet, page, section)
      }
      if (page.lines) drawLines(pen, page.lines, sheet, whole, frame)
      else drawPage(pen, page, sheet, whole)
      // In a book of many, each is found by its title.
      if (i === 0 && sheets.length > 1) pen.document.outline.addItem(sheet.title)
    })
    numberPages(pen, sheet)
  }
  whole.end()
  return pen.bytes()
}

function drawPage(pen: Pen, page: Page, sheet: Worksheet, whole: Struct): void {
  pen.document.addPage()
  const section = pen.document.struct('Sect')
  whole.add(section)
  drawTitle(pen, page, sheet, section)
  const { width } = papers[sheet.paper]
  const square = mm(page.square)
  const grid: Grid = {
    x: mm(edges.side) + (mm(width - 2 * edges.side) - square * page.columns) / 2,
    y: mm(edges.top + edges.title),
    square,
  }
  pen.ornament(() => drawSquaredPaper(pen, sheet, grid, page))
  for (const station of page.stations) drawStation(pen, station, grid, section)
  drawFooter(pen, sheet, page, section)
}

function drawTitle(pen: Pen, { title, note }: Page, { paper }: Worksheet, section: Struct): void {
  const { width } = papers[paper]
  const baseline = mm(edges.top + 6)
  const room = mm(width - 2 * edges.side)
  const style: TextStyle = { face: 'title', size: 16, color: ink }
  const aside: TextStyle = { face: 'regular', size: 9.5, color: quiet }
  const free = room - pen.width(note, aside) - mm(6)
  const size = Math.min(style.size, (style.size * free) / Math.max(1, pen.width(title, style)))
  pen.tagged(section, 'H1', () => pen.text(title, mm(edges.side), baseline, { ...style, size }))
  pen.tagged(section, 'P', () => pen.text(note, mm(width - edges.side), baseline, aside, 'right'))
}

/** Pale squares over the whole room, so that every matrix stands on them. */
function drawSquaredPaper(pen: Pen, { paper }: Worksheet, { x, y, square }: Grid, page: Page): void {
  const { width, height } = papers[paper]
  const [left, right] = [mm(edges.side), mm(width - edges.side)]
  const [top, bottom] = [y, mm(height - edges.bottom - edges.footer)]
  const used = y + page.rows * square
  const end = Math.max(bottom, used)
  for (let line = x - Math.floor((x - left) / square) * square; line <= right + 0.1; line += square)
    pen.line(line, top, line, end, 0.3, 'E4E6E6')
  for (let line = top; line <= end + 0.1; line += square) pen.line(left, line, right, line, 0.3, 'E4E6E6')
}

function drawStation(pen: Pen, station: Station, grid: Grid, section: Struct): void {
  const own = pen.document.struct('Sect')
  section.add(own)
  drawHeading(pen, station, grid, own)
  for (const matrix of station.matrices) drawMatrix(pen, matrix, grid, own)
  for (const { text, row, column } of station.signs) {
    const [x, middle] = [grid.x + (column + 0.5) * grid.square, grid.y + (row + 0.5) * grid.square]
    const style: TextStyle = { face: 'regular', size: grid.square * 0.7, color: quiet }
    const left = x - pen.width(text.replace('⊙', ring), style) / 2
    pen.tagged(own, 'P', () => drawWords(pen, text, left, middle + grid.square * 0.22, style), text)
  }
}

function drawHeading(
  pen: Pen,
  { step, title, formulas, under, row, column, room }: Station,
  grid: Grid,
  parent: Struct,
): void {
  const large = grid.square > 20
  const size = large ? 14 : Math.min(9.5, grid.square * 0.56)
  const [x, top] = [grid.x + column * grid.square, grid.y + row * grid.square]
  const side = large ? grid.square * 0.8 : grid.square * 0.88
  const baseline = top + grid.square * 0.5 + size * 0.34
  const style: TextStyle = { face: 'bold', size, color: ink }
  pen.ornament(() => pen.document.rect(x, top + (grid.square - side) / 2, side, side).fill(`#${ink}`))
  let left = x + side + grid.square * 0.28
  const right = x + room * grid.square
  // A title that is too wide for its step stands in two rows.
  const titleRows = left + pen.width(title, style) <= right - grid.square * 0.2 ? [title] : halved(title)
  const titleStyle = titleRows.length === 1 ? style : { ...style, size: size * 0.8 }
  const first = titleRows.length === 1 ? baseline : baseline - titleStyle.size * 0.5
  pen.tagged(
    parent,
    'H2',
    () => {
      pen.text(String(step), x + side / 2, baseline, { ...style, size: size * 0.94, color: 'FFFFFF' }, 'middle')
      for (const [i, text] of titleRows.entries()) pen.text(text, left, first + i * titleStyle.size * 1.05, titleStyle)
    },
    `${step} ${title}`,
  )
  left += pen.width(title, style)
  const [beside = [], ...others] = formulas
  const drawRow = (formulas: readonly SignFormula[], from: number, on: number): void => {
    let next = from
    for (const formula of formulas) {
      next = drawFormula(pen, formula, next, on, size * 0.86, parent) + grid.square * 0.7
    }
  }
  drawRow(beside, left + grid.square * 0.6, baseline)
  for (const [i, each] of others.entries()) drawRow(each, x, baseline + (under + i - row) * grid.square)
}

/** A text in two rows, about equally wide. */
function halved(text: string): readonly string[] {
  const parts = text.split(' ')
  const cuts = parts.slice(1).map((_, i) => [parts.slice(0, i + 1).join(' '), parts.slice(i + 1).join(' ')] as const)
  const widest = ([a, b]: readonly [string, string]): number => Math.max(a.length, b.length)
  const [best] = cuts.toSorted((a, b) => widest(a) - widest(b))
  return best ?? [text]
}

/** Words with their signs. No face has ⊙: a ring and a point in one place are drawn, and ⊙ is read. */
function drawWords(pen: Pen, text: string, x: number, baseline: number, style: TextStyle): number {
  let left = x
  for (const part of text.split(/(⊙)/)) {
    const wide = pen.width(part === '⊙' ? ring : part, style)
    if (part === '⊙') {
      pen.text(ring, left, baseline, style)
      pen.text('·', left + wide / 2, baseline, style, 'middle')
    } else pen.text(part, left, baseline, style)
    left += wide
  }
  return left
}

const ring = '○'

const words = (size: number): TextStyle => ({ face: 'regular', size: size * 0.94, color: quiet })

/** @returns where it ends */
function drawFormula(
  pen: Pen,
  formula: SignFormula,
  x: number,
  baseline: number,
  size: number,
  parent: Struct,
): number {
  let left = x
  pen.tagged(
    parent,
    'P',
    () => {
      for (const piece of formula) {
        if (piece.isSign) left = drawSymbol(pen, piece.text, left, baseline, size)
        else left = drawWords(pen, piece.text, left, baseline, words(size))
      }
    },
    formulaLine(formula),
  )
  return left
}

const small: TextStyle = { face: 'regular', size: 8.5, color: quiet }
const lowest = ({ paper }: Worksheet): number => mm(papers[paper].height - edges.bottom - 0.4)

/** Which page it is of how many, behind what makes the sheet again: known when all its arithmetic is set. */
function numberPages(pen: Pen, sheet: Worksheet): void {
  const { start, count } = pen.document.bufferedPageRange()
  const x = mm(edges.side) + pen.width(sheet.origin, small)
  for (let i = 0; count > 1 && i < count; i++) {
    pen.document.switchToPage(start + i)
    pen.ornament(() => pen.text(`   ·   ${i + 1}/${count}`, x, lowest(sheet), small))
  }
  pen.document.flushPages()
}

function drawFooter(pen: Pen, sheet: Worksheet, page: Page, section: Struct): void {
  const { width, height } = papers[sheet.paper]
  const name: TextStyle = { face: 'regular', size: 10, color: ink }
  const [left, right] = [mm(edges.side), mm(width - edges.side)]
  const [upper, lower] = [mm(height - edges.bottom - 4.6), lowest(sheet)]
  drawLegend(pen, page, left, upper, section)
  pen.tagged(section, 'P', () => pen.text(sheet.origin, left, lower, small))
  if (!sheet.named) return
  pen.tagged(section, 'P', () => pen.text('Name', right - mm(92), lower, name))
  pen.ornament(() => pen.line(right - mm(81), lower + 1, right, lower + 1, 0.6, quiet))
}

/** Each role of a page as it looks: a square with its border. */
function drawLegend(pen: Pen, page: Page, x: number, baseline: number, section: Struct): void {
  const style: TextStyle = { face: 'regular', size: 8, color: quiet }
  let left = x + 3
  const side = 8
  for (const role of rolesOn(page)) {
    const { words: said } = roles[role]
    pen.ornament(() => drawSwatch(pen, role, { x: left, y: baseline - side + 1.4, w: side, h: side }))
    pen.tagged(section, 'P', () => pen.text(said, left + side + 4, baseline, style))
    left += side + pen.width(said, style) + 16
  }
}
