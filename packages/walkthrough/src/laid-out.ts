// Turns a layout into the blocks and signs of one grid: which matrix is where, and whether it is transposed.
import type { Worked } from '@dit-by-hand/core/lesson'
import type { Name } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import type { Exact } from '@dit-by-hand/graph/exact'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Band } from './bands.ts'
import { columnHead, matrices, rowHead } from './matrices.ts'
import type { Block, CellView, Sign } from './scene.ts'
import { isOperator, matrixIn } from './stages.ts'
import type { Facts, Layout } from './telling.ts'

/** The blocks and signs of a layout. `blockOf` makes the block of a matrix as it is, for a place on the grid. */
export function laidOut(layout: Layout, blockOf: (name: Name, place: Block['at']) => Block): Band {
  const blocks: Block[] = []
  const signs: Sign[] = []
  layout.forEach((squares, row) => {
    squares.forEach((square, column) => {
      if (isOperator(square)) {
        signs.push({ text: square, at: { row, column } })
        return
      }
      const matrix = matrixIn(square)
      if (!matrix) return
      let rowSpan = 1
      while (layout[row + rowSpan]?.[column] === '^') rowSpan++
      const block = blockOf(matrix.name, { row, column, rowSpan })
      blocks.push(matrix.turned ? turnedOver(block) : block)
    })
  })
  return { blocks, signs }
}

/** A block transposed. Its cells keep the matrix's own coordinates. */
const turnedOver = (block: Block): Block => ({
  ...block,
  title: `${block.title}, transposed`,
  symbol: `${block.symbol}ᵀ`,
  turned: true,
  shape: [block.shape[1], block.shape[0]],
  isMade: false,
  rows: at(block.rows, 0, block.name).map((_, column) => block.rows.map(cells => at(cells, column, block.name))),
  rowHeads: block.columnHeads,
  columnHeads: block.rowHeads,
})

/** A matrix of a worked lesson as a block, its cells shown by `cellView`. */
export function blockWith(
  name: Name,
  place: Block['at'],
  { worked, facts }: { readonly worked: Worked; readonly facts: Facts },
  cellView: (cell: CellRef, value: Exact) => CellView,
): Block {
  const about = matrices[name]
  const grid = named(worked.values, name, 'the lesson')
  const isVideo = name === 'video' || name === 'generatedVideo'
  return {
    name,
    title: about.title,
    symbol: about.symbol,
    role: about.role,
    isGradient: about.isGradient,
    turned: false,
    frames: isVideo ? { count: facts.size.video.frames, rows: facts.size.video.rows } : null,
    shape: named(worked.net, name).shape,
    isMade: named(worked.net, name).op !== 'input',
    rows: grid.map((cells, row) => cells.map((value, column) => cellView({ name, row, column }, value))),
    rowHeads: grid.map((_, row) => rowHead(name, row, facts)),
    columnHeads: at(grid, 0, name).map((_, column) => columnHead(name, column, facts)),
    at: place,
  }
}
