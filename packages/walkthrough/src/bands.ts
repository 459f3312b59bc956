// The bands of a scene: an empty row of its layout ends one, and in the next columns are measured anew.
import type { Block, Sign } from './scene.ts'

/** Blocks and signs that share one grid; rows count from 0 within it. */
export interface Band {
  readonly blocks: readonly Block[]
  readonly signs: readonly Sign[]
}

/** The bands of a scene, from top to bottom. */
export function bandsOf({ blocks, signs }: Band): readonly Band[] {
  const rowsOf = ({ at }: Block): readonly number[] => Array.from({ length: at.rowSpan }, (_, i) => at.row + i)
  const used = new Set([...blocks.flatMap(rowsOf), ...signs.map(({ at }) => at.row)])
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
