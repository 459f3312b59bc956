// Splits a scene into bands, at the empty rows of its layout, each with its own column widths; and cuts a matrix that is too
// wide for a screen or a page into pieces of some columns each.
import type { Block, Sign } from './scene.ts'

/** Blocks and signs that share one grid; rows count from 0 within it. */
export interface Band {
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
}

/** The bands of a scene, from top to bottom. Every sign is beside a block, so that blocks alone determine the bands. */
export function bandsOf({ blocks, signs }: Band): readonly Band[] {
  const rowsOf = ({ at }: Block): readonly number[] => Array.from({ length: at.rowSpan }, (_, i) => at.row + i)
  const used = new Set(blocks.flatMap(rowsOf))
  const starts = [...used].filter(row => !used.has(row - 1)).toSorted((a, b) => a - b)
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? Number.POSITIVE_INFINITY
    const within = <T extends Block | Sign>(items: readonly T[]): readonly T[] =>
      items
        .filter(({ at }) => at.row >= start && at.row < end)
        .map(item => ({ ...item, at: { ...item.at, row: item.at.row - start } }))
    return { blocks: within(blocks), signs: within(signs) }
  })
}

/**
 * Cuts a matrix into pieces, from left to right, each with as many columns as fit; a single column is never cut.
 * @param fits whether a piece can be drawn as wide as it is; a piece of fewer columns must then fit too
 */
export function cut(block: Block, fits: (piece: Block) => boolean): readonly Block[] {
  if (fits(block)) return [block]
  const pieces: Block[] = []
  for (let from = 0, to = 1; from < block.shape[1]; from = to++) {
    while (to < block.shape[1] && fits(piece(block, from, to + 1))) to++
    pieces.push(piece(block, from, to))
  }
  return pieces
}

/** Some columns of a matrix; its title says which. A video is a plain matrix in it, without frames side by side. */
function piece(block: Block, from: number, to: number): Block {
  const which = to === from + 1 ? `column ${to}` : `columns ${from + 1}–${to}`
  return {
    ...block,
    title: to - from >= block.shape[1] ? block.title : `${block.title}, ${which}`,
    frames: null,
    shape: [block.shape[0], to - from],
    rows: block.rows.map(cells => cells.slice(from, to)),
    columnHeads: block.columnHeads.slice(from, to),
  }
}
