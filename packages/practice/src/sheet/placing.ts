// A layout of matrices put on squared paper: which square each matrix and each sign begins at.
import type { Name } from '@dit-by-hand/core/names'
import { at } from '@dit-by-hand/graph/at'
import { isOperator, matrixIn } from '@dit-by-hand/walkthrough/stages'
import type { Layout, Square } from '@dit-by-hand/walkthrough/telling'
import { gridsOf } from './pages.ts'
import type { DrawnSign } from './paper.ts'

/** How much paper something takes, in squares. */
export interface Size {
  readonly rows: number
  readonly columns: number
}

/** A matrix where it stands: its upper left square, counted from 0, below its caption. */
export interface Placed extends Size {
  readonly name: Name
  /** Its rows stand as columns. */
  readonly turned: boolean
  readonly row: number
  readonly column: number
}

export interface Placing extends Size {
  readonly matrices: readonly Placed[]
  /** On the row of the middle of what they stand between. */
  readonly signs: readonly DrawnSign[]
}

type SizeOf = (name: Name, turned: boolean) => Size

/** Squares above a matrix for its caption, between matrices from top to bottom, and that a sign takes across. */
const [caption, gapDown, sign] = [1, 1, 1]

/**
 * Puts a layout on squares: columns are as wide as their widest matrix, and measured anew after an empty row.
 * @param sizeUpright the size of a matrix in squares, its caption not counted
 * @param gapAcross squares between matrices from left to right
 */
export function place(layout: Layout, sizeUpright: SizeOf, gapAcross: number): Placing {
  const parts: Placing[] = []
  for (const part of gridsOf(layout)) parts.push(placePart(part, sizeUpright, gapAcross, parts.at(-1)?.rows ?? 0))
  return {
    matrices: parts.flatMap(({ matrices }) => matrices),
    signs: parts.flatMap(({ signs }) => signs),
    rows: Math.max(0, (parts.at(-1)?.rows ?? 0) - gapDown),
    columns: Math.max(0, ...parts.map(({ columns }) => columns)),
  }
}

function placePart(part: Layout, sizeUpright: SizeOf, gapAcross: number, top: number): Placing {
  const sizeOf = (square: Square): Size | undefined => {
    const matrix = matrixIn(square)
    return matrix ? sizeUpright(matrix.name, matrix.turned) : undefined
  }
  const spanOf = (row: number, column: number): number => {
    let span = 1
    while (part[row + span]?.[column] === '^') span++
    return span
  }
  const squares = part.flatMap((line, row) =>
    line.map((square, column) => ({ square, row, column, size: sizeOf(square), span: spanOf(row, column) })),
  )
  const widths = Array.from({ length: Math.max(...part.map(line => line.length)) }, (_, column) => {
    const below = squares.filter(one => one.column === column)
    return Math.max(0, ...below.map(({ square, size }) => size?.columns ?? (isOperator(square) ? sign : 0)))
  })
  const heights = part.map(() => 0)
  // What reaches over several rows comes last, and makes the last of them as high as it needs.
  for (const { row, size, span } of squares.toSorted((a, b) => Number(a.span > 1) - Number(b.span > 1))) {
    if (!size) continue
    const last = row + span - 1
    const above = heights.slice(row, last).reduce((sum, height) => sum + height + gapDown, 0)
    heights[last] = Math.max(at(heights, last), caption + size.rows - above)
  }
  const lefts = starts(widths, gapAcross)
  const tops = starts(heights, gapDown).map(start => start + top)
  const matrices: Placed[] = []
  const signs: DrawnSign[] = []
  for (const { square, row, column, size } of squares) {
    const [y, x] = [at(tops, row), at(lefts, column)]
    const matrix = matrixIn(square)
    if (matrix && size) matrices.push({ ...matrix, row: y + caption, column: x, ...size })
    else if (isOperator(square)) {
      const high = squares.find(beside => beside.row === row && beside.size)?.size?.rows ?? 1
      signs.push({ text: square, row: y + caption + (high - 1) / 2, column: x })
    }
  }
  const rows = at(tops, part.length - 1) + at(heights, part.length - 1) + gapDown
  const columns = Math.max(...lefts.map((left, column) => left + at(widths, column)))
  return { matrices, signs, rows, columns }
}

/** Where each begins, one after the other. An empty one takes no room. */
function starts(sizes: readonly number[], gap: number): readonly number[] {
  let next = 0
  return sizes.map(size => {
    const start = next
    if (size > 0) next += size + gap
    return start
  })
}
