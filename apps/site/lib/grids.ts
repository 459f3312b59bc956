// The blocks of a scene as one or more grids: where a row stands empty, columns are measured anew.
import type { Block, Scene, Sign } from '@dit-by-hand/walkthrough/scene'
import { blockSquares } from './squares.ts'

/** Blocks and signs that share one grid; rows count from 0 within it. */
export interface Grid {
  /** The width of each column in squares, known before any matrix has been drawn. */
  readonly widths: readonly number[]
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
}

/** The grids of a scene, from top to bottom. */
export function gridsOf({ blocks, signs }: Pick<Scene, 'blocks' | 'signs'>): readonly Grid[] {
  const used = new Set([
    ...signs.map(({ at }) => at.row),
    ...blocks.flatMap(({ at }) => Array.from({ length: at.rowSpan }, (_, i) => at.row + i)),
  ])
  const starts = [...used].filter(row => !used.has(row - 1)).toSorted((a, b) => a - b)
  const startOf = (row: number): number => starts.findLast(start => start <= row) ?? 0
  const moved = <T extends { readonly at: { readonly row: number } }>(items: readonly T[], start: number): T[] =>
    items
      .filter(({ at }) => startOf(at.row) === start)
      .map(item => ({ ...item, at: { ...item.at, row: item.at.row - start } }))
  return starts.map(start => {
    const grid = { blocks: moved(blocks, start), signs: moved(signs, start) }
    return { ...grid, widths: widthsOf(grid) }
  })
}

function widthsOf({ blocks, signs }: Omit<Grid, 'widths'>): readonly number[] {
  const widths: number[] = []
  for (const { at } of signs) widths[at.column] = Math.max(widths[at.column] ?? 0, 1)
  for (const block of blocks) widths[block.at.column] = Math.max(widths[block.at.column] ?? 0, blockSquares(block))
  return Array.from(widths, width => width ?? 0)
}
