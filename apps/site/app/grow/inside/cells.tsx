'use client'
// Any matrix of the net, some cells at a time; and of one cell its line of arithmetic, whose numbers lead to where they are from.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { showNumber } from '@dit-by-hand/graph/style'
import type { Token } from '@dit-by-hand/graph/text'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { useLatest } from '../../../components/use-latest.ts'
import type { Named } from '../studio/inside.ts'
import type { ToldCell } from '../studio/studio.ts'
import type { InsideProps } from './inside.tsx'

/** Rows and columns on show. */
const [mostRows, mostColumns] = [8, 8] as const

/** Matrices by the part of the net that they belong to. */
function groupsOf(matrices: readonly Named[]): readonly (readonly [part: string, of: readonly Named[]])[] {
  const groups = Map.groupBy(matrices, ({ name }) => {
    const [first = '', second, third] = name.split('.')
    if (second === undefined) return 'the network'
    return third !== undefined && /^block/.test(first) ? `${first}, ${second}` : first
  })
  return [...groups]
}

const start: CellRef = { name: 'block0.attention.head0.scores', row: 0, column: 0 }

/** From where a window of so many shows a place. */
const windowFrom = (place: number, count: number, most: number): number =>
  Math.max(0, Math.min(count - most, Math.floor(place / most) * most))

export function CellsView({ studio, filmed, stage }: InsideProps): ReactNode {
  const [cell, setCell] = useState<CellRef>(start)
  const { which } = filmed.order
  const matrices = useLatest(which, () => studio.matrices(which))
  const shapes = useMemo(() => new Map(matrices.found?.map(({ name, shape }) => [name, shape])), [matrices.found])
  const shape = shapes.get(cell.name)
  return (
    <section aria-labelledby="grow-cells" className="grow-look">
      <h3 id="grow-cells">Any number</h3>
      <p>
        Every number of the network has a line of arithmetic, as in the walk. Choose a matrix and a cell; the numbers in
        its line lead to where they come from.
      </p>
      <label className="field">
        Matrix
        <select value={cell.name} onChange={({ target }) => setCell({ name: target.value, row: 0, column: 0 })}>
          {matrices.found &&
            groupsOf(matrices.found).map(([part, of]) => (
              <optgroup key={part} label={part}>
                {of.map(({ name, shape: [rows, columns] }) => (
                  <option key={name} value={name}>
                    {name} ({rows} × {columns})
                  </option>
                ))}
              </optgroup>
            ))}
        </select>
      </label>
      {shape && <Cells studio={studio} filmed={filmed} stage={stage} cell={cell} shape={shape} onPick={setCell} />}
      {matrices.problem !== null && <p role="alert">The network cannot be opened: {matrices.problem}.</p>}
    </section>
  )
}

interface CellsProps {
  readonly studio: InsideProps['studio']
  readonly filmed: InsideProps['filmed']
  readonly stage: number
  readonly cell: CellRef
  readonly shape: Named['shape']
  readonly onPick: (cell: CellRef) => void
}

