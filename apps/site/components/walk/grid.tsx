'use client'
// One grid of a sheet. A grid in sight shows every change at once; one out of sight follows a moment later.
import type { CellRef } from '@dit-by-hand/core/expression'
import { type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Grid } from '../../lib/grids.ts'
import { Film } from '../film.tsx'
import { Matrix, type MatrixLook } from '../matrix.tsx'

export interface GridProps {
  readonly grid: Grid
  readonly look: MatrixLook
  /** The matrix that the reader points at in the prose. */
  readonly near: string | null
}

/** Whether an element is in sight, or nearly so; true until that is known. */
function useInSight(): readonly [ref: RefObject<HTMLDivElement | null>, inSight: boolean] {
  const ref = useRef<HTMLDivElement>(null)
  const [inSight, setInSight] = useState(true)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new IntersectionObserver(entries => setInSight(entries.at(-1)?.isIntersecting ?? true))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, inSight]
}

export function GridView(props: GridProps): ReactNode {
  const [ref, inSight] = useInSight()
  const later = useDeferredValue(props)
  const { grid, look, near } = inSight ? props : later
  const { tab, editor, brightest } = look
  const [tabHere, editorHere] = [within(grid, tab), editor && within(grid, editor.cell) ? editor : null]
  const inner = useMemo(
    () => <Inside grid={grid} near={near} look={{ alive: true, brightest, tab: tabHere, editor: editorHere }} />,
    [grid, near, brightest, tabHere, editorHere],
  )
  return (
    <div className="grid" ref={ref}>
      {inner}
    </div>
  )
}

/** A cell, where it is one of the grid's. */
const within = ({ blocks }: Grid, cell: CellRef | null | undefined): CellRef | null =>
  cell && blocks.some(({ name }) => name === cell.name) ? cell : null

function Inside({ grid: { widths, blocks, signs }, look, near }: GridProps): ReactNode {
  return (
    <>
      {widths.map((width, column) => (
        <i key={column} className={`c${column} r0 s${width}`} aria-hidden="true" />
      ))}
      {blocks.map(block => (
        <div
          key={block.name}
          className={[
            `c${block.at.column} r${block.at.row}`,
            block.at.rowSpan > 1 && `rs${block.at.rowSpan}`,
            block.name === near && 'near',
          ]
            .filter(Boolean)
            .join(' ')}
        >
          <Matrix
            block={block}
            look={look}
            beside={block.frames && <Film block={block} brightest={look.brightest} />}
          />
        </div>
      ))}
      {signs.map(({ text, at }) => (
        <span className={`sign c${at.column} r${at.row}`} key={`${at.column} ${at.row}`} aria-hidden="true">
          {text}
        </span>
      ))}
    </>
  )
}
