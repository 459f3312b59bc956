// How much of the paper numbers and matrices take, in squares.
import type { Block } from '@dit-by-hand/walkthrough/scene'

const decimalsOf = (text: string): number => (text.includes('/') ? 0 : (text.split('.')[1]?.length ?? 0))

/** What each number lacks behind its point, so that the points of the longest stand under each other. */
export function padOf(text: string, most: number): string {
  if (most === 0 || text.includes('/') || text.includes('e')) return ''
  const own = decimalsOf(text)
  return `${own === 0 ? '.' : ''}${'0'.repeat(Math.max(0, most - own))}`
}

export const mostDecimals = (texts: readonly string[]): number => Math.max(0, ...texts.map(decimalsOf))

/** How many squares of the paper a number needs. */
function squaresFor(text: string): number {
  const longest = Math.max(...text.split('/').map(part => part.length)) * (text.includes('/') ? 0.95 : 1)
  return Math.max(1, Math.ceil((longest + 0.4) / 4.6))
}

/** The width of a cell in squares of the paper: as wide as its longest number, or the gradient under it. */
const cellSquares = (block: Block): number =>
  Math.min(
    6,
    Math.max(
      1,
      ...block.rows.flat().map(({ text, gradient }) => Math.max(squaresFor(text), gradientSquares(gradient))),
    ),
  )

const gradientSquares = (gradient: string | null): number => Math.min(3, Math.ceil(((gradient?.length ?? 0) + 1) / 6.4))

/** Fractions need room for what stands above and under them. */
const hasFraction = (block: Block): boolean => block.rows.some(row => row.some(({ text }) => text.includes('/')))

export interface CellSize {
  /** In squares of the paper. */
  readonly wide: number
  /** Whether it is two squares high. */
  readonly tall: boolean
}

/** The size of the cells of a matrix: so that rows and columns meet, what is in line with it on its grid has the same. */
export function cellSize(block: Block, all: readonly Block[] = [block]): CellSize {
  const alike = all.filter(({ frames }) => (frames === null) === (block.frames === null))
  const besides = alike.filter(({ at, shape }) => at.row === block.at.row && shape[0] === block.shape[0])
  const above = alike.filter(({ at, shape }) => at.column === block.at.column && shape[1] === block.shape[1])
  return { wide: Math.max(...above.map(cellSquares)), tall: besides.some(hasFraction) }
}

/** The width that the caption takes in squares: as wide as the matrix, and as the title on two lines. */
export function captionSquares(block: Block, wide: number = cellSquares(block)): number {
  const longest = Math.max(...block.title.split(/[ -]/).map(word => word.length), 0.56 * block.title.length)
  return Math.max(2, Math.min(12, Math.max(Math.ceil(longest / 5.2), wide * block.shape[1])))
}

/** How many frames of a film stand side by side. */
export const across = (count: number): number => Math.min(4, Math.ceil(Math.sqrt(count)))

/** The width that a block takes, with the square that is kept free behind it. */
export function blockSquares(block: Block): number {
  if (!block.frames) return Math.min(40, captionSquares(block) + 1)
  const { count, rows } = block.frames
  const screen = count > 1 ? Math.ceil((2 * block.shape[1]) / rows) : 0
  return Math.min(40, across(count) * (cellSquares(block) * block.shape[1] + 1) + screen + 1)
}

/** The same on the sheet of all steps, where captions take no width and frames stand half a square apart. */
export function posterSquares(block: Block): number {
  const own = cellSquares(block) * block.shape[1]
  return block.frames ? Math.ceil(across(block.frames.count) * (own + 0.5)) + own + 1 : own + 1
}
