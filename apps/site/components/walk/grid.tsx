'use client'
// One grid of a sheet. A grid in sight shows every change at once; one out of sight follows a moment later.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { same } from '@dit-by-hand/graph/same'
import { memo, type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Grid } from '../../lib/grids.ts'
import { GridParts } from '../grid-parts.tsx'
import { later } from '../later.tsx'
import { Matrix, type MatrixLook } from '../matrix.tsx'

// Only some pages have a video on them.
const Film = later(async () => (await import('../film.tsx')).Film)

export interface GridProps {
  readonly grid: Grid
  /** The brightest pixel on show. */
  readonly brightest: number
  /** The cell that the Tab key reaches, where it is one of this grid. */
  readonly tab: CellRef | null
  /** What is being edited, where it is a cell of this grid. */
  readonly editor: MatrixLook['editor']
  /** The matrix that the reader points at in the prose, where it is one of this grid. */
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

const sameProps = (a: GridProps, b: GridProps): boolean =>
  a.grid === b.grid && a.brightest === b.brightest && same(a.tab, b.tab) && a.editor === b.editor && a.near === b.near

export const GridView = memo(function GridView(props: GridProps): ReactNode {
  const [ref, inSight] = useInSight()
  const later = useDeferredValue(props)
  // What is typed is typed at once, also where a busy browser has not yet said what is in sight.
  const shown = inSight || props.editor ? props : later
  const inner = useMemo(() => <Inside {...shown} />, [shown])
  return (
    <div className="grid" ref={ref}>
      {inner}
    </div>
  )
}, sameProps)

/** The matrices and signs of a grid; `alive`: their cells are buttons. */
export function Inside({
  grid,
  brightest,
  tab,
  editor,
  near,
  alive = true,
}: GridProps & { readonly alive?: boolean }): ReactNode {
  const look = useMemo(
    (): MatrixLook => ({ alive, brightest, tab, editor: editor ?? null }),
    [alive, brightest, tab, editor],
  )
  return (
    <GridParts grid={grid} near={near}>
      {(block, size) => (
        <Matrix
          block={block}
          {...size}
          look={look}
          beside={block.frames && <Film block={block} brightest={brightest} />}
        />
      )}
    </GridParts>
  )
}
