// A matrix on a page: its squares, the border that says its role without colour, its caption and its numbers.
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import type { Drawn } from '../../sheet/paper.ts'
import { roles } from '../../sheet/roles.ts'
import { symbolParts } from '../../sheet/symbol.ts'
import { mm, type Pen, type Struct, type TextStyle } from './pen.ts'

export const ink = '1B212C'
export const quiet = '4A505C'

/** Where the paper of a page begins, and the size of its squares, in points. */
export interface Grid {
  readonly x: number
  readonly y: number
  readonly square: number
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A matrix in the making: where it stands, how wide and high a cell is, and how its numbers are set. */
interface Making extends Drawn {
  readonly pen: Pen
  readonly box: Box
  readonly square: number
  readonly w: number
  readonly style: TextStyle
  /** Where the decimal point stands from the middle of a cell, the same in all cells; undefined where there is none. */
  readonly point: number | undefined
}

export function drawMatrix(pen: Pen, matrix: Drawn, grid: Grid, parent: Struct): void {
  const { cells, role, frame } = matrix
  const { square } = grid
  const w = matrix.wide * square
  const box: Box = {
    x: grid.x + matrix.column * square,
    y: grid.y + matrix.row * square,
    w: w * (cells[0]?.length ?? 0),
    h: square * cells.length,
  }
  const size = Math.min(12, square * 0.56)
  const style: TextStyle = { face: matrix.isGradient ? 'italic' : 'regular', size, color: ink }
  const making: Making = { ...matrix, pen, box, square, w, style, point: pointOf(pen, cells, style) }
  pen.ornament(() => {
    drawSquares(making)
    borders[role](pen, box, roles[role].line, square)
  })
  const table = pen.document.struct('Table')
  parent.add(table)
  if (frame === null || frame.number === 1) drawCaption(making, table)
  if (frame !== null) {
    const small: TextStyle = { face: 'regular', size: square * 0.3, color: quiet }
    // Between the feet of the brackets, and those of the frame below.
    const [middle, baseline] = [box.x + box.w / 2, box.y + box.h + square * 0.36]
    pen.ornament(() => pen.text(String(frame.number), middle, baseline, small, 'middle'))
  }
  cells.forEach((row, r) => {
    const tr = pen.document.struct('TR')
    table.add(tr)
    row.forEach((cell, c) => {
      if (cell === null) pen.open(tr, 'TD', 'to be filled in')
      else drawNumber(making, cell, box.x + (c + 0.5) * w, box.y + (r + 0.5) * square, tr)
    })
  })
}

function drawSquares({ pen, cells, role, box, square, w }: Making): void {
  const { fill, line } = roles[role]
  cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      const at: Box = { x: box.x + c * w, y: box.y + r * square, w, h: square }
      pen.document.rect(at.x, at.y, at.w, at.h).fill(cell === null ? '#FFFFFF' : `#${fill}`)
      if (role === 'noise') dots(pen, at)
    })
  })
  // Lines inside are pale: what is written has the say.
  for (let c = 1; c < box.w / w - 0.01; c++)
    pen.line(box.x + c * w, box.y, box.x + c * w, box.y + box.h, 0.4, mixed(line))
  for (let r = 1; r < box.h / square - 0.01; r++)
    pen.line(box.x, box.y + r * square, box.x + box.w, box.y + r * square, 0.4, mixed(line))
}

/** A line's colour half way to white. */
const mixed = (color: string): string =>
  [0, 2, 4]
    .map(at => Math.round((Number.parseInt(color.slice(at, at + 2), 16) + 255) / 2))
    .map(part => part.toString(16).padStart(2, '0'))
    .join('')

/** Dots along the edge of a square, so that what is written inside stays clear of them. */
function dots(pen: Pen, { x, y, w, h }: Box): void {
  const { document } = pen
  const step = h / 6
  for (let i = 0.5; i * step < w; i++)
    for (const edge of [0.5, 5.5]) document.circle(x + i * step, y + edge * step, h / 32)
  for (let i = 1.5; i < 5; i++)
    for (const edge of [0.5 * step, w - 0.5 * step]) document.circle(x + edge, y + i * step, h / 32)
  document.fill('#9A9A98')
}

/** One square of a role, for a legend. */
export function drawSwatch(pen: Pen, role: Role, box: Box): void {
  pen.document.rect(box.x, box.y, box.w, box.h).fill(`#${roles[role].fill}`)
  if (role === 'noise') dots(pen, box)
  borders[role](pen, box, roles[role].line, box.h)
}

type Border = (pen: Pen, box: Box, color: string, square: number) => void

const frame =
  (width: number): Border =>
  ({ document }, { x, y, w, h }, color) => {
    document.rect(x, y, w, h).lineWidth(width).strokeColor(`#${color}`).stroke()
  }

/** A thin frame between two brackets. @param draw the one at x: left of the box where the side is 1, right of it where it is −1 */
const bracketed =
  (draw: (pen: Pen, x: number, box: Box, side: 1 | -1, square: number) => void): Border =>
  (pen, box, color, square) => {
    frame(0.5)(pen, box, color, square)
    draw(pen, box.x, box, 1, square)
    draw(pen, box.x + box.w, box, -1, square)
    pen.document.lineWidth(1.2).strokeColor(`#${color}`).stroke()
  }

