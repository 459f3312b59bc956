// A layout of matrices put on squared paper: which square each matrix and each sign begins at.
import type { Name } from '@dit-by-hand/core/names'
import { at } from '@dit-by-hand/graph/at'
import { isName } from '@dit-by-hand/walkthrough/matrices'
import type { Layout, Operator, Square, Turned } from '@dit-by-hand/walkthrough/telling'

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

/** A sign between matrices, on the row of their middle. */
export interface PlacedSign {
  readonly text: Operator
  readonly row: number
  readonly column: number
}

export interface Placing extends Size {
  readonly matrices: readonly Placed[]
  readonly signs: readonly PlacedSign[]
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

const operators: readonly Square[] = ['+', '−', '·', '⊙', '=', '→']
const isOperator = (square: Square): square is Operator => operators.includes(square)
const isMatrix = (square: Square): square is Name | Turned => square !== '' && square !== '^' && !isOperator(square)

/** The matrix of a square, and whether it is turned over there. */
function shown(square: Name | Turned): { readonly name: Name; readonly turned: boolean } {
  if (isName(square)) return { name: square, turned: false }
  const name = square.slice(0, -1)
  if (!isName(name)) throw new RangeError(`there is no matrix ${square} to lay out`)
  return { name, turned: true }
}

/** Puts a layout on squares: columns are as wide as their widest matrix, and measured anew after an empty row. */
export function place(layout: Layout, spacing: Spacing): Placing {
  const matrices: Placed[] = []
  const signs: PlacedSign[] = []
  let [row, columns] = [0, 0]
  for (const part of partsOf(layout)) {
    const placed = placePart(part, spacing, row)
    matrices.push(...placed.matrices)
    signs.push(...placed.signs)
    row = placed.rows
    columns = Math.max(columns, placed.columns)
  }
  return { matrices, signs, rows: Math.max(0, row - spacing.gap.rows), columns }
}

/** What stands between empty rows. */
function partsOf(layout: Layout): readonly Layout[] {
  const parts: Square[][][] = [[]]
  for (const squares of layout) {
    if (squares.length === 0) parts.push([])
    else parts.at(-1)?.push([...squares])
  }
  return parts.filter(part => part.length > 0)
}

function placePart(part: Layout, { sizeOf: sizeUpright, caption, gap, sign }: Spacing, top: number): Placing {
  const sizeOf = (square: Name | Turned): Size => {
    const { name, turned } = shown(square)
    return sizeUpright(name, turned)
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
        return isMatrix(square) ? sizeOf(square).columns : isOperator(square) ? sign : 0
      }),
    ),
  )
  // What reaches over several rows makes the last of them as high as it needs.
  const heights = part.map(() => 0)
  part.forEach((squares, row) => {
    squares.forEach((square, column) => {
      if (isMatrix(square) && spanOf(row, column) === 1)
        heights[row] = Math.max(at(heights, row), caption + sizeOf(square).rows)
    })
  })
  part.forEach((squares, row) => {
    squares.forEach((square, column) => {
      const span = isMatrix(square) ? spanOf(row, column) : 1
      if (!isMatrix(square) || span === 1) return
      const last = row + span - 1
      const above = heights.slice(row, last).reduce((sum, height) => sum + height + gap.rows, 0)
      heights[last] = Math.max(at(heights, last), caption + sizeOf(square).rows - above)
    })
  })
  const lefts = starts(widths, gap.columns)
  const tops = starts(heights, gap.rows).map(start => start + top)
  const matrices: Placed[] = []
  const signs: PlacedSign[] = []
  part.forEach((squares, row) => {
    squares.forEach((square, column) => {
      const [y, x] = [at(tops, row), at(lefts, column)]
      if (isMatrix(square)) matrices.push({ ...shown(square), row: y + caption, column: x, ...sizeOf(square) })
      else if (isOperator(square)) {
        const beside = squares.find(isMatrix)
        const high = beside === undefined ? 1 : sizeOf(beside).rows
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
