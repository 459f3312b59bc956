// What stands on a grid of squares: its columns, which have their width before anything is drawn, its matrices, its signs.
import type { Block } from '@dit-by-hand/walkthrough/scene'
import type { ReactNode } from 'react'
import type { Grid } from '../lib/grids.ts'
import { type CellSize, cellSize } from '../lib/squares.ts'
import { Strut } from './strut.tsx'

interface GridPartsProps {
  readonly grid: Grid
  /** The matrix that is pointed at. */
  readonly near?: string | null
  /** A matrix, to stand at its place; how large its cells are. */
  readonly children: (block: Block, size: CellSize) => ReactNode
}

export function GridParts({ grid: { widths, blocks, signs }, near = null, children }: GridPartsProps): ReactNode {
  // A matrix may stand there more than once.
  const again = (block: Block, i: number): number => blocks.slice(0, i).filter(({ name }) => name === block.name).length
  return (
    <>
      {widths.map((width, column) => (
        <Strut key={column} className={`c${column} r0`} squares={width} />
      ))}
      {blocks.map((block, i) => {
        const { name, at } = block
        const span = at.rowSpan > 1 ? ` rs${at.rowSpan}` : ''
        return (
          <div
            key={`${name} ${again(block, i)}`}
            className={`c${at.column} r${at.row}${span}${name === near ? ' near' : ''}`}
          >
            {children(block, cellSize(block, blocks))}
          </div>
        )
      })}
      {signs.map(({ text, at }) => (
        <span className={`sign c${at.column} r${at.row}`} key={`${at.column} ${at.row}`} aria-hidden="true">
          {text}
        </span>
      ))}
    </>
  )
}
