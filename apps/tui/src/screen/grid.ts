// One grid of matrices: the widest of its fits that the screen has room for, measured first and then drawn.
import { at, held } from '@dit-by-hand/graph/at'
import { type CellRef, cellKey } from '@dit-by-hand/graph/expression'
import type { Block, CellView, Sign } from '@dit-by-hand/walkthrough/scene'
import { framesOf, framesWidth } from './frames.ts'
import { linesOf } from './grid-lines.ts'
import {
  type Box,
  captions,
  cellBox,
  cellWidth,
  type Drawing,
  hasUnder,
  matrixRows,
  matrixWidth,
  type NumberWidth,
  numberWidth,
  type Typed,
  widest,
} from './matrix.ts'
import { blank, type Row, rowWidth, span } from './text.ts'

export interface SheetOptions {
  readonly width: number
  /** What is being typed into the cell in focus. */
  readonly typed: Typed
  /** Room to spare: air between the rows of the grid, old values under new ones. */
  readonly roomy: boolean
  /** Columns between two matrices, at least. Default: 1 */
  readonly gap?: number
}

/** A matrix and what every fit needs to know of it. */
export interface Prepared {
  readonly block: Block
  readonly number: NumberWidth
  /** Lines that each of its rows takes. */
  readonly heights: readonly number[]
  readonly captions: readonly Row[]
}

export const prepare = (block: Block, { typed, roomy }: SheetOptions): Prepared => ({
  block,
  number: numberWidth(block.rows.flat(), typed, roomy),
  heights: block.rows.map(cells => (hasUnder(cells, roomy) ? 2 : 1)),
  captions: captions(block),
})

const isSmall = ({ whole, part }: NumberWidth): boolean => part === 0 && whole <= 3

/** The size that small whole numbers share on a sheet; longer ones have their own. */
export const sharedWidth = (blocks: readonly Prepared[]): NumberWidth =>
  blocks
    .map(({ number }) => number)
    .filter(isSmall)
    .reduce(widest, { whole: 1, part: 0, flag: 0 })

export interface Grid {
  readonly blocks: readonly Prepared[]
  readonly signs: readonly Sign[]
}

/** A thing drawn at a place of the sheet. */
export interface Item {
  readonly x: number
  readonly y: number
  readonly rows: readonly Row[]
}

/** A grid drawn: its things at their places, and where a cell stands. */
export type DrawnGrid = ReturnType<typeof draw>

/** How tightly a grid is drawn. */
interface Fit {
  readonly oneSize: boolean
  /** Which of a matrix's captions, from long to short. */
  readonly caption: number
  readonly gap: number
  /** In how many rows a video's frames stand. */
  readonly frameRows: number
}

const tightest: Fit = { oneSize: false, caption: 2, gap: 1, frameRows: 3 }
const fits: readonly Fit[] = [
  { oneSize: true, caption: 0, gap: 3, frameRows: 1 },
  { oneSize: true, caption: 0, gap: 1, frameRows: 1 },
  { oneSize: true, caption: 1, gap: 2, frameRows: 1 },
  { oneSize: true, caption: 1, gap: 1, frameRows: 1 },
  { oneSize: false, caption: 1, gap: 1, frameRows: 1 },
  { oneSize: false, caption: 1, gap: 1, frameRows: 2 },
  tightest,
]

type Measured = ReturnType<typeof measure>

/** A grid in the first fit that the width has room for; in the tightest where there is none. */
export function drawnGrid(grid: Grid, shared: NumberWidth, options: SheetOptions): DrawnGrid {
  const { width, gap = 1 } = options
  const measuredIn = (fit: Fit): Measured => measure(grid, { ...fit, gap: Math.max(gap, fit.gap) }, shared, options)
  const first = fits.find(fit => total(measuredIn(fit)) <= width)
  return draw(grid, measuredIn(first ?? tightest), options)
}

const widen = (widths: Map<number, number>, column: number, width: number): void =>
  void widths.set(column, Math.max(widths.get(column) ?? 0, width))

const total = ({ widths, fit }: Measured): number =>
  [...widths.values()].reduce((sum, width) => sum + width, 0) + fit.gap * Math.max(0, widths.size - 1)

/** A grid measured in one fit: how each matrix is drawn, and the width of each column. */
function measure({ blocks, signs }: Grid, fit: Fit, shared: NumberWidth, options: SheetOptions) {
  const drawings = drawingsOf(blocks, fit, shared, options)
  const drawingOf = ({ block }: Prepared): Drawing => held(drawings, keyOf(block), 'drawing')
  const bodyWidth = (prepared: Prepared): number =>
    prepared.block.frames
      ? framesWidth(prepared.block, drawingOf(prepared), options.width, fit.frameRows)
      : matrixWidth(prepared.block.shape[1], drawingOf(prepared).number)
  const widths = new Map<number, number>()
  for (const prepared of blocks)
    widen(
      widths,
      prepared.block.at.column,
      Math.max(bodyWidth(prepared), rowWidth(at(prepared.captions, fit.caption, 'the captions'))),
    )
  for (const sign of signs) widen(widths, sign.at.column, 1)
  return { fit, drawingOf, bodyWidth, widths }
}

