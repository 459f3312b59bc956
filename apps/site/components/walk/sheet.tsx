'use client'
// The matrices of a step on squared paper, and all that a hand can do to them: point, follow with keys, type, drag.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { cellKey } from '@dit-by-hand/graph/expression'
import type { Cell } from '@dit-by-hand/spec/format'
import { cellTitle } from '@dit-by-hand/walkthrough/matrices'
import { type Direction, moved, nextMatrix } from '@dit-by-hand/walkthrough/moves'
import { nudged } from '@dit-by-hand/walkthrough/nudged'
import { givenNow, type Scene, typedNow } from '@dit-by-hand/walkthrough/scene'
import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { brightestOf } from '../../lib/brightness.ts'
import { cellOfElement, focusCell } from '../../lib/cells.ts'
import { type Grid, gridsOf, keptGrids, squaresHigh, squaresWide } from '../../lib/grids.ts'
import type { MatrixLook } from '../matrix.tsx'
import { GridView } from './grid.tsx'
import { useWalk } from './provider.tsx'

export interface SheetProps {
  readonly scene: Scene
  /** The cell that the reader holds. */
  readonly picked: CellRef | null
  readonly heads: boolean
  /** The matrix that the reader points at in the prose. */
  readonly near: string | null
  readonly uses: boolean
  readonly onHover: (cell: CellRef | null) => void
  readonly onPick: (cell: CellRef) => void
  readonly onEdit: (cell: CellRef, value: Cell, merge: boolean) => void
  /** The reader asks how the cell is made: to the line of arithmetic. */
  readonly onExplain: () => void
}

const arrows: { readonly [key: string]: Direction | undefined } = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** How far a pointer is dragged for a number to move by one, and before it counts as dragging at all. */
const perStep = 12
const slack = 6

const holds = ({ blocks }: Grid, matrix: string): boolean => blocks.some(({ name }) => name === matrix)

interface Drag {
  readonly cell: CellRef
  readonly from: Cell
  readonly x: number
  readonly y: number
  by: number
}

