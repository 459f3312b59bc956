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

export interface Spacing {
  /** The size of a matrix in squares, its caption not counted. */
  readonly sizeOf: (name: Name, turned: boolean) => Size
  /** Squares above a matrix for its caption. */
  readonly caption: number
  /** Squares between matrices, across and down. */
  readonly gap: Size
  /** Squares that a sign takes, across. */
  readonly sign: number
}

/** Puts a layout on squares: columns are as wide as their widest matrix, and measured anew after an empty row. */
export function place(layout: Layout, spacing: Spacing): Placing {
  const parts: Placing[] = []
  for (const part of gridsOf(layout)) parts.push(placePart(part, spacing, parts.at(-1)?.rows ?? 0))
  return {
    matrices: parts.flatMap(({ matrices }) => matrices),
    signs: parts.flatMap(({ signs }) => signs),
    rows: Math.max(0, (parts.at(-1)?.rows ?? 0) - spacing.gap.rows),
    columns: Math.max(0, ...parts.map(({ columns }) => columns)),
  }
}

function placePart(part: Layout, { sizeOf: sizeUpright, caption, gap, sign }: Spacing, top: number): Placing {
  const sizeOf = (square: Square): Size | undefined => {
    const matrix = matrixIn(square)
    return matrix ? sizeUpright(matrix.name, matrix.turned) : undefined
  }
  const across = Math.max(...part.map(squares => squares.length))
  const spanOf = (row: number, column: number): number => {
    let span = 1
    while (part[row + span]?.[column] === '^') span++
    return span
  }
  const widths = Array.from({ length: across }, (_, column) =>
    Math.max(
      0,
      ...part.map(squares => {
        const square = squares[column] ?? ''
        return sizeOf(square)?.columns ?? (isOperator(square) ? sign : 0)
      }),
    ),
  )
  // What reaches over several rows makes the last of them as high as it needs.
  const heights = part.map(() => 0)
  part.forEach((squares, row) => {
    squares.forEach((square, column) => {
      const size = sizeOf(square)
      if (size && spanOf(row, column) === 1) heights[row] = Math.max(at(heights, row), caption + size.rows)
    })
  })
  part.forEach((squares, row) => {
    squares.forEach((square, column) => {
      const [size, span] = [sizeOf(square), spanOf(row, column)]
      if (!size || span === 1) return
      const last = row + span - 1
      const above = heights.slice(row, last).reduce((sum, height) => sum + height + gap.rows, 0)
      heights[last] = Math.max(at(heights, last), caption + size.rows - above)
    })
  })
  const lefts = starts(widths, gap.columns)
  const tops = starts(heights, gap.rows).map(start => start + top)
  const matrices: Placed[] = []
  const signs: DrawnSign[] = []
  part.forEach((squares, row) => {
    squares.forEach((square, column) => {
      const [y, x] = [at(tops, row), at(lefts, column)]
      const [matrix, size] = [matrixIn(square), sizeOf(square)]
      if (matrix && size) matrices.push({ ...matrix, row: y + caption, column: x, ...size })
      else if (isOperator(square)) {
        const high = squares.map(sizeOf).find(beside => beside !== undefined)?.rows ?? 1
        signs.push({ text: square, row: y + caption + (high - 1) / 2, column: x })
      }
    })
  })
  const rows = at(tops, part.length - 1) + at(heights, part.length - 1) + gap.rows
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