function Cells({ studio, filmed, stage, cell, shape: [height, width], onPick }: CellsProps): ReactNode {
  const order = {
    film: filmed.order,
    stage,
    name: cell.name,
    row: windowFrom(cell.row, height, mostRows),
    column: windowFrom(cell.column, width, mostColumns),
    rows: Math.min(height, mostRows),
    columns: Math.min(width, mostColumns),
  }
  const seen = JSON.stringify([stage, filmed.order, filmed.milliseconds])
  const grid = useLatest(JSON.stringify(order) + seen, () => studio.window(order))
  const told = useLatest(JSON.stringify(cell) + seen, () => studio.cell(filmed.order, stage, cell))
  const table = useRef<HTMLTableElement>(null)
  const byKey = useRef(false)

  const move = (rows: number, columns: number): void => {
    byKey.current = true
    onPick({
      ...cell,
      row: Math.min(height - 1, Math.max(0, cell.row + rows)),
      column: Math.min(width - 1, Math.max(0, cell.column + columns)),
    })
  }
  const press = (event: KeyboardEvent): void => {
    const by = moves[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    move(...by)
  }
  // The keyboard goes along with the cell, also into the next window.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the button is there once the window is
  useEffect(() => {
    if (!byKey.current) return
    table.current?.querySelector<HTMLButtonElement>('[tabindex="0"]')?.focus()
  }, [cell, grid.found])

  return (
    <>
      <div className="scrolling">
        <table ref={table} className="grow-matrix" onKeyDown={press} aria-label={`${cell.name}, ${height} × ${width}`}>
          <thead>
            <tr>
              <td />
              {Array.from({ length: order.columns }, (_, c) => (
                <th key={c} scope="col">
                  {order.column + c + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.found?.map((cells, r) => (
              <tr key={r}>
                <th scope="row">{order.row + r + 1}</th>
                {cells.map((value, c) => {
                  const place = { name: cell.name, row: order.row + r, column: order.column + c }
                  const isHere = place.row === cell.row && place.column === cell.column
                  return (
                    <td key={c}>
                      <button
                        type="button"
                        className="bare"
                        tabIndex={isHere ? 0 : -1}
                        aria-pressed={isHere}
                        onClick={() => onPick(place)}
                      >
                        {showNumber(Number(value.toPrecision(3)))}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row no-print">
        {(
          [
            ['Previous rows', -mostRows, 0, cell.row < mostRows],
            ['Next rows', mostRows, 0, order.row + order.rows >= height],
            ['Previous columns', 0, -mostColumns, cell.column < mostColumns],
            ['Next columns', 0, mostColumns, order.column + order.columns >= width],
          ] as const
        ).map(([text, rows, columns, isEnd]) => (
          <Button
            key={text}
            disabled={isEnd}
            onClick={() => {
              move(rows, columns)
              byKey.current = false
            }}
          >
            {text}
          </Button>
        ))}
      </div>
      {told.found && <Line told={told.found} onPick={onPick} />}
      {told.problem !== null && <p role="alert">The number cannot be explained: {told.problem}.</p>}
    </>
  )
}

const moves: { readonly [key: string]: readonly [number, number] | undefined } = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-mostRows, 0],
  PageDown: [mostRows, 0],
}

const placeText = ({ name, row, column }: CellRef): string => `${name}, row ${row + 1}, column ${column + 1}`

function Line({ told, onPick }: { readonly told: ToldCell; readonly onPick: (cell: CellRef) => void }): ReactNode {
  const { cell, value, isGiven, names, numbers, consumers, more, gradient } = told
  return (
    <div className="grow-line">
      <p className="grow-line-head">{placeText(cell)}</p>
      <p className="vh" role="status">
        {placeText(cell)} is {value}
      </p>
      {isGiven ? (
        <p className="grow-line-values">
          <strong>{value}</strong> is given: by the network’s file, by the prompt, or as noise.
        </p>
      ) : (
        <>
          <p className="grow-line-names">
            <Pieces pieces={names} onPick={onPick} />
          </p>
          <p className="grow-line-values">
            <Pieces pieces={numbers} onPick={onPick} /> = <strong>{value}</strong>
          </p>
        </>
      )}
      <p>
        {consumers.length > 0 && (
          <>
            It goes into{' '}
            {consumers.map((each, i) => (
              <span key={each.text}>
                {i > 0 && ', '}
                <button type="button" className="bare grow-piece" onClick={() => onPick(each.cell)}>
                  {each.text}
                </button>
              </span>
            ))}
            {more > 0 && ` and ${more} more`}.{' '}
          </>
        )}
        If it grew, the mean of the squares of the output would change by <span className="number">{gradient}</span>{' '}
        times as much.
      </p>
    </div>
  )
}

interface PiecesProps {
  readonly pieces: readonly Token[]
  readonly onPick: (cell: CellRef) => void
}

function Pieces({ pieces, onPick }: PiecesProps): ReactNode {
  return pieces.map(({ text, cell }, i) =>
    cell ? (
      <button key={i} type="button" className="bare grow-piece" title={placeText(cell)} onClick={() => onPick(cell)}>
        {text}
      </button>
    ) : (
      <span key={i}>{text}</span>
    ),
  )
}