/** Blocks that are drawn alike: as many columns, one above the other, so that their columns meet. */
const keyOf = ({ at: { column }, frames, shape }: Block): string => `${column} ${frames ? 'frames' : shape[1]}`

/** How the numbers of each block are drawn: small ones all alike where that fits. */
function drawingsOf(
  blocks: readonly Prepared[],
  fit: Fit,
  shared: NumberWidth,
  { typed, roomy }: SheetOptions,
): ReadonlyMap<string, Drawing> {
  const drawings = new Map<string, Drawing>()
  for (const { block, number: own } of blocks) {
    const number = widest(own, drawings.get(keyOf(block))?.number ?? own)
    const alike = fit.oneSize && isSmall(number) ? { ...shared, flag: number.flag } : number
    drawings.set(keyOf(block), { number: alike, typed, old: roomy })
  }
  return drawings
}

/** Room that is left goes to longer captions. */
function makeRoom({ blocks }: Grid, measured: Measured, width: number): void {
  const { fit, widths } = measured
  for (const { block, captions } of blocks) {
    const { column } = block.at
    const room = held(widths, column, 'column') + Math.max(0, width - total(measured))
    const longest = captions.findIndex((longer, i) => i >= fit.caption || rowWidth(longer) <= room)
    widen(widths, column, rowWidth(at(captions, longest, 'the captions')))
  }
}

function draw(grid: Grid, measured: Measured, options: SheetOptions) {
  const { blocks, signs } = grid
  const { fit, drawingOf, bodyWidth, widths } = measured
  makeRoom(grid, measured, options.width)
  const xs = new Map<number, number>()
  let right = 0
  for (const column of [...widths.keys()].toSorted((a, b) => a - b)) {
    xs.set(column, right)
    right += held(widths, column, 'column') + fit.gap
  }
  const frames = new Map(
    blocks.flatMap(prepared =>
      prepared.block.frames
        ? [[prepared, framesOf(prepared.block, drawingOf(prepared), options.width, fit.frameRows)] as const]
        : [],
    ),
  )
  const lines = linesOf(blocks, prepared => frames.get(prepared)?.rows.length ?? null, options.roomy)
  const drawn = blocks.map(prepared => {
    const { block } = prepared
    const [x, y] = [held(xs, block.at.column, 'column'), lines.top(block.at.row)]
    const [drawing, heights, picture] = [drawingOf(prepared), lines.heights(prepared), frames.get(prepared)]
    const rows = picture?.rows ?? matrixRows(block, drawing, heights)
    const boxAt = (row: number, column: number): Box => {
      const box = picture ? picture.box(row, column) : cellBox(drawing, heights, row, column)
      return { ...box, x: box.x + x, y: box.y + y + 1 }
    }
    const width = bodyWidth(prepared)
    /** As long as stands over what is seen of the matrix, between two columns of the grid: a cell of it at least. */
    const caption = (from: number, to: number): Item => {
      const first = Math.max(x, from)
      const isSeen = Math.min(x + width, to) - first > cellWidth(drawing.number)
      const room = isSeen ? Math.min(x + held(widths, block.at.column, 'column'), to) - first : 0
      return { x: first, y, rows: [prepared.captions.find(row => rowWidth(row) <= room) ?? blank] }
    }
    return { block, caption, rows, x, y, width, height: 1 + rows.length, boxAt }
  })
  const signed = signs.map(({ text, at: { row, column } }) => ({
    x: held(xs, column, 'column'),
    y: lines.middle(row),
    rows: [[span(text)]],
  }))
  /** The first cell that is meant, and its matrix. */
  const foundBy = (isMeant: (view: CellView) => boolean): { readonly focus: Box; readonly block: Box } | null => {
    for (const one of drawn)
      for (const [row, cells] of one.block.rows.entries()) {
        const column = cells.findIndex(isMeant)
        if (column >= 0) return { focus: one.boxAt(row, column), block: one }
      }
    return null
  }
  return {
    /** Its things at their places, the captions between two of its columns. */
    items: (from = 0, to = Number.POSITIVE_INFINITY): readonly Item[] => [
      ...drawn.flatMap(one => [one.caption(from, to), { ...one, y: one.y + 1 }]),
      ...signed,
    ],
    width: total(measured),
    height: lines.height,
    /** The cell in focus and its matrix with caption; null where the focus is elsewhere. */
    found: foundBy(({ lit }) => lit === 'focus'),
    /** Where a cell stands; null where it is not of this grid. */
    boxOf: (cell: CellRef): Box | null => foundBy(view => cellKey(view.cell) === cellKey(cell))?.focus ?? null,
  }
}
