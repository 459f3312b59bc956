// One matrix as rows of text: numbers aligned on their point, lit cells marked, what changed and what was misprinted.
import { at } from '@dit-by-hand/graph/at'
import type { Block, CellView } from '@dit-by-hand/walkthrough/scene'
import { blank, type Row, type Span, span, textWidth } from './text.ts'
import { brackets, lit, marks, roleMark } from './theme.ts'

/** What is being typed into the cell in focus; null where nothing is. */
export type Typed = string | null

/** How a matrix is drawn. */
export interface Drawing {
  /** How wide a number may be; see {@link numberWidth}. */
  readonly number: NumberWidth
  /** What is being typed into the cell in focus. */
  readonly typed: Typed
  /** Old values struck through under the new ones. */
  readonly old: boolean
}

/** Columns before the point, and from the point on; and whether a mark may follow. */
export interface NumberWidth {
  readonly whole: number
  readonly part: number
  readonly flag: number
}

/** A rectangle of the screen, in columns and lines. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const pointOf = (text: string): number => {
  const point = text.indexOf('.')
  return point < 0 ? text.length : point
}

/** How much of what is typed stands in its cell: its end, no longer than most numbers. */
const roomToType = 6

const endOf = (typed: string): string =>
  typed.length > roomToType ? `${marks.more}${typed.slice(1 - roomToType)}` : typed

const shown = (cell: CellView, typed: Typed): string =>
  cell.lit === 'focus' && typed !== null ? `${endOf(typed)}${marks.cursor}` : cell.text

const flagOf = (cell: CellView): string =>
  (cell.was !== null ? marks.changed : '') + (cell.misprint ? marks.misprint : '')

/** What stands under a number: its gradient, or what it was, or the other reading of a misprint. */
export function underOf(cell: CellView, old: boolean): Span | null {
  if (cell.gradient !== null) return span(`${marks.gradient}${cell.gradient}`, 'quiet')
  const printed = cell.misprint?.printed
  if (cell.misprint && typeof printed === 'string')
    return cell.text === printed
      ? span(`${marks.misprint}${cell.misprint.correct}`, 'quiet')
      : span(`${marks.misprint}${printed}`, 'gone')
  return old && cell.was !== null ? span(`${marks.changed}${cell.was}`, 'gone') : null
}

/** The width that a set of numbers needs so that they are aligned on the point. */
export function numberWidth(cells: readonly CellView[], typed: Typed, old: boolean): NumberWidth {
  let [whole, part, flag, under] = [1, 0, 0, 0]
  for (const cell of cells) {
    const text = shown(cell, typed)
    const point = pointOf(text)
    whole = Math.max(whole, point)
    part = Math.max(part, text.length - point)
    flag = Math.max(flag, flagOf(cell).length)
    under = Math.max(under, textWidth(underOf(cell, old)?.text ?? ''))
  }
  return { whole: Math.max(whole, under - part), part, flag }
}

/** The wider of two. */
export const widest = (a: NumberWidth, b: NumberWidth): NumberWidth => ({
  whole: Math.max(a.whole, b.whole),
  part: Math.max(a.part, b.part),
  flag: Math.max(a.flag, b.flag),
})

/** Columns of a cell with its marks. */
export const cellWidth = ({ whole, part, flag }: NumberWidth): number => whole + part + flag + 2

/** Columns of a whole matrix with its frame. */
export const matrixWidth = (columns: number, number: NumberWidth): number => columns * cellWidth(number) + 2

/** Whether anything stands under the numbers of a row. */
export const hasUnder = (cells: readonly CellView[], old: boolean): boolean =>
  cells.some(cell => underOf(cell, old) !== null)

/** A cell with the marks left and right of it. `fill` stands in their place where the cell is not lit. */
function cellSpans(cell: CellView, { number, typed }: Drawing, fill: Span = span(' ')): Row {
  const text = shown(cell, typed)
  const point = pointOf(text)
  const before = ' '.repeat(Math.max(0, number.whole - point))
  const flag = flagOf(cell)
  const after = ' '.repeat(Math.max(0, number.part - (text.length - point)) + Math.max(0, number.flag - flag.length))
  const flags: Row = flag === '' ? [] : [span(flag, cell.misprint ? 'misprint' : 'changed')]
  if (cell.lit === null) return [fill, span(before + text), ...flags, span(after), fill]
  const { left, right, mark, look } = lit[cell.lit]
  return [span(before), span(left, mark), span(text, look), ...flags, span(right, mark), span(after)]
}

/** What stands under the numbers of a row, each under its own. */
const underRow = (cells: readonly CellView[], drawing: Drawing): Row => cells.flatMap(cell => underSpans(cell, drawing))

function underSpans(cell: CellView, { number, old }: Drawing): Row {
  const under = underOf(cell, old)
  const width = cellWidth(number)
  if (!under) return [span(' '.repeat(width))]
  const after = 1 + number.flag + number.part
  const before = width - after - textWidth(under.text)
  return [
    span(' '.repeat(Math.max(1, before))),
    under,
    span(' '.repeat(Math.max(0, width - Math.max(1, before) - textWidth(under.text)))),
  ]
}

/**
 * The rows of a matrix without its caption.
 * @param heights how many lines each row of numbers takes: 2 where something stands under one of its numbers, or under
 *   one of a matrix beside it that shares its rows
 * @param fillOf what stands in the place of the marks of a cell that is not lit. Default: a blank
 */
export function matrixRows(
  block: Pick<Block, 'rows' | 'role'>,
  drawing: Drawing,
  heights: readonly number[],
  fillOf?: (cell: CellView) => Span,
): readonly Row[] {
  const { left, right } = brackets[block.role]
  const count = block.rows.length
  return block.rows.flatMap((cells, r): Row[] => {
    const last = r === count - 1
    const tall = at(heights, r, 'the heights') > 1
    const edge = count === 1 && !tall ? 3 : r === 0 ? 0 : last && !tall ? 2 : 1
    const under = last ? 2 : 1
    const lines: Row[] = [
      [
        span(left[edge], block.role),
        ...cells.flatMap(cell => cellSpans(cell, drawing, fillOf?.(cell))),
        span(right[edge], block.role),
      ],
    ]
    if (tall) lines.push([span(left[under], block.role), ...underRow(cells, drawing), span(right[under], block.role)])
    return lines
  })
}

/** Where a cell stands in the rows of {@link matrixRows}. */
export function cellBox({ number }: Drawing, heights: readonly number[], row: number, column: number): Box {
  const y = heights.slice(0, row).reduce((sum, height) => sum + height, 0)
  return { x: 1 + column * cellWidth(number), y, width: cellWidth(number), height: at(heights, row, 'the heights') }
}

/** The caption above a matrix, from long to short. */
export function captions(block: Block): readonly Row[] {
  const { symbol, title, role, shape } = block
  const sign = block.isGradient ? undefined : roleMark[role]
  const mark: Row = sign === undefined ? [] : [span(` ${sign}`, role)]
  const size = `${shape[0]}×${shape[1]}`
  return [
    [span(symbol, 'strong'), span(` ${title} `), span(size, 'quiet'), ...mark],
    [span(symbol, 'strong'), span(` ${size}`, 'quiet'), ...mark],
    [span(symbol, 'strong'), ...mark],
    blank,
  ]
}