/** The border of each role says it in shape. */
const borders: { readonly [K in Role]: Border } = {
  pixels: bracketed(({ document }, x, { y, h }, side, square) => {
    const [out, foot] = [square * 0.16, side * square * 0.24]
    const edge = x - side * out
    document.moveTo(edge + foot, y - out).lineTo(edge, y - out)
    document.lineTo(edge, y + h + out).lineTo(edge + foot, y + h + out)
  }),
  latent: bracketed(({ document }, x, { y, h }, side, square) => {
    const [out, bow] = [square * 0.06, x - side * square * 0.36]
    const edge = x - side * out
    document.moveTo(edge, y - out).bezierCurveTo(bow, y + h * 0.25, bow, y + h * 0.75, edge, y + h + out)
  }),
  noise: ({ document }, { x, y, w, h }, color) => {
    document.rect(x, y, w, h).lineWidth(0.9).dash(1.6, { space: 1.2 }).strokeColor(`#${color}`).stroke()
    document.undash()
  },
  condition: (pen, box, color, square) => {
    frame(0.6)(pen, box, color, square)
    for (const out of [0.12, 0.24])
      pen.line(box.x - out * square, box.y, box.x - out * square, box.y + box.h, 0.8, color)
  },
  attention: frame(1.1),
  learnable: frame(2),
  frozen: (pen, box, color, square) => {
    frame(0.8)(pen, box, color, square)
    const out = square * 0.14
    frame(0.8)(pen, { x: box.x - out, y: box.y - out, w: box.w + 2 * out, h: box.h + 2 * out }, color, square)
  },
  training: frame(0.9),
}

function drawCaption({ pen, symbol, title, captionRoom, box, square }: Making, table: Struct): void {
  const size = Math.min(10.5, square * 0.52)
  const baseline = box.y - square * 0.36
  const draw = (): void => {
    const end = drawSymbol(pen, symbol, box.x, baseline, size * 1.12)
    const style: TextStyle = { face: 'regular', size: size * 0.84, color: quiet }
    const room = captionRoom * square - (end - box.x) - size * 0.6
    if (pen.width(title, style) <= room) pen.text(title, end + size * 0.35, baseline, style)
  }
  pen.tagged(table, 'Caption', draw, `${symbol} ${title}`)
}

/** The sign of a matrix, its second letter lower and smaller. @returns where it ends */
export function drawSymbol(pen: Pen, symbol: string, x: number, baseline: number, size: number): number {
  const { before, base, index, after } = symbolParts(symbol)
  const style: TextStyle = { face: 'symbol', size, color: ink }
  let left = x
  const put = (text: string, part: TextStyle, lower: number): void => {
    if (text === '') return
    pen.text(text, left, baseline + lower, part)
    left += pen.width(text, part)
  }
  put(before + base, style, 0)
  put(index, { ...style, size: size * 0.72 }, size * 0.2)
  put(after, style, 0)
  return left
}

function pointOf(pen: Pen, cells: Drawn['cells'], style: TextStyle): number | undefined {
  const parts = cells.flat().flatMap(cell => (cell?.includes('.') ? [cell.split('.')] : []))
  if (parts.length === 0) return undefined
  const before = Math.max(...parts.map(([whole = '']) => pen.width(whole, style)))
  const behind = Math.max(...parts.map(([, decimals = '']) => pen.width(`.${decimals}`, style)))
  return before - (before + behind) / 2
}

/** A number around the middle of its cell. */
function drawNumber(making: Making, cell: string, x: number, y: number, row: Struct): void {
  const { pen, w, style, point } = making
  const [top = '', bottom] = cell.split('/')
  if (bottom !== undefined) {
    pen.tagged(row, 'TD', () => drawFraction(making, top, bottom, x, y), cell)
    return
  }
  const fitting = { ...style, size: Math.min(style.size, (style.size * (w - mm(0.6))) / pen.width(cell, style)) }
  const baseline = y + fitting.size * 0.34
  const [whole = ''] = cell.split('.')
  pen.tagged(row, 'TD', () => {
    if (point === undefined || whole === cell || fitting.size < style.size)
      pen.text(cell, x, baseline, fitting, 'middle')
    else pen.text(cell, x + point - pen.width(whole, style), baseline, fitting)
  })
}

/** One number above the other, the sign before both. */
function drawFraction({ pen, style, square }: Making, top: string, bottom: string, x: number, y: number): void {
  const small = { ...style, size: style.size * 0.74 }
  const negative = top.startsWith('−')
  const above = negative ? top.slice(1) : top
  const half = Math.max(pen.width(above, small), pen.width(bottom, small)) / 2 + square * 0.03
  const shift = negative ? pen.width('−', small) / 2 : 0
  if (negative) pen.text('−', x - half - square * 0.02 + shift, y + small.size * 0.34, small, 'right')
  pen.text(above, x + shift, y - small.size * 0.16, small, 'middle')
  pen.text(bottom, x + shift, y + small.size * 0.84, small, 'middle')
  pen.line(x + shift - half, y, x + shift + half, y, 0.5, style.color)
}