export function Sheet(props: SheetProps): ReactNode {
  const { scene, picked, onHover, onPick, onEdit, onExplain } = props
  const { teaching, attempt } = useWalk()
  const { locked, hideResults: hides, present } = teaching
  const [editing, setEditing] = useState<{ readonly cell: CellRef; readonly typed: string | null } | null>(null)
  // What a number is typed into comes once a cell is held. Keys that are pressed before are kept for it.
  const [Editor, setEditor] = useState<typeof import('./editor.tsx').Editor | null>(null)
  const waiting = useRef<string[]>([])
  const withEditor = (): void => {
    if (Editor) return
    const failed = (error: unknown): never => {
      // The keys are free again, and the next cell that is held tries once more.
      waiting.current = []
      setEditing(null)
      throw error
    }
    attempt(() => import('./editor.tsx').then(come => setEditor(() => come.Editor), failed))
  }
  const drag = useRef<Drag | null>(null)
  // After typing the keyboard goes back to the cell, before the next key can be pressed.
  const returnTo = useRef<CellRef | null>(null)
  useLayoutEffect(() => {
    if (editing === null) focusCell(returnTo.current)
    returnTo.current = null
  }, [editing])
  const held = useRef(false)

  // On a narrow screen a sheet begins where its lit cell is; step 10, which is long, at its beginning.
  const { place } = scene
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const [scroll, lit] = [sheet.current?.parentElement, sheet.current?.querySelector('.lit-focus')]
    // Where there is more than one grid, it is read from its beginning.
    if (!scroll || !lit || place === 'slopes') return
    const [outer, inner] = [scroll.getBoundingClientRect(), lit.getBoundingClientRect()]
    const over = inner.right + inner.width - outer.right
    if (over > 0) scroll.scrollLeft += over
  }, [place])

  const editable = (cell: CellRef): boolean => !locked && givenNow(scene, cell) !== undefined
  // What is hidden may not be changed either: that would tell it.
  const changeable = (cell: CellRef): boolean =>
    !locked && (hides ? givenNow(scene, cell) : typedNow(scene, cell)) !== undefined
  const edit = (cell: CellRef, typed: string | null): void => {
    if (!changeable(cell)) return
    withEditor()
    setEditing({ cell, typed })
  }

  const down = (event: PointerEvent): void => {
    const cell = cellOfElement(event.target)
    held.current = cell !== null && picked !== null && cellKey(cell) === cellKey(picked)
    const from = cell && editable(cell) ? givenNow(scene, cell) : undefined
    if (cell && from !== undefined && event.button === 0 && event.pointerType !== 'touch')
      drag.current = { cell, from, x: event.clientX, y: event.clientY, by: 0 }
  }
  const move = (event: PointerEvent): void => {
    const now = drag.current
    if (!now) return
    const [right, up] = [event.clientX - now.x, now.y - event.clientY]
    const far = Math.abs(right) > Math.abs(up) ? right : up
    if (now.by === 0 && Math.abs(far) < slack) return
    const by = Math.round(far / perStep)
    if (by === now.by) return
    onEdit(now.cell, nudged(now.from, by), now.by !== 0)
    now.by = by || Number.MIN_VALUE
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId)
  }
  const up = (): void => {
    if (drag.current && drag.current.by !== 0) held.current = false
    drag.current = null
  }
  const key = (event: KeyboardEvent): void => {
    const cell = cellOfElement(event.target)
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return
    if (editing) {
      if (Editor || event.key === 'Tab') return
      waiting.current.push(event.key)
      event.preventDefault()
      return
    }
    const direction = arrows[event.key]
    if (direction) focusCell(moved(scene, direction))
    else if (event.key === 'PageDown' || event.key === 'PageUp')
      focusCell(nextMatrix(scene, event.key === 'PageDown' ? 1 : -1))
    else if (event.key === 'Enter' || event.key === ' ') editable(cell) ? edit(cell, null) : onExplain()
    else if (/^[-−+\d]$/.test(event.key) && changeable(cell)) edit(cell, event.key)
    else return
    event.preventDefault()
  }

  // On a projector squares are as large as lets all of them be seen.
  const [spreading, setSpreading] = useState<typeof import('./spread.ts') | null>(null)
  useEffect(() => {
    if (present) attempt(() => import('./spread.ts').then(setSpreading))
  }, [present, attempt])
  const drawn = useRef<readonly Grid[]>([])
  const grids = useMemo(() => {
    const all = gridsOf(scene)
    drawn.current = keptGrids(drawn.current, present && spreading ? spreading.halved(all) : all)
    return drawn.current
  }, [scene, present, spreading])
  useEffect(
    () => (present && sheet.current ? spreading?.spread(sheet.current, grids) : undefined),
    [present, spreading, grids],
  )
  const brightest = useMemo(() => brightestOf(scene.facts, hides), [scene.facts, hides])
  const tab = scene.line?.cell ?? null
  const wide = 2 * Math.ceil(squaresWide(grids) / 2)
  const [alone, second] = grids
  const high = alone && !second && !alone.blocks.some(({ frames }) => frames) ? Math.ceil(squaresHigh(alone)) : 0
  const editor: MatrixLook['editor'] = Editor &&
    editing && {
      cell: editing.cell,
      element: (
        <Editor
          key={cellKey(editing.cell)}
          lesson={scene.lesson}
          cell={editing.cell}
          label={cellTitle(editing.cell, scene.facts)}
          now={typedNow(scene, editing.cell) ?? ''}
          typed={editing.typed}
          waiting={waiting.current}
          onValue={(value, merge) => onEdit(editing.cell, value, merge)}
          onDone={back => {
            returnTo.current = back ? editing.cell : null
            setEditing(null)
          }}
        />
      ),
    }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for its cells, which are buttons
    <div
      ref={sheet}
      className={`grids wide${Math.min(wide, 40)}${high > 12 && high <= 18 ? ` high${high}` : ''}${props.heads ? ' heads' : ''}${props.uses ? ' uses' : ''}`}
      onPointerOver={event => {
        if (event.pointerType !== 'mouse') return
        attempt(() => import('./explain.ts').then(({ explain }) => explain(event.target)), true)
        if (!drag.current) onHover(cellOfElement(event.target))
      }}
      onPointerLeave={() => onHover(null)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onFocus={(event: FocusEvent) => {
        const cell = cellOfElement(event.target)
        if (!cell) return
        withEditor()
        onPick(cell)
      }}
      onClick={event => {
        const cell = cellOfElement(event.target)
        if (!cell || event.detail === 0) return
        if (held.current) edit(cell, null)
        else focusCell(cell)
      }}
      onKeyDown={key}
    >
      {grids.map((grid, g) => (
        <GridView
          key={g}
          grid={grid}
          brightest={brightest}
          tab={tab && holds(grid, tab.name) ? tab : null}
          editor={editor && holds(grid, editor.cell.name) ? editor : null}
          near={props.near !== null && holds(grid, props.near) ? props.near : null}
        />
      ))}
    </div>
  )
}
