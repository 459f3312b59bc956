// The step's matrices as a teacher lays them out: grid under grid, each cut around the focus where it is too wide.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { type Band, bandsOf } from '@dit-by-hand/walkthrough/bands'
import { type DrawnGrid, drawnGrid, type Item, prepare, type SheetOptions, sharedWidth } from './grid.ts'
import type { Box } from './matrix.ts'
import { blank, cut, padded, type Row, rowText, rowWidth, type Span, span, unbroken } from './text.ts'

/** The matrices of a step, drawn. */
export type Sheet = ReturnType<typeof sheetOf>

/** The sheet of a scene. A grid that is too wide for it even at its tightest is cut around the cell in focus. */
export function sheetOf(scene: Band, options: SheetOptions) {
  const grids = bandsOf(scene).map(({ blocks, signs }) => ({
    blocks: blocks.map(block => prepare(block, options)),
    signs,
  }))
  const shared = sharedWidth(grids.flatMap(({ blocks }) => blocks))
  let below = 0
  const parts = grids.map(grid => {
    const drawn = drawnGrid(grid, shared, options)
    const top = below
    below += drawn.height + 1
    return { drawn, top }
  })
  const lowered = (box: Box, top: number): Box => ({ ...box, y: box.y + top })
  const [lit] = parts.flatMap(({ drawn: { found }, top }) => (found ? [{ found, top }] : []))
  return {
    rows: parts.flatMap(({ drawn }, i): readonly Row[] => [
      ...(i === 0 ? [] : [blank]),
      ...across(drawn, options.width),
    ]),
    width: Math.max(0, ...parts.map(({ drawn }) => Math.min(drawn.width, options.width))),
    /** Whether some of it is out of sight at a side. */
    isCut: parts.some(({ drawn }) => drawn.width > options.width),
    /** The cell in focus, and the matrix it stands in with its caption; null where it is not on the sheet. */
    focus: lit ? lowered(lit.found.focus, lit.top) : null,
    block: lit ? lowered(lit.found.block, lit.top) : null,
    /** Where a cell stands; null where it is not on the sheet. */
    boxOf: (cell: CellRef): Box | null => {
      const [first] = parts.flatMap(({ drawn, top }) => {
        const box = drawn.boxOf(cell)
        return box ? [{ ...lowered(box, top), x: box.x - leftOf(drawn, options.width) }] : []
      })
      return first ?? null
    },
  }
}

/** Where to begin so that a stretch lies in view, in the middle if need be. */
export function offset(from: number, length: number, whole: number, view: number): number {
  if (whole <= view) return 0
  return Math.max(0, Math.min(whole - view, Math.floor(from + length / 2 - view / 2)))
}

/** The sheet cut to a height around the cell in focus; where it goes on, a line says what is there. */
export function clipped({ rows, block, focus }: Sheet, height: number, above: string, below: string): readonly Row[] {
  if (rows.length <= height) return rows
  const box = block && block.height <= height - 2 ? block : focus
  const from = box ? offset(box.y, box.height, rows.length, height) : 0
  const out = [...rows.slice(from, from + height)]
  if (from > 0) out[0] = [span(`↑ ${above}`, 'quiet')]
  if (from + height < rows.length) out[height - 1] = [span(`↓ ${below}`, 'quiet')]
  return out
}

/** The first column on show of a grid that is too wide. */
function leftOf({ width, found }: DrawnGrid, room: number): number {
  if (width <= room) return 0
  const box = found && found.block.width <= room - 2 ? found.block : found?.focus
  return box ? offset(box.x, box.width, width, room) : 0
}

/** A grid cut to a width around the cell in focus; a side where it goes on is marked. Nothing is shown in part. */
function across(drawn: DrawnGrid, room: number): readonly Row[] {
  const { width, height, items } = drawn
  if (width <= room) return composed(items(), height)
  const from = leftOf(drawn, room)
  const to = from + room
  return composed(items(from > 0 ? from + 1 : 0, to < width ? to - 1 : to), height).map(line => {
    const left = rowText(cut(line, 0, from + 1)).trim() !== '' && from > 0 ? 1 : 0
    const right = rowText(cut(line, from + room - 1, width)).trim() !== '' && rowWidth(line) > to ? 1 : 0
    const inner = unbroken(line, from + left, room - left - right)
    return [
      ...(left > 0 ? [span('‹', 'quiet')] : []),
      ...padded(inner, right > 0 ? room - left - right : 0),
      ...(right > 0 ? [span('›', 'quiet')] : []),
    ]
  })
}

/** Things at their places, as rows. They do not overlap. */
export function composed(items: readonly Item[], height: number): readonly Row[] {
  const lines: { readonly x: number; readonly row: Row }[][] = Array.from({ length: height }, () => [])
  for (const { x, y, rows } of items) rows.forEach((row, i) => lines[y + i]?.push({ x, row }))
  return lines.map(pieces => {
    const line: Span[] = []
    let used = 0
    for (const { x, row } of pieces.toSorted((a, b) => a.x - b.x)) {
      if (x > used) line.push(span(' '.repeat(x - used)))
      line.push(...row)
      used = Math.max(x, used) + rowWidth(row)
    }
    return line
  })
}
